import type { Activity, Attachment } from 'botbuilder';
import type { CardElement } from './adaptive-card.ts';
import { channelOf } from './channel.ts';

/** An attachment that holds an Adaptive Card of ours. */
export type CardAttachment = Attachment & { content: CardElement & { body: CardElement[]; msteams?: object } };

export const CARD = 'application/vnd.microsoft.card.adaptive';

export function isCard(attachment: Attachment): attachment is CardAttachment {
  return attachment.contentType === CARD && Array.isArray(attachment.content?.body);
}

/** A button that answers, or a field of a form; what only shows more stays. */
function isAnswered({ type, ...element }: CardElement): boolean {
  const actions = Array.isArray(element['actions']) ? element['actions'] : [];
  return type.startsWith('Input.') || (type === 'ActionSet' && actions.some((one) => one.type === 'Action.Submit'));
}

/**
 * The same message without buttons, to be shown in its place once it has been answered.
 * @returns undefined when it has none, or when its channel does not show a message anew
 */
export function withoutButtons(sent: Partial<Activity>): Partial<Activity> | undefined {
  if (!channelOf(sent.channelId ?? '').updates) return undefined;
  let had = false;
  const attachments = sent.attachments?.map((attachment) => {
    if (!isCard(attachment)) return attachment;
    const body = attachment.content.body.filter((element: CardElement) => !isAnswered(element));
    had ||= body.length < attachment.content.body.length;
    return { ...attachment, content: { ...attachment.content, body } };
  });
  return had && attachments ? { ...sent, attachments } : undefined;
}
