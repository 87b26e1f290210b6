import type { Activity } from 'botbuilder';
import { CARD_PARTS, objectsIn, textsOf } from '../channels/replies.ts';

const TEAMS_PARTS: ReadonlySet<string> = new Set([...CARD_PARTS, 'mention']);

/** Why Teams would refuse an activity, or show it broken; undefined when it would do neither. */
export function complaintAbout(activity: Partial<Activity>): string | undefined {
  const { attachments = [], entities = [], suggestedActions, text = '' } = activity;
  if (suggestedActions && attachments.length > 0) return 'suggested actions do not stand beside an attachment';
  if (text !== '' && attachments.length > 0) return 'Teams splits text and card, and gives the card no id';
  const messages = entities.filter((entity) => entity['@type'] === 'Message');
  if (messages.length > 1) return 'only one Message entity';
  const claims = objectsIn(messages).filter((part) => part['@type'] === 'Claim');
  if (claims.length > 10) return 'too many citations';
  for (const claim of claims)
    if (!textsOf(attachments).join(' ').includes(`[${claim['position']}]`))
      return 'a citation without its mark in the text';
  for (const shown of objectsIn(claims).filter((part) => part['@type'] === 'DigitalDocument'))
    if (String(shown['name']).length > 80 || String(shown['abstract']).length > 160)
      return 'a citation that is too long';
  if (JSON.stringify(entities).includes('AIGeneratedContent')) return 'nothing here is generated';
  for (const attachment of attachments) {
    if (attachment.contentType !== 'application/vnd.microsoft.card.adaptive')
      return `no attachment of the kind ${attachment.contentType}`;
    const wrong = complaintAboutCard(attachment.content);
    if (wrong) return wrong;
  }
  return undefined;
}

function complaintAboutCard(card: unknown): string | undefined {
  const parts = objectsIn(card);
  if (parts[0]?.['version'] !== '1.5') return 'Teams draws cards up to 1.5';
  const strange = parts.find((part) => typeof part['type'] === 'string' && !TEAMS_PARTS.has(part['type']));
  if (strange) return `no element of the kind ${strange['type']}`;
  const actions = parts.filter((part) => part['type'] === 'ActionSet').map((set) => set['actions']);
  if (actions.some((row) => Array.isArray(row) && row.length > 6)) return 'more than six buttons in a row';
  const texts = parts.filter((part) => part['type'] === 'TextBlock').map((part) => String(part['text']));
  const mentions = parts.filter((part) => part['type'] === 'mention').map((part) => String(part['text']));
  const unknown = mentions.find((mention) => !texts.some((text) => text.includes(mention)));
  return unknown && `the mention ${unknown} is not in the card`;
}
