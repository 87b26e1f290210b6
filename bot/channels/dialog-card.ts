import type { Activity, Attachment } from 'botbuilder';
import type { Reply } from '../../dialogs/saying/reply.ts';
import type { CardElement } from './adaptive-card.ts';
import { isCard } from './card-attachment.ts';
import { renderReply } from './render-reply.ts';

/**
 * A reply as the card of a dialog, with the buttons of the dialog in place of its choices.
 * @param activity what is answered; its channel decides how the card is drawn
 * @throws Error when the channel draws no cards, for then it has no dialogs either
 */
export function dialogCard(activity: Activity, reply: Reply, actions: readonly CardElement[]): Attachment {
  const drawn = renderReply({ ...reply, choices: [] }, '', 0, activity.channelId);
  const card = drawn.attachments?.find(isCard);
  if (!card) throw new Error('a dialog was asked for on a channel without cards');
  return { ...card, content: { ...card.content, ...(actions.length > 0 && { actions }) } };
}
