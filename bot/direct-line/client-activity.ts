import type { Activity, Attachment } from 'botbuilder';
import { z } from 'zod';
import { isPrintable, PRINTABLE } from '../printable.ts';
import type { Conversation } from '../store/store.ts';
import { BOT, BOUND_PREFIX } from './accounts.ts';
import { isKept } from './attachment-link.ts';
import { DirectLineError, malformed, notAllowed, tooLarge } from './direct-line-error.ts';
import type { DirectLineLimits } from './limits.ts';

/** What a client posts. Other properties pass untouched: the echo has to carry them back. */
export const ClientActivity = z.looseObject({
  type: z.string().min(1).max(64),
  from: z
    .looseObject({
      id: z.string().max(256).refine(isPrintable, PRINTABLE).optional(),
      name: z.string().max(256).optional(),
    })
    .optional(),
  text: z.string().optional(),
  locale: z.string().max(64).optional(),
  attachments: z
    .array(
      z.looseObject({
        contentType: z.string().max(256),
        contentUrl: z.string().optional(),
        name: z.string().max(512).optional(),
      }),
    )
    .optional(),
  channelData: z.unknown().optional(),
});
export type ClientActivity = z.infer<typeof ClientActivity>;

const ClientData = z.looseObject({ clientActivityID: z.string().min(1).max(256).refine(isPrintable, PRINTABLE) });

/** The id that a client repeats when it sends the same message again. */
export function clientIdOf(activity: ClientActivity): string | undefined {
  return ClientData.safeParse(activity.channelData).data?.clientActivityID;
}

/** Throws 413 for a text or a number of attachments above the limit, 400 for what only the channel may say. */
export function checkActivity(activity: ClientActivity, limits: DirectLineLimits): void {
  if ((activity.text?.length ?? 0) > limits.textLength) {
    throw tooLarge(`text: at most ${limits.textLength} characters. Send the rest as a file.`);
  }
  if ((activity.attachments?.length ?? 0) > limits.filesPerPost) {
    throw tooLarge(`attachments: at most ${limits.filesPerPost}.`);
  }
  if (activity.attachments?.some(({ contentUrl }) => isKept(contentUrl))) {
    throw malformed('contentUrl: files are sent by upload, or lie in the activity as a data: URL.');
  }
  if (activity.type === 'conversationUpdate') {
    throw new DirectLineError(400, 'NotSupported', 'The channel itself tells the bot who has joined.');
  }
}

/** Throws 403 when somebody claims an id that only a token can give and theirs did not. */
export function checkUserId(claimed: string | undefined, conversation: Conversation): void {
  if (claimed?.startsWith(BOUND_PREFIX) && claimed !== conversation.userId) {
    throw notAllowed('The token belongs to another user id.');
  }
}

/**
 * The activity as it lies in the log and as the bot gets it. Who sent it, where and when says the server, and its id is
 * made from its place in the log.
 * @param base where the bot and the client find attachments
 */
export function inboundActivity(
  activity: ClientActivity | { type: string; [property: string]: unknown },
  conversation: Conversation,
  base: string,
  attachments?: Attachment[],
): Partial<Activity> {
  const name = ClientActivity.safeParse(activity).data?.from?.name ?? '';
  const { id: _theirs, ...said }: { id?: unknown; type: string } = activity;
  return {
    ...said,
    ...(attachments && { attachments }),
    timestamp: new Date(),
    channelId: 'directline',
    serviceUrl: base,
    from: { id: conversation.userId, name, role: 'user' },
    conversation: { id: conversation.id, isGroup: false, conversationType: '', name: '' },
    recipient: BOT,
  };
}
