import type { Activity, Attachment } from 'botbuilder';
import type { Reply } from '../../dialogs/reply.ts';
import { adaptiveCard } from './adaptive-card.ts';
import { channelOf } from './channel.ts';
import { plainText } from './plain-text.ts';
import { shorten } from './shorten.ts';

// A reply is a few KB. These are only reached when something went wrong before, and then a shorter answer beats a refused one.
const LENGTHS = [Number.POSITIVE_INFINITY, 4000, 1000, 250, 80];

/**
 * Draws a reply for a channel: a card with a text twin where the channel has cards, else plain text.
 * @param turn the number of the turn that draws it; its buttons carry it back
 * @returns a message within the channel's size limit
 */
export function renderReply(reply: Reply, caseId: string, turn: number, channelId: string): Partial<Activity> {
  const channel = channelOf(channelId);
  const fits = (activity: Partial<Activity>) =>
    Buffer.byteLength(JSON.stringify(activity), channel.encoding) <= channel.maxBytes;
  let drawn: Partial<Activity> = {};
  for (const longest of LENGTHS) {
    drawn = draw(shorten(reply, longest), caseId, turn, channelId);
    if (fits(drawn)) break;
  }
  return drawn;
}

function draw(reply: Reply, caseId: string, turn: number, channelId: string): Partial<Activity> {
  const channel = channelOf(channelId);
  const text = plainText(reply);
  const card = (): Attachment => ({
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      ...adaptiveCard(reply, { caseId, turn }, channel),
      // Where the text stands in the activity already, the card need not repeat it.
      ...(channel.textBesideCard ? {} : { fallbackText: text }),
    },
  });
  return {
    type: 'message',
    summary: reply.title,
    ...(channel.textBesideCard && { text, textFormat: 'plain' }),
    attachments: [...(channel.cards ? [card()] : []), ...(channel.dataFiles ? reply.files.map(dataFile) : [])],
    channelData: { faultline: { caseId, screen: reply.screen } },
  };
}

function dataFile({ name, text }: { name: string; text: string }): Attachment {
  // UTF-8 without a mark: our files are ASCII, and Registry Editor reads them as such.
  const content = Buffer.from(text, 'utf8').toString('base64');
  return {
    contentType: 'application/octet-stream',
    name,
    contentUrl: `data:application/octet-stream;base64,${content}`,
  };
}
