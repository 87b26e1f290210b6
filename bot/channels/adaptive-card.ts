import { DRAWN_WIDTH } from '../../dialogs/saying/drawing.ts';
import {
  fileFold,
  fileHeading,
  notInArticle,
  progress,
  WARNING_HEADING,
  yourWords,
} from '../../dialogs/saying/phrases-layout.ts';
import type { Block, Choice, FormField, Reply } from '../../dialogs/saying/reply.ts';
import type { Channel } from './channel.ts';
import { showable, spansOf, withoutMarks } from './marked-text.ts';

/** An element of a card. What each may hold: adaptivecards.io/explorer, version 1.5. */
export interface CardElement {
  readonly type: string;
  readonly [property: string]: unknown;
}

/** Where a card stands; a button sends it back, so that an old button can be told from a new one. */
export interface CardPlace {
  caseId: string;
  turn: number;
}

/** The one card shape: Adaptive Card 1.5, the highest version that Teams and Web Chat both draw. */
export function adaptiveCard(reply: Reply, place: CardPlace, channel: Channel): CardElement {
  const { step, of } = reply.screen;
  const id = (part: string) => `faultline-${place.caseId.slice(0, 8)}-${place.turn}-${part}`;
  const shownFiles = channel.dataFiles ? [] : reply.files;
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    msteams: { width: 'Full' },
    body: [
      ...(step === undefined || of === undefined
        ? []
        : [
            {
              type: 'TextBlock',
              id: id('progress'),
              text: progress(step, of),
              isSubtle: true,
              size: 'Small',
              wrap: true,
            },
          ]),
      // Only the heading is a TextBlock, for its role. It reads Markdown; everything else is a RichTextBlock, which reads none.
      {
        type: 'TextBlock',
        text: escapeMarkdown(reply.title),
        style: 'heading',
        size: 'Large',
        weight: 'Bolder',
        wrap: true,
        spacing: 'None',
      },
      ...reply.blocks.flatMap((block, index) => blockElements(block, id(`${block.kind}-${index + 1}`))),
      ...(reply.form ?? []).map(input),
      ...fileElements(shownFiles, id('file')),
      ...rows(reply.choices, channel.actionsPerRow).map((row) => ({
        type: 'ActionSet',
        spacing: 'Medium',
        actions: row.map((choice) =>
          button(choice, place, channel, {
            leads: choice === reply.choices[0],
            sends: choice === reply.choices[0] && reply.form !== undefined,
          }),
        ),
      })),
    ],
  };
}

function blockElements(block: Block, id: string): CardElement[] {
  switch (block.kind) {
    case 'text':
      return [marked(block.text)];
    case 'list':
      return block.items.map((item) => listed('•', item));
    case 'numbered':
      return block.items.map((item, index) => listed(`${index + 1}.`, item));
    case 'quote':
      return [
        {
          type: 'Container',
          id,
          style: 'emphasis',
          items: [subtle(yourWords(block.line)), ...lines(showable(block.text)).map((line) => mono(line))],
        },
      ];
    case 'copy':
      return verbatim(`${block.label}:`, block.text, id);
    case 'aside':
      return [
        {
          type: 'Container',
          id,
          items: [marked(block.text), { ...subtle(notInArticle(block.source)), spacing: 'None' }],
        },
      ];
    case 'folded':
      return folded(block, id);
    case 'drawing':
      // Its address is written into it when the card goes out (with-drawings.ts).
      return [{ type: 'Image', id, drawing: block.drawing, altText: block.alt, width: `${DRAWN_WIDTH}px` }];
    case 'picture':
      return [{ type: 'Image', id, picture: block.path, altText: withoutMarks(block.alt) }];
    case 'warning':
      return [
        {
          type: 'Container',
          id,
          style: 'attention',
          items: [
            { type: 'TextBlock', text: WARNING_HEADING, weight: 'Bolder', color: 'Attention', wrap: true },
            marked(block.text),
          ],
        },
      ];
  }
}

/** A heading that shows and hides what stands below it. */
function folded({ title, blocks }: Extract<Block, { kind: 'folded' }>, id: string): CardElement[] {
  const items = blocks.flatMap((block, index) => blockElements(block, `${id}-${block.kind}-${index + 1}`));
  return [{ type: 'ActionSet', spacing: 'Small', actions: [toggle(title, id)] }, hidden(id, items)];
}

