import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { Reply } from '../../dialogs/saying/reply.ts';
import { isPrintable, PRINTABLE } from '../printable.ts';
import { caseKeyOf } from './case-key.ts';
import { channelOf, shownBy } from './channel.ts';
import { isShownWhole, renderReply } from './render-reply.ts';
import { addedReply, addressedTo, forOneAlone, isShared, isWhispered, whispered } from './shared-chat.ts';

const id = z.string().min(1).max(2000).refine(isPrintable, PRINTABLE);
const account = z.looseObject({ id });

/** The fields of an activity that the edge itself relies on. Everything else is checked where it is read. */
const Inbound = z.looseObject({
  type: z.string().min(1).max(100),
  id: id.optional(),
  channelId: id,
  serviceUrl: z.string().min(1).max(2000),
  conversation: z.looseObject({ id }),
  from: account,
  recipient: account,
  name: z.string().max(200).optional(),
  membersAdded: z.array(account).max(5000).optional(),
});

/** Reads the body of a connector's request as an activity; otherwise says which field is wrong. */
export function readActivity(body: unknown): { ok: true; activity: Activity } | { ok: false; reason: string } {
  const checked = Inbound.safeParse(body);
  // The SDK's type promises more than anybody checks; whoever reads another field checks that field.
  if (checked.success) return { ok: true, activity: checked.data as unknown as Activity };
  const [issue] = checked.error.issues;
  return { ok: false, reason: `${issue?.path.join('.') || 'the body'}: ${issue?.message ?? 'is not an activity'}` };
}

const Tenants = z.object({
  conversation: z.object({ tenantId: z.string().optional() }),
  channelData: z
    .object({ tenant: z.object({ id: z.string().optional() }).optional() })
    .optional()
    .catch(undefined),
});

/** Whether an activity says that it comes from another tenant than this one. Teams always names it; other channels know none. */
export function isOfOtherTenant(activity: Activity, tenantId: string): boolean {
  const read = Tenants.safeParse(activity);
  if (!read.success) return true;
  const { conversation, channelData } = read.data;
  const named = [conversation.tenantId, channelData?.tenant?.id].filter((one) => one !== undefined && one !== '');
  return named.some((one) => one?.toLowerCase() !== tenantId.toLowerCase());
}

/** Where a turn happens and for whom, so that the edge need not know any channel. */
export interface Place {
  /** channel, conversation and person together: in a group everybody has their own case */
  caseKey: string;
  conversationId: string;
  userId: string;
  /** names the inbound activity among all channels; undefined when its channel gave it no id */
  inboundId: string | undefined;
  /** @param alone nobody else in the chat may see it */
  draw(reply: Reply, caseId: string, turn: number, alone?: boolean): Partial<Activity>;
  /** whether it can be written to when nobody has said anything */
  writesFirst: boolean;
  /** whether several people read the chat */
  isShared: boolean;
  /** whether {@link draw} would leave nothing of the reply out */
  isShownWhole(reply: Reply): boolean;
}

/** @param person whose case it is, when that is not the sender: whoever was added to the chat */
export function placeOf(activity: Activity, person = activity.from.id): Place {
  const { channelId, conversation } = activity;
  return {
    caseKey: caseKeyOf(conversation.id, person, channelId),
    conversationId: conversation.id,
    userId: person,
    inboundId: activity.id && JSON.stringify([channelId, conversation.id, activity.id]),
    writesFirst: channelOf(shownBy(activity)).writesFirst,
    isShared: isShared(activity),
    draw: (reply, caseId, turn, alone = false) => {
      const isAdded = isShared(activity) && activity.type === 'conversationUpdate';
      const drawn = renderReply(isAdded ? addedReply() : reply, caseId, turn, shownBy(activity));
      if (!isShared(activity)) return drawn;
      if (alone) return forOneAlone(drawn, channelOf(channelId).whispers);
      if (!channelOf(channelId).mentions) return drawn;
      return isWhispered(activity) ? whispered(drawn) : addressedTo(activity.from, drawn);
    },
    isShownWhole: (reply) => isShownWhole(reply, shownBy(activity)),
  };
}

/**
 * Who opened the chat with this activity and is to be welcomed; undefined for nobody. Only the first of several:
 * one activity is one turn. Teams shows its own prompt starters in a personal chat, so nobody is welcomed there; in a
 * team or a group chat whoever added the bot is, and nobody who joins later.
 */
export function whoOpened(activity: Activity): string | undefined {
  if (activity.type !== 'conversationUpdate') return undefined;
  const { membersAdded = [], recipient, from } = activity;
  if (activity.channelId !== 'msteams') return membersAdded.find((member) => member.id !== recipient?.id)?.id;
  const botAdded = membersAdded.some((member) => member.id === recipient?.id);
  return isShared(activity) && botAdded ? from.id : undefined;
}
