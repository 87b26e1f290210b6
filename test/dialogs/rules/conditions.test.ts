import { describe, expect, it } from 'vitest';
import { hear } from '../../../dialogs/reading/heard.ts';
import { readSayings } from '../../../dialogs/reading/read-sayings.ts';
import { IF, type If } from '../../../dialogs/rules/conditions.ts';
import { value } from '../../../dialogs/saying/phrases-diagnosis.ts';
import { type Case, newCase } from '../../../dialogs/walking/case.ts';
import { standAt } from '../../../dialogs/walking/stand.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { Conversation, KNOWLEDGE, textOf } from '../conversation.ts';

const NOW = new Date(0);
const ARTICLE = { articleId: 'Q169686', revision: KNOWLEDGE.articles.get('Q169686')?.revision ?? '' };
const openAt = (screen: string, more: Partial<Case> = {}): Case => ({
  ...newCase(NOW),
  agreement: { ...ARTICLE, at: NOW.toISOString() },
  cursor: { ...ARTICLE, screen },
  ...more,
});
const MADE = {
  change: { articleId: 'Q169686', setting: 'max-threads', before: 5, target: 20, made: true },
} as const satisfies Partial<Case>;
const KEY = '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIS\\ParametersSystem]';
const SHOWN = `${KEY}\n"Max Threads(Private+Public)"=dword:00000014`;

describe('what a row of the table may ask', () => {
  const table: [asks: If, at: Case, said: string, holds: boolean][] = [
    ['the old number is put right', openAt('max-threads/verify', MADE), 'it was 6 decimal', true],
    ['the old number is put right', openAt('max-threads/verify', MADE), 'was the old number 6?', false],
    ['the old number is put right', openAt('max-threads/note'), 'the old number was 6', false],
    ['the old number is put right', openAt('restart-2', MADE), 'it was 6 decimal', false],
    ['the old number is put right', openAt('restart-2', MADE), 'the old number was 6 decimal', true],
    ['the old number is put right', openAt('restart-2', MADE), 'the old value was absent', true],
    ['the end may be told here', openAt('form', MADE), 'solved', false],
    ['the end may be told here', newCase(NOW), 'solved', false],
    ['the wanted base matters', openAt('max-threads/change'), '14', true],
    ['the wanted base matters', openAt('max-threads/change'), '14 decimal', false],
    ['the registry text says enough', openAt('form'), 'next', false],
    ['it has nothing to do with the case', openAt('form'), 'next', false],
    ['it has nothing to do with the case', newCase(NOW), 'event 9646 from MSExchangeIS', false],
    ['it proves whether the change was made', openAt('max-threads/verify', MADE), SHOWN, true],
    ['it proves whether the change was made', openAt('max-threads/verify', MADE), 'next', false],
    ['it proves whether the change was made', openAt('form', MADE), SHOWN, false],
    ['its name is not right', newCase(NOW), SHOWN, false],
  ];
  it.each(table)('%s: %#', (asks, kept, said, holds) => {
    const at = standAt(KNOWLEDGE, kept, NOW);
    expect(IF[asks](at, readSayings(at, hear(plainUtterance(said))))).toBe(holds);
  });
});

describe('a number typed in the other base', () => {
  it.each([
    ['32 decimal', '20', 'Hexadecimal'],
    ['14 decimal', '14', 'Decimal'],
  ])('%s', async (said, digits, base) => {
    const talk = new Conversation();
    talk.case = openAt('max-threads/verify', MADE);
    expect(textOf(await talk.say(said))).toContain(value.radixSlip(digits, base));
  });
});
