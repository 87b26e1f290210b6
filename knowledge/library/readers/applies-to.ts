import type { Section } from '../imported-article.ts';

const APPLIES = /^(?:applies to|gilt für|betrifft)\b[ :]*/i;
const MOST_PRODUCTS = 20;
const LONGEST_PRODUCT = 120;

/** What the text itself says it applies to: in a section of that name, or in a line that begins so. */
export function appliesTo(sections: readonly Section[]): string[] {
  const named = sections.flatMap(({ heading, blocks }) =>
    APPLIES.test(heading)
      ? blocks.flatMap(({ text }) => text.split('\n'))
      : blocks.flatMap(({ is, text }) => (is === 'text' ? text.split('\n').flatMap(inLine) : [])),
  );
  const names = named.flatMap((line) => line.split(/[,;] /)).map((name) => name.trim());
  return [...new Set(names)].filter((name) => name !== '' && name.length <= LONGEST_PRODUCT).slice(0, MOST_PRODUCTS);
}

function inLine(line: string): string[] {
  const mark = /^(?:applies to|gilt für|betrifft) ?:/i.exec(line.slice(0, 40))?.[0];
  return mark === undefined ? [] : [line.slice(mark.length)];
}
