import { textOf, type Block as Written } from '../../../knowledge/library/imported-article.ts';
import { text } from '../phrases.ts';
import type { Block } from '../reply.ts';
import { imported as say } from './phrases-imported.ts';

/** Notes of these kinds are shown as warnings. */
const WARNS = /^\W{0,3}(?:warning|caution|important|danger|attention)\b/i;

/** What a picture shows is read out whole. In characters. */
const LONGEST_ALT = 500;

/** The pieces of an imported article as they are shown: every one of them, in their order, in their own words. */
export const importedBlocks = (blocks: readonly Written[]): Block[] => blocks.map(shownAs);

function shownAs(block: Written): Block {
  switch (block.is) {
    case 'code':
      return { kind: 'copy', label: say.codeLabel, text: block.text };
    case 'note':
      return WARNS.test(block.text) ? { kind: 'warning', text: block.text } : text(block.text);
    case 'table':
      return { kind: 'list', items: block.text.split('\n') };
    case 'picture':
      return block.picture === undefined
        ? text(say.picture(block.text, block.file))
        : { kind: 'picture', path: `/pictures/${block.picture}`, alt: block.text.slice(0, LONGEST_ALT) };
    case 'item':
      return block.number === undefined || (block.depth ?? 0) > 0
        ? { kind: 'list', items: [`${'– '.repeat(block.depth ?? 0)}${textOf(block)}`] }
        : text(block.text);
    case 'text':
      return text(block.text);
  }
}
