import type { Activity, Attachment } from 'botbuilder';
import type { Reply, ScreenKind } from '../../dialogs/saying/reply.ts';
import { adaptiveCard } from './adaptive-card.ts';
import { type Channel, channelOf } from './channel.ts';
import { citation, marked } from './citation.ts';
import { plainText } from './plain-text.ts';
import { shorten, warningsAlone } from './shorten.ts';

// A reply is a few KB. These are only reached when something went wrong before, and then a shorter answer beats a refused one.
const LENGTHS = [Number.POSITIVE_INFINITY, 4000, 1000, 250, 80];
// Where the message goes, and whom it answers, is written into it later. Ids of a connector are a few hundred characters each.
const ADDRESS_CHARACTERS = 4000;

/** Screens that say something whose worth can be judged; a step or a question only leads there. */
const JUDGED: ReadonlySet<ScreenKind> = new Set(['diagnosis', 'answer', 'outcome', 'unknown']);

/**
 * Draws a reply for a channel: a card with a text twin where the channel has cards, else plain text.
 * @param turn the number of the turn that draws it; its buttons carry it back
 * @returns a message within the channel's size limit, with room for its address. Warnings are whole in any case.
 */
export function renderReply(reply: Reply, caseId: string, turn: number, channelId: string): Partial<Activity> {
  const channel = channelOf(channelId);
  for (const longest of LENGTHS) {
    const drawn = draw(shorten(reply, longest), caseId, turn, channel);
    if (fits(drawn, channel)) return drawn;
  }
  return draw(warningsAlone(reply), caseId, turn, channel);
}

/** Whether a channel shows a reply with nothing cut or left out. */
export function isShownWhole(reply: Reply, channelId: string): boolean {
  const channel = channelOf(channelId);
  return fits(draw(reply, SOME_CASE, 0, channel), channel);
}

const SOME_CASE = '00000000-0000-0000-0000-000000000000';

function fits(activity: Partial<Activity>, { maxBytes, encoding }: Channel): boolean {
  const room = maxBytes - ADDRESS_CHARACTERS * (encoding === 'utf8' ? 1 : 2);
  return Buffer.byteLength(JSON.stringify(activity), encoding) <= room;
}

function draw(reply: Reply, caseId: string, turn: number, channel: Channel): Partial<Activity> {
  const text = plainText(channel.dataFiles ? withoutAttached(reply) : reply);
  const cited = channel.citations ? citation(reply) : undefined;
  const card = (): Attachment => ({
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      ...adaptiveCard(cited ? marked(reply) : reply, { caseId, turn }, channel),
      // Where the text stands in the activity already, the card need not repeat it.
      ...(channel.textBesideCard ? {} : { fallbackText: text }),
    },
  });
  return {
    type: 'message',
    summary: reply.title,
    ...(channel.textBesideCard && { text, textFormat: 'plain' }),
    ...(cited && { entities: [cited] }),
    attachments: [...(channel.cards ? [card()] : []), ...(channel.dataFiles ? reply.files.map(dataFile) : [])],
    channelData: {
      faultline: { caseId, screen: reply.screen },
      ...(channel.feedback && JUDGED.has(reply.screen.kind) && { feedbackLoop: { type: 'default' } }),
    },
  };
}

const withoutAttached = (reply: Reply): Reply => ({
  ...reply,
  files: reply.files.filter((file) => !file.attachedOnly),
});

function dataFile({ name, text }: { name: string; text: string }): Attachment {
  // UTF-8 without a mark: our files are ASCII, and Registry Editor reads them as such.
  const content = Buffer.from(text, 'utf8').toString('base64');
  return {
    contentType: 'application/octet-stream',
    name,
    contentUrl: `data:application/octet-stream;base64,${content}`,
  };
}
