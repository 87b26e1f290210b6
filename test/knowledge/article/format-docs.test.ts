import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { formatDocs } from '../../../knowledge/article/format-docs.ts';

const WRITTEN = new URL('../../../knowledge/ARTICLES.md', import.meta.url);

it('knowledge/ARTICLES.md says what the schemas check (npm run articles:docs)', () => {
  expect(readFileSync(WRITTEN, 'utf8')).toBe(formatDocs());
});

it.each(['evidence.for.must', 'settings.set', 'steps.restart', 'heldBack.paste', 'sources.families', 'texts.welcome'])(
  'it tells of %s',
  (key) => expect(formatDocs()).toContain(`| \`${key}\` |`),
);
