import { describe, expect, it } from 'vitest';
import { RULES } from '../../../dialogs/rules/rules.ts';
import type { Case } from '../../../dialogs/walking/case.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { Conversation } from '../conversation.ts';
import { caseAfter, decidedBy, FORM, LIBRARY_ROWS, ROWS, WARNING } from './tried-rows.ts';

const asBefore = (kept: Case): Case => ({
  ...kept,
  ...(kept.cursor && { cursor: { ...kept.cursor, revision: '000000000000' } }),
});

describe('each line of the table', () => {
  it.each(ROWS)('%s', async (id, way, said) => {
    expect(decidedBy(await caseAfter(way), plainUtterance(said))).toContain(id);
  });
  it('opened, opened/back, opened/changed', async () => {
    const open = await caseAfter(FORM);
    expect(decidedBy(await caseAfter([]), 'opened')).toEqual(['opened']);
    expect(decidedBy(open, 'opened')).toEqual(['opened/back']);
    expect(decidedBy(asBefore(open), 'opened')).toEqual(['opened/changed']);
  });
  it('changed, changed/carries-on', async () => {
    const before = asBefore(await caseAfter(FORM));
    expect(decidedBy(before, plainUtterance('next'))).toEqual(['changed']);
    expect(decidedBy(before, plainUtterance('start over'))).toEqual(['changed/carries-on', 'leave']);
  });
  it('reminded, reminded/changed, remind/cannot', async () => {
    const open = await caseAfter(FORM);
    expect(decidedBy(open, 'reminded')).toEqual(['reminded']);
    expect(decidedBy(asBefore(open), 'reminded')).toEqual(['reminded/changed']);
    expect(decidedBy(open, plainUtterance('remind me'), false)).toEqual(['remind/cannot']);
  });
  it('unread', () => {
    const { case: empty } = new Conversation();
    expect(decidedBy(empty, { ...plainUtterance(''), unreadable: ['screen.png'] })).toEqual(['unread']);
  });
  it('stale', async () => {
    const kept = await caseAfter(WARNING);
    const pressed = { caseId: kept.caseId, turn: kept.turn - 3, say: 'I agree' };
    expect(decidedBy(kept, { ...plainUtterance(''), pressed })).toEqual(['stale']);
  });
});

const TRIED = new Set([
  ...[...ROWS, ...LIBRARY_ROWS].map(([id]) => id),
  'opened',
  'opened/back',
  'opened/changed',
  'reminded',
  'reminded/changed',
  'remind/cannot',
  'changed',
  'changed/carries-on',
  'stale',
  'unread',
]);
it('every line of the table is tried', () => {
  expect(RULES.map((rule) => rule.id).filter((id) => !TRIED.has(id))).toEqual([]);
});
