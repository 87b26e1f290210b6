import { type Block, textOf } from '../imported-article.ts';
import type { StoredArticle } from '../store/library-file.ts';
import { risksIn } from './risks.ts';
import { waysOf } from './steps.ts';

/** An imported article as text for a terminal, with what was read out of it. */
export function articleText({ id, title, article, collection, licence, url, revision }: StoredArticle): string {
  const facts = [
    `${id}: ${title}`,
    `Imported from ${collection}, not reviewed. Licence: ${licence ?? 'not noted'}. Revision ${revision}.`,
    ...((url ?? article.url) ? [url ?? article.url ?? ''] : []),
    ...(article.products.length > 0
      ? [`Applies to: ${article.products.join('; ')} ${article.versions.join(', ')}`.trim()]
      : []),
  ];
  const sections = article.sections.map(
    ({ heading, role, blocks }) => `${heading || '(beginning)'} [${role}]\n\n${blocks.map(shown).join('\n\n')}`,
  );
  const ways = waysOf(article).map(({ title: way, steps }) => {
    const risks = new Set(steps.flatMap(({ blocks }) => risksIn(blocks.map(textOf).join('\n'))));
    return `${way || 'The fix'}: ${steps.length} steps; may change: ${[...risks].join(', ') || 'nothing that is known'}`;
  });
  return `${[facts.join('\n'), ...sections, ways.length > 0 ? ways.join('\n') : 'No fix was read.'].join('\n\n')}\n`;
}

function shown(block: Block): string {
  const text = textOf(block);
  if (block.is === 'picture') return `[picture: ${text}${block.file ? `, ${block.file}` : ''}]`;
  if (block.is !== 'code' && block.is !== 'item') return text;
  const indent = '  '.repeat((block.depth ?? 0) + (block.is === 'code' ? 1 : 0));
  const mark = block.is === 'item' && block.number === undefined ? '- ' : '';
  return text
    .split('\n')
    .map((line, at) => `${indent}${at === 0 ? mark : ''}${line}`)
    .join('\n');
}
