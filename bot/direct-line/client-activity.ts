import type { IncomingMessage } from 'node:http';
import type { Activity, Attachment } from 'botbuilder';
import { z } from 'zod';
import { isPrintable, PRINTABLE } from '../printable.ts';
import type { Conversation } from '../store/store.ts';
import { BOT } from './accounts.ts';
import type { Caller } from './authorize.ts';
import { DirectLineError, malformed, tooLarge } from './direct-line-error.ts';
import { isKept } from './files/attachment-link.ts';
import type { DirectLineLimits } from './limits.ts';
import { asWritten } from './read-body.ts';

/** What a client posts. Other properties pass untouched: the echo has to carry them back. */
export const ClientActivity = asWritten(
  z.looseObject({
    type: z.string().min(1).max(64),
    from: asWritten(
      z.looseObject({
        id: z.string().max(256).refine(isPrintable, PRINTABLE).optional(),
        name: z.string().max(256).optional(),
      }),
    ).optional(),
    text: z.string().optional(),
    locale: z.string().max(64).optional(),
    attachments: z
      .array(
        asWritten(
          z.looseObject({
            contentType: z.string().max(256),
            contentUrl: z.string().optional(),
            name: z.string().max(512).optional(),
          }),
        ),
      )
      .optional(),
    channelData: z.unknown().optional(),
  }),
);
export type ClientActivity = z.infer<typeof ClientActivity>;

const ClientData = z.looseObject({ clientActivityID: z.string().min(1).max(256).refine(isPrintable, PRINTABLE) });

const RequestKey = z.string().min(1).max(256).refine(isPrintable);

/**
 * What stays the same when a message is sent again, by its client or by a proxy that got no answer from one bot and asks
 * the next. Prefixed, so that no client can take the place of what the channel itself says.
 */
export function repeatKeyOf(
  activity: ClientActivity,
  { headers }: Pick<IncomingMessage, 'headers'>,
): string | undefined {
  const clientId = ClientData.safeParse(activity.channelData).data?.clientActivityID;
  if (clientId !== undefined) return `client:${clientId}`;
  const requestKey = RequestKey.safeParse(headers['idempotency-key']).data;
  return requestKey && `request:${requestKey}`;
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

/** Who says something: the person that the token is bound to, or whoever the client says where it is bound to nobody. */
export interface Speaker {
  /** as clients see it; the bot knows the conversation's own user id, so that a case has one person */
  id: string;
  name: string;
}

/** @param said the id and the name that came with the message; a token that is bound to somebody overrides both */
export function speakerOf(
  caller: Caller,
  conversation: Conversation,
  said: { id?: string; name?: string } = {},
): Speaker {
  const bound = caller.by === 'token' && !caller.claims.free ? caller.claims : undefined;
  return bound
    ? { id: conversation.userId, name: bound.name ?? said.name ?? '' }
    : { id: said.id || conversation.userId, name: said.name ?? '' };
}

/**
 * The activity as it lies in the log and as the bot gets it. Who sent it, where and when says the server, and its id is
 * made from its place in the log.
 * @param base where the bot and the client find attachments
 */
export function inboundActivity(
  activity: ClientActivity | { type: string; [property: string]: unknown },
  conversation: Conversation,
  { id: shownId, name }: Speaker,
  base: string,
  attachments?: Attachment[],
): Partial<Activity> {
  const { id: _theirs, ...said }: { id?: unknown; type: string } = activity;
  const from = { id: conversation.userId, name, role: 'user' };
  return {
    ...said,
    ...(attachments && { attachments }),
    timestamp: new Date(),
    channelId: 'directline',
    serviceUrl: base,
    from: shownId === conversation.userId ? from : Object.assign({}, from, { [SHOWN_ID]: shownId }),
    conversation: { id: conversation.id, isGroup: false, conversationType: '', name: '' },
    recipient: BOT,
  };
}

const SHOWN_ID = 'shownId';

/** Who sent an activity of the log, as clients see it. */
export function shownSender(from: Partial<Activity>['from']): Partial<Activity>['from'] {
  const shown: unknown = from && Reflect.get(from, SHOWN_ID);
  return from && typeof shown === 'string' ? { id: shown, name: from.name, role: from.role } : from;
}
