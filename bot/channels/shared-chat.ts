import type { Activity, ChannelAccount } from 'botbuilder';
import { z } from 'zod';
import { reply } from '../../dialogs/saying/compose-reply.ts';
import { CHOICES, text } from '../../dialogs/saying/phrases.ts';
import type { Reply } from '../../dialogs/saying/reply.ts';
import { isCard } from './card-attachment.ts';
import { showable } from './marked-text.ts';
import { ADDED, ADDED_TITLE } from './phrases-shared-chat.ts';

const LONGEST_NAME = 60;

/** Whether several people read the chat, as in a team's channel or a group chat. */
export function isShared(activity: Partial<Activity>): boolean {
  const { conversation } = activity;
  return conversation?.isGroup === true || /^(?:channel|groupChat)$/i.test(conversation?.conversationType ?? '');
}

/** Said once when the bot was added to a shared chat. */
export function addedReply(): Reply {
  return reply('welcome', ADDED_TITLE, ADDED.map(text), [CHOICES.example, CHOICES.help]);
}

/**
 * Writes above the card whom it answers, as a mention: in a shared chat several cases run side by side, and Teams tells
 * the mentioned person. Somebody without a name is not mentioned.
 */
export function addressedTo(person: Partial<ChannelAccount>, drawn: Partial<Activity>): Partial<Activity> {
  // A display name is not ours: without the signs of Markdown and mark-up it can only be a name.
  const name = showable(person.name ?? '')
    .replace(/[\s\\`*_[\]<>#~|&]+/g, ' ')
    .trim()
    .slice(0, LONGEST_NAME);
  if (name === '' || person.id === undefined) return drawn;
  const text = `<at>${name}</at>`;
  const mention = { type: 'mention', text, mentioned: { id: person.id, name } };
  const attachments = drawn.attachments?.map((attachment) => {
    if (!isCard(attachment)) return attachment;
    const { body, msteams, ...card } = attachment.content;
    return {
      ...attachment,
      content: {
        ...card,
        msteams: { ...msteams, entities: [mention] },
        body: [{ type: 'TextBlock', text, wrap: true, size: 'Small' }, ...body],
      },
    };
  });
  return { ...drawn, ...(attachments && { attachments }) };
}

const Whispered = z.object({ recipient: z.object({ isTargeted: z.literal(true) }) });

/** Whether somebody said something to the bot that the others in the chat do not see: a slash command in Teams. */
export function isWhispered(activity: Partial<Activity>): boolean {
  return Whispered.safeParse(activity).success;
}

/** Marks a message for its recipient alone; whoever delivers it sees to that where the platform can. */
export function whispered(drawn: Partial<Activity>): Partial<Activity> {
  return signed(drawn, { targeted: true });
}

/**
 * Marks a message that nobody but its recipient may see: where it cannot be whispered it goes into their personal chat, or
 * nowhere.
 */
export function forOneAlone(drawn: Partial<Activity>, whispers: boolean): Partial<Activity> {
  return signed(drawn, { alone: true, ...(whispers && { targeted: true }) });
}

function signed(drawn: Partial<Activity>, signs: object): Partial<Activity> {
  const { faultline, ...rest } = Object(drawn.channelData);
  return { ...drawn, channelData: { ...rest, faultline: { ...faultline, ...signs } } };
}