const toggle = (title: string, id: string) => ({ type: 'Action.ToggleVisibility', title, targetElements: [id] });
const hidden = (id: string, items: CardElement[]): CardElement => ({ type: 'Container', id, isVisible: false, items });

/** The texts of files where none can be attached: long, and wanted by who copies one, so each is a press away. */
function fileElements(files: Reply['files'], id: string): CardElement[] {
  if (files.length === 0) return [];
  const toggles = files.map(({ name }, index) => toggle(fileFold(name), `${id}-${index + 1}`));
  return [
    { type: 'ActionSet', spacing: 'Small', actions: toggles },
    ...files.map(({ name, text }, index) => {
      const own = `${id}-${index + 1}`;
      return hidden(own, verbatim(fileHeading(name), text.trimEnd(), `${own}-text`));
    }),
  ];
}

/** What a form says of a field comes back under this name. */
export const FIELD = 'faultline-field-';

function input({ id, ask, options, example }: FormField): CardElement {
  const label = withoutMarks(ask);
  if (!options)
    return { type: 'Input.Text', id: `${FIELD}${id}`, label, maxLength: 200, ...(example && { placeholder: example }) };
  const choices = options.map(({ id: value, label: title }) => ({ title, value }));
  return { type: 'Input.ChoiceSet', id: `${FIELD}${id}`, label, style: 'compact', placeholder: '…', choices };
}

function marked(text: string): CardElement {
  return {
    type: 'RichTextBlock',
    // A block without a run is none; a text of nothing still takes its line.
    inlines: spansOf(text || ' ').map((span) => ({
      type: 'TextRun',
      text: span.text,
      ...(span.bold && { weight: 'Bolder' }),
      ...(span.code && { fontType: 'Monospace' }),
    })),
  };
}

// The sign stands in a column of its own, so that a second line begins under the first.
function listed(sign: string, text: string): CardElement {
  const column = (width: string, item: CardElement) => ({ type: 'Column', width, spacing: 'Small', items: [item] });
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    columns: [column('auto', { type: 'TextBlock', text: escapeMarkdown(sign) }), column('stretch', marked(text))],
  };
}

function verbatim(label: string, text: string, id: string): CardElement[] {
  return [
    { type: 'TextBlock', text: escapeMarkdown(label), size: 'Small', isSubtle: true, wrap: true },
    { type: 'Container', id, style: 'emphasis', spacing: 'Small', items: lines(text).map((line) => mono(line)) },
  ];
}

function mono(text: string): CardElement {
  // A run may not be empty, else Web Chat drops it and with it the blank line.
  return {
    type: 'RichTextBlock',
    spacing: 'None',
    inlines: [{ type: 'TextRun', text: text || ' ', fontType: 'Monospace' }],
  };
}

function subtle(text: string): CardElement {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, isSubtle: true, size: 'Small' }] };
}

/** @param sends whether it sends the form; then nothing is said in the chat, so that the fields come back beside it */
function button(
  { label, say }: Choice,
  { caseId, turn }: CardPlace,
  channel: Channel,
  { leads, sends }: { leads: boolean; sends: boolean },
): CardElement {
  const faultline = { caseId, turn, say };
  const spoken = { type: 'messageBack', text: say, displayText: label, value: { faultline } };
  return {
    type: 'Action.Submit',
    title: label,
    ...(leads && { style: 'positive' }),
    data: { ...(channel.spokenButtons && !sends && { msteams: spoken }), faultline },
    ...(!sends && { associatedInputs: 'none' }),
  };
}

function rows(choices: readonly Choice[], size: number): Choice[][] {
  return Array.from({ length: Math.ceil(choices.length / size) }, (_, row) =>
    choices.slice(row * size, (row + 1) * size),
  );
}

function lines(text: string): string[] {
  return text.split(/\r?\n/);
}

function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>#~|]/g, '\\$&')
    .replace(/^(\d+)\./, '$1\\.')
    .replace(/^[-+]/, '\\$&');
}
