import {
  CHOICES_HEADING,
  choiceLine,
  FOLDED_HOW,
  FORM_HOW,
  fileHeading,
  formLine,
  layout,
  notInArticle,
  progress,
  WARNING_HEADING,
  yourWords,
} from '../../dialogs/saying/phrases-layout.ts';
import type { Block, FormField, Reply } from '../../dialogs/saying/reply.ts';
import { showable, withoutMarks } from './marked-text.ts';

/** The whole reply as plain text. Nothing is left out: whoever sees only this can do everything. */
export function plainText(reply: Reply): string {
  const { step, of } = reply.screen;
  const parts = [
    reply.title,
    ...(step === undefined || of === undefined ? [] : [progress(step, of)]),
    ...reply.blocks.map(blockText),
    ...(reply.form ? [formText(reply.form)] : []),
    ...reply.files.map((file) => `${fileHeading(file.name)}\n${file.text.replaceAll('\r\n', '\n').trimEnd()}`),
    ...(reply.blocks.some((block) => block.kind === 'folded') ? [FOLDED_HOW] : []),
    ...(reply.choices.length === 0 ? [] : [[CHOICES_HEADING, ...reply.choices.map(choiceLine)].join('\n')]),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function formText(fields: readonly FormField[]): string {
  const lines = fields.map(({ ask, options, example }, index) => {
    const labels = options?.map(({ label }) => label) ?? (example === undefined ? [] : [example]);
    return formLine(index + 1, withoutMarks(ask), labels);
  });
  return [...lines, FORM_HOW].join('\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'text':
      return withoutMarks(block.text);
    case 'list':
      return block.items.map((item) => `- ${withoutMarks(item)}`).join('\n');
    case 'numbered':
      return block.items.map((item, index) => `${index + 1}. ${withoutMarks(item)}`).join('\n');
    case 'quote':
      return `${yourWords(block.line)}\n${showable(block.text)
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n')}`;
    case 'copy':
      return `${block.label}:\n${block.text}`;
    case 'aside':
      return `${withoutMarks(block.text)} ${notInArticle(block.source)}`;
    // Asked for with "why".
    case 'folded':
    case 'drawing':
      return '';
    case 'picture':
      return layout.picture(withoutMarks(block.alt));
    case 'warning':
      return `${WARNING_HEADING}: ${withoutMarks(block.text)}`;
  }
}
