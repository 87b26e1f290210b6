import { describe, expect, it } from 'vitest';
import type { SpeaksFor } from '../../../knowledge/article.ts';
import {
  AGAINST,
  ARCHIVE_SIZE,
  MISSING,
  OTHER_VERSION,
  suggests,
  weightFor,
} from '../../../knowledge/evidence/evidence-weight.ts';
import { KNOWLEDGE } from '../../dialogs/conversation.ts';

const EVERY = new Set(KNOWLEDGE.articles.keys());
const event = (id: number, from = 'MSExchangeIMC'): SpeaksFor => ({ event: id, from, sometimes: false, must: false });
const weigh = (item: SpeaksFor, seen: 'whole' | 'with event' | 'alone' = 'whole') =>
  weightFor(KNOWLEDGE.index, item, seen, EVERY);

describe('what few articles carry says much', () => {
  it.each([
    ['4094, which one article carries, more than 4102, which five do', 4094, 4102],
    ['4102 more than 3039', 4102, 3039],
    ['3039 more than 4117', 3039, 4117],
    ['4117 more than 4116', 4117, 4116],
  ])('%s', (_name, rare, common) => {
    expect(weigh(event(rare)).share).toBeGreaterThan(weigh(event(common)).share);
  });

  it('an event that articles outside the catalogue carry says less about being in it', () => {
    expect(weigh(event(4097, 'DrWatson')).known).toBeLessThan(weigh(event(4116)).known);
  });

  it('what all candidates list does not tell them apart', () => {
    const both = new Set(['Q201904', 'Q190084']);
    const shared = weightFor(KNOWLEDGE.index, event(4117), 'whole', both);
    const own = weightFor(KNOWLEDGE.index, event(12_004, 'MSExchangeIS'), 'whole', both);
    expect(own.share).toBeGreaterThan(shared.share * 10);
  });
});

describe('what is no independent witness', () => {
  const code: SpeaksFor = { code: 0x80040115, in: 3039, sometimes: false, must: false };
  it('a code beside its event weighs as much as an answer', () => {
    expect(weigh(code, 'with event')).toEqual(
      weigh({ question: 'spool', option: 'same', sometimes: true, must: false }),
    );
  });
  it('a code outside any event is too little to think of an article', () => {
    expect(weigh(code, 'alone').known).toBeLessThan(ARCHIVE_SIZE * 0.02);
  });
});

describe('what suggests an article', () => {
  it.each<[string, SpeaksFor, boolean]>([
    ['a typical event', event(4116), true],
    ['a typical code', { code: 0x80040115, in: 3039, sometimes: false, must: false }, true],
    ['an event of any source', { event: 4116, sometimes: false, must: false }, true],
    ['an event that only may appear', { ...event(2002), sometimes: true, must: false }, false],
    ['an answer', { question: 'optimizer', option: 'yes', sometimes: false, must: false }, false],
    ['a crash of just any program', event(4097, 'DrWatson'), false],
    ['a service that did not start', event(7024, 'Service Control Manager'), false],
  ])('%s', (_name, item, does) => {
    expect(suggests(KNOWLEDGE.index, item)).toBe(does);
  });
});

describe('the factors that no count can give', () => {
  it('an objection outweighs the strongest single evidence', () => {
    expect(weigh(event(4094)).known * AGAINST.known).toBeLessThan(ARCHIVE_SIZE * 0.02);
  });
  it('an objection counts less among the candidates than against all that is not known', () => {
    expect(AGAINST.share).toBeGreaterThan(AGAINST.known);
  });
  it('a gap is no objection', () => {
    for (const gap of [MISSING.known, MISSING.share]) {
      expect(gap).toBeLessThan(1);
      expect(gap).toBeGreaterThan(OTHER_VERSION);
    }
  });
  it('the rarest event alone names its article, whatever else is missing', () => {
    const gaps = 5;
    expect(weigh(event(4094)).known * MISSING.known ** gaps).toBeGreaterThan(ARCHIVE_SIZE * 2);
  });
});
