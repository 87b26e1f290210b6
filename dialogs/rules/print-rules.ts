import { listOf, type Rule } from './rule.ts';

const cell = (items: readonly string[], between: string) => items.map((one) => one.replace('|', '\\|')).join(between);

const HEAD = `# What everything that can be said does

Place × saying → what happens. The first line that fits wins; one that only notes something lets the lines below it
decide the rest. Written by "npm run rules" out of the code beside it: change the rule there, not here.

| rule | place | saying | if | what happens |
|---|---|---|---|---|`;

/** The table of rules as Markdown: what the code decides by, as people read it. */
export function printRules(rules: readonly Rule[]): string {
  const lines = rules.map(({ id, at, on, if: when, unless, so }) => {
    const asks = [...listOf(when), ...listOf(unless).map((one) => `unless ${one}`)];
    return `| ${[id, cell(listOf(at), ', '), cell(listOf(on), ', '), cell(asks, '; '), so].join(' | ')} |`;
  });
  return `${HEAD}\n${lines.join('\n')}\n`;
}
