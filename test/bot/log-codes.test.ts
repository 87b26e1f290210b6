import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** A code that is put together is one of these. */
const MADE_OF: Record<string, readonly string[]> = {
  'case-shape-${strange}': ['case-shape-newer', 'case-shape-unreadable'],
};

const CALL = /\b(?:log\w*|#log)\.(?:debug|info|warn|error|fatal)\(\s*\{\s*code: (['`])([^'`]+)\1/g;
const logged = globSync('bot/**/*.ts').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(CALL)].flatMap(([, , code = '']) => MADE_OF[code] ?? [code]),
);
const rows = [
  ...readFileSync('bot/LOG-CODES.md', 'utf8').matchAll(/^\| `([\w-]+)` \| (\w+) \| (.+) \| (.+) \|$/gm),
].map(([, code = '', level = '', what = '', deed = '']) => ({ code, level, what, deed }));

describe('the table of log codes', () => {
  it('has a row for each code that is logged, and no other', () => {
    expect(rows.map(({ code }) => code)).toEqual([...new Set(logged)].toSorted());
  });
  it('says of each what happened and what an operator does', () => {
    expect(rows.filter(({ what, deed }) => !/\.$/.test(what) || !/[.)]$/.test(deed))).toEqual([]);
  });
  it('would notice a code that is logged over several lines', () => {
    const call = "log.error(\n        { code: 'expiry-refused', now },\n        'nothing is removed',\n      );";
    expect([...call.matchAll(CALL)].map(([, , code]) => code)).toEqual(['expiry-refused']);
  });
  it('every line of the log that is not about a request has a code', () => {
    const without = globSync('bot/**/*.ts').filter((file) =>
      /\blog\w*\.(?:debug|info|warn|error|fatal)\((?!\s*\{\s*code:)/.test(readFileSync(file, 'utf8')),
    );
    expect(without).toEqual([]);
  });
});
