import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { printRules } from '../../../dialogs/rules/print-rules.ts';
import { RULES } from '../../../dialogs/rules/rules.ts';

describe('the table of rules', () => {
  it('is printed as it is: run `npm run rules` when it has changed', () => {
    expect(readFileSync('dialogs/rules/RULES.md', 'utf8')).toBe(printRules(RULES));
  });
  it('names each rule once', () => {
    const ids = RULES.map((rule) => rule.id);
    expect(ids.filter((id, index) => ids.indexOf(id) < index)).toEqual([]);
  });
  it('ends with a line that fits everything', () => {
    expect(RULES.at(-1)).toMatchObject({ at: 'anywhere', on: 'anything' });
    expect(RULES.at(-1)?.if ?? RULES.at(-1)?.unless).toBeUndefined();
  });
});
