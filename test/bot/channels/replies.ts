import type { Activity } from 'botbuilder';
import fc from 'fast-check';
import { type Block, type Choice, type Reply, SCREEN_KINDS } from '../../../dialogs/saying/reply.ts';

/** A reply with every kind of block, as the dialogs could give it. */
export function reply(parts: Partial<Reply> = {}): Reply {
  return {
    screen: { kind: 'step', article: 'Q169686', step: 2, of: 9 },
    title: 'Set the number',
    blocks: [
      { kind: 'text', text: 'Choose **Decimal** and type `20`.' },
      { kind: 'list', items: ['event 4094 (line 3)', 'event 3039'] },
      { kind: 'numbered', items: ['Open the key.', 'Double-click the value.'] },
      { kind: 'quote', text: 'Event ID: 4116\n<b>"bold"</b> **x** [link](http://example.com)', line: 3 },
      { kind: 'copy', label: 'Value', text: 'Max Threads(Private+Public)' },
      { kind: 'aside', text: 'The installer sets 0x20.', source: 'KB Q155768' },
      { kind: 'warning', text: 'A wrong edit can make Windows unusable.' },
    ],
    choices: [
      { label: 'Done', say: 'Done' },
      { label: 'It is absent', say: 'absent' },
    ],
    files: [{ name: 'set.reg', text: 'REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\A]\r\n' }],
    ...parts,
  };
}

const words = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('**bold**', '`code`', '<at>x</at>', '\u202e', 'a\nb', '1.', '# x', '[1](x)'),
);
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: words }),
  fc.record({ kind: fc.constantFrom('list' as const, 'numbered' as const), items: fc.array(words, { maxLength: 5 }) }),
  fc.record({ kind: fc.constant('quote' as const), text: words, line: fc.nat(99) }),
  fc.record({ kind: fc.constant('copy' as const), label: words, text: words }),
  fc.record({ kind: fc.constant('aside' as const), text: words, source: words }),
  fc.record({ kind: fc.constant('warning' as const), text: words }),
);
const choice: fc.Arbitrary<Choice> = fc.record({ label: words, say: words });

/** Any reply at all. */
export const anyReply: fc.Arbitrary<Reply> = fc.record({
  screen: fc.record({ kind: fc.constantFrom(...SCREEN_KINDS), article: fc.constant('Q169686') }),
  title: words,
  blocks: fc.array(block, { maxLength: 8 }),
  choices: fc.array(choice, { maxLength: 9 }),
  files: fc.array(fc.record({ name: words, text: words }), { maxLength: 2 }),
});

/** Elements and actions of Adaptive Cards 1.5 (adaptivecards.io/explorer); a newer one would be dropped in silence. */
export const CARD_PARTS: ReadonlySet<string> = new Set([
  'AdaptiveCard',
  'TextBlock',
  'RichTextBlock',
  'TextRun',
  'Container',
  'ColumnSet',
  'Column',
  'ActionSet',
  'Action.Submit',
  'Action.ToggleVisibility',
  'Input.ChoiceSet',
  'Input.Text',
  'messageBack',
]);

/** Every object that lies somewhere within a value. */
export function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : [Object.fromEntries(Object.entries(value))];
  return [...own, ...Object.values(value).flatMap(objectsIn)];
}

/** The card of a drawn message. */
export function cardOf(activity: Partial<Activity>): Record<string, unknown> {
  const attachment = activity.attachments?.find((one) => one.contentType === 'application/vnd.microsoft.card.adaptive');
  if (!attachment) throw new Error('no card in this message');
  return Object.fromEntries(Object.entries(attachment.content));
}

/** The texts of a card in the order in which they stand, with TextBlocks read as Markdown is: without its escapes. */
export function textsOf(card: unknown): string[] {
  return objectsIn(card).flatMap((part) => {
    if (part['type'] === 'TextRun') return [String(part['text'])];
    return part['type'] === 'TextBlock' ? [String(part['text']).replace(/\\([^\w\s])/g, '$1')] : [];
  });
}

/** The buttons of a card. */
export function buttonsOf(
  card: unknown,
): { title: string; data: { faultline: { caseId: string; turn: number; say: string } } }[] {
  return objectsIn(card).flatMap((part) => {
    if (part['type'] !== 'Action.Submit') return [];
    const data = Object(part['data']);
    return [{ title: String(part['title']), data: { faultline: data.faultline } }];
  });
}
