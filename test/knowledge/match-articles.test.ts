import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventMeaning } from '../../knowledge/event-table.ts';
import type { Facts } from '../../knowledge/facts.ts';
import { matchArticles } from '../../knowledge/match-articles.ts';
import { KNOWLEDGE } from '../dialogs/conversation.ts';
import { loadArticles, SMALL_ARTICLE } from '../fixtures/knowledge-folder.ts';

type Seen = number | [eventId: number, ...codes: number[]] | [source: string, eventId: number, ...codes: number[]];

/** Facts as a paste of these events gives them; an event without a source is one of the Internet Mail Service. */
function facts(seen: readonly Seen[], more: Partial<Facts> = {}): Facts {
  const events = seen.map((one, at) => {
    const parts: readonly (string | number)[] = typeof one === 'number' ? [one] : one;
    const [first] = parts;
    const source = typeof first === 'string' ? first : 'MSExchangeIMC';
    const [eventId = 0, ...codes] = parts.filter((part): part is number => typeof part === 'number');
    return {
      eventId,
      source,
      line: at + 1,
      codes: codes.map((code) => ({ code, where: 'text' as const, line: at + 1 })),
    };
  });
  return { events, codes: events.flatMap((event) => event.codes), readings: [], files: [], answers: {}, ...more };
}
const match = (known: Facts) => matchArticles(KNOWLEDGE, known);
const first = (known: Facts) => match(known)[0]?.article.id;
const confidence = (known: Facts, id: string) => match(known).find((one) => one.article.id === id)?.confidence ?? 0;

const WATSON: Seen = ['DrWatson', 4097];
const SEED: Seen[] = [4116, [3039, 0x80040115], 4117, [4094, 0x8004011d], 4102];
const store = (eventId: number, ...codes: number[]): Seen => ['MSExchangeIS', eventId, ...codes];

describe('which article the events point to', () => {
  it.each<[string, Seen[], string]>([
    ['the five events of Q169686', SEED, 'Q169686'],
    ['4094 alone', [4094], 'Q169686'],
    ['4094 among events that many articles share', [4116, 4117, 4094], 'Q169686'],
    ['the run without 4094', [4116, 3039, 4117, 4102], 'Q169686'],
    ['4116 and 4102, nothing else', [4116, 4102], 'Q317653'],
    ['a data word that says out of memory', [[4116, 0x8007000e]], 'Q193639'],
    ['a crash beside a broken conversation', [4116, [3039, 0x80040115], WATSON], 'Q278320'],
    ['the crash of the connector itself', [[4037, 0xc0000005], 4023, 4117], 'Q169223'],
    ['a crash with an archived file', [4116, 4117, WATSON], 'Q192186'],
    ['the conversion failure 12007', [3039, 4116, store(12_007)], 'Q293288'],
    [
      'the conversion failure 12007 of the private store',
      [4116, [3039, 0x80040115], 4182, ['MSExchangeIS Private', 12_007]],
      'Q293288',
    ],
    [
      'the conversion failure 12007 of the public store',
      [4116, [3039, 0x80040115], 4182, ['MSExchangeIS Public', 12_007]],
      'Q293288',
    ],
    ['the conversion failure 12006 with its code', [4117, store(12_006, 0x80040c05)], 'Q190084'],
    ['the conversion failure 12006 without a code', [4117, store(12_006)], 'Q252624'],
    ['the conversion failure 12800 with the service stopped', [4182, 4102, store(12_800)], 'Q325939'],
    ['the conversion failure 12800 with 4182 alone', [4182, store(12_800, 0x8007000e)], 'Q193782'],
    ['MAPI that does not start, and a refused logon', [4018, ['MSExchangeIS Private', 1023]], 'Q306308'],
    ['4117 alone', [4117], 'Q230250'],
    ['4117 with a plain failure in its data', [[4117, 0x80004005]], 'Q246051'],
  ])('%s', (_name, seen, id) => {
    expect(first(facts(seen))).toBe(id);
  });

  it.each<[string, Record<string, string>, Seen[], string]>([
    ['the version: 4116 with 4018 on 4.0', { version: '4.0' }, [4116, 4018], 'Q192540'],
    ['the version: 4116 with 4018 on 5.5', { version: '5.5' }, [4116, 4018], 'Q316616'],
    ['the version: 4116 with 4102 on 5.0', { version: '5.0' }, [4116, 4102], 'Q169686'],
    ['rights on System32', { account: 'rights' }, [4116, 4018], 'Q186739'],
    ['very many recipients', { recipients: 'many' }, [4117], 'Q126497'],
    ['a POP3 user', { pop3: 'yes' }, [3039], 'Q178244'],
    ['a stuck message', { queue: 'yes' }, [4116], 'Q197792'],
    ['the same spool file each time', { spool: 'same' }, [4116, 4117], 'Q192186'],
    ['a Macintosh sender', { macintosh: 'yes' }, [4117, store(12_006)], 'Q252624'],
    ['service pack 4', { 'service-pack': 'sp4' }, [4182, store(12_800)], 'Q325939'],
  ])('an answer decides between equals: %s', (_name, answers, seen, id) => {
    expect(first(facts(seen, { answers }))).toBe(id);
  });
});

describe('whose event it is', () => {
  it('an event of a source that no article names speaks for none', () => {
    expect(match(facts([['Microsoft-Windows-Security-Auditing', 4094]]))).toEqual([]);
  });
  it('what an article says of the private store is not said of the whole store', () => {
    expect(confidence(facts([4018, ['MSExchangeIS Private', 1023]]), 'Q306308')).toBeGreaterThan(
      confidence(facts([4018, ['MSExchangeIS', 1023]]), 'Q306308'),
    );
  });
});

describe('how sure it is', () => {
  it('the whole run is likely, and nearly certain once the number was looked at, which decides', () => {
    expect(confidence(facts(SEED), 'Q169686')).toBeGreaterThan(0.8);
    expect(confidence(facts(SEED), 'Q169686')).toBeLessThan(0.9);
    const looked = { name: 'Max Threads(Private+Public)', value: 5, from: 'said' as const };
    expect(confidence({ ...facts(SEED), readings: [looked] }, 'Q169686')).toBeGreaterThan(0.99);
  });
  it('4116 alone is nowhere near it', () => {
    for (const one of match(facts([4116]))) expect(one.confidence).toBeLessThan(0.3);
  });
  it.each<[string, Seen]>([
    ['a crash of just any program', ['DrWatson', 4097, 0xc0000005]],
    ['an event of another source with an id of ours', ['MSExchangeMTA', 4116]],
    ['a message that was received', 2002],
    ['an event that no article names', ['MSExchangeIS', 9646]],
  ])('%s alone points to nothing', (_name, seen) => {
    expect(match(facts([seen]))).toEqual([]);
  });
  it('a code alone points to nothing', () => {
    expect(match(facts([], { codes: [{ code: 0x80040115, where: 'text', line: 1 }] }))).toEqual([]);
  });
  it('all confidences together are at most 1', () => {
    for (const seen of [[4116], SEED, [4117, 4018], [4182, 4102, 3039]])
      expect(match(facts(seen)).reduce((sum, one) => sum + one.confidence, 0)).toBeLessThanOrEqual(1);
  });
});

describe('what speaks against an article', () => {
  it('a crash in the same minutes leaves the run to a bad message, unless 4094 is there', () => {
    expect(first(facts([4116, 4117, [3039, 0x80040115], 4102, WATSON]))).toBe('Q278320');
    expect(first(facts([...SEED, WATSON]))).toBe('Q169686');
    expect(confidence(facts([...SEED, WATSON]), 'Q169686')).toBeLessThan(confidence(facts(SEED), 'Q169686') - 0.2);
  });
  it('a number of threads that is high enough', () => {
    const value = (number: number) =>
      facts(SEED, { readings: [{ name: 'Max Threads(Private+Public)', value: number, from: 'registry' }] });
    expect(confidence(value(5), 'Q169686')).toBeGreaterThan(0.99);
    expect(confidence(value(0x32), 'Q169686')).toBeLessThan(0.9);
    const against = match(value(0x32))[0]?.evidence.filter((found) => !found.for);
    expect(against?.map((found) => found.item.option)).toEqual(['enough']);
  });
  it('a service pack that holds the repair', () => {
    expect(first(facts([4182, store(12_800)], { answers: { 'service-pack': 'sp2' } }))).toBe('Q325939');
  });
  it('another version makes it less likely, and rules nothing out', () => {
    const on = (version: string) => confidence(facts([4116, 4102], { answers: { version } }), 'Q317653');
    expect(on('5.5')).toBeGreaterThan(on('5.0'));
    expect(on('5.0')).toBeGreaterThan(0);
  });
});

describe('what the match tells', () => {
  it('the line of each piece, what speaks against it last, and what is missing', () => {
    const [best] = match(facts([4116, [3039, 0x80040115], WATSON, [4094, 0x8004011d]]));
    expect(best?.article.id).toBe('Q169686');
    const told = best?.evidence.map(({ for: speaksFor, item, line }) => [
      speaksFor ? 'for' : 'against',
      item.event ?? item.code ?? item.option,
      line,
    ]);
    expect(told).toEqual([
      ['for', 4116, 1],
      ['for', 3039, 2],
      ['for', 4094, 4],
      ['for', 0x80040115, 2],
      ['for', 0x8004011d, 4],
      ['against', 'crash', undefined],
    ]);
    expect(best?.missing).toEqual([4117, 4102]);
  });
  it('an article that another one stands for is not named beside it', () => {
    const named = match(facts([4117, store(12_004, 0x80004005)])).map((one) => one.article.id);
    expect(named).toContain('Q201904');
    expect(named).not.toContain('Q192583');
  });
  it('of two that fit alike, the newer first', () => {
    const twins = loadArticles({
      'Q100001.yaml': SMALL_ARTICLE,
      'Q100002.yaml': SMALL_ARTICLE.replaceAll('Q100001', 'Q100002'),
    });
    if (!twins.ok) throw new Error(twins.problems.join('\n'));
    const ids = matchArticles(twins.knowledge, facts([4094])).map((one) => one.article.id);
    expect(ids).toEqual(['Q100002', 'Q100001']);
  });
});

const LISTED = [...KNOWLEDGE.articles.values()].flatMap((article) =>
  article.evidence.for.flatMap((item): Seen[] =>
    item.event === undefined ? [] : [[item.from ?? 'MSExchangeIMC', item.event]],
  ),
);
const CODES = [0x80040115, 0x8004011d, 0x8007000e, 0x80004005, 0x80040c05, 0xc0000005, 0x8004010f];
const someEvents = fc.array(
  fc.tuple(fc.constantFrom(...LISTED), fc.option(fc.constantFrom(...CODES))).map(([seen, code]): Seen => {
    const [source = '', eventId = 0] = typeof seen === 'number' ? [] : seen;
    return [String(source), Number(eventId), ...(code === null ? [] : [code])];
  }),
  { minLength: 1, maxLength: 12 },
);
const ranked = (known: Facts) => match(known).map((one) => [one.article.id, one.confidence.toFixed(9)]);

describe('whatever is pasted', () => {
  it('the order of the events does not matter', () => {
    fc.assert(
      fc.property(
        someEvents.chain((seen) => fc.tuple(fc.constant(seen), fc.shuffledSubarray(seen, { minLength: seen.length }))),
        ([seen, shuffled]) => {
          expect(ranked(facts(shuffled))).toEqual(ranked(facts(seen)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('an event that comes again says nothing new', () => {
    fc.assert(
      fc.property(someEvents, (seen) => {
        expect(ranked(facts([...seen, ...seen]))).toEqual(ranked(facts(seen)));
      }),
      { numRuns: 300 },
    );
  });

  it('events that no article names do not change what comes first, nor how sure it is', () => {
    const listed = new Set(LISTED.map((seen) => (typeof seen === 'number' ? seen : seen[1])));
    const stranger = fc
      .tuple(fc.constantFrom('MSExchangeMTA', 'EventLog', 'MSExchangeIMC', 'Srv'), fc.integer({ min: 1, max: 65_535 }))
      .filter(([source, eventId]) => !listed.has(eventId) && eventMeaning(source, eventId) === undefined)
      .map((seen): Seen => seen);
    fc.assert(
      fc.property(someEvents, fc.array(stranger, { maxLength: 20 }), (seen, strangers) => {
        expect(ranked(facts([...strangers, ...seen]))).toEqual(ranked(facts(seen)));
      }),
      { numRuns: 300 },
    );
  });

  it('a known error of the same source that no article names makes all less sure, and changes no order', () => {
    fc.assert(
      fc.property(someEvents, (seen) => {
        const [before, after] = [match(facts(seen)), match(facts([...seen, ['MSExchangeIMC', 4118]]))];
        const ids = after.map((one) => one.article.id);
        expect(before.map((one) => one.article.id).filter((id) => ids.includes(id))).toEqual(ids);
        const sure = (all: typeof before) => all.reduce((sum, one) => sum + one.confidence, 0);
        expect(sure(after)).toBeLessThanOrEqual(sure(before) + 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it('what it says of one paste is at most 1 altogether', () => {
    fc.assert(
      fc.property(someEvents, (seen) => {
        const total = match(facts(seen)).reduce((sum, one) => sum + one.confidence, 0);
        expect(total).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it('a confidence lies between 0 and 1, and the best comes first', () => {
    fc.assert(
      fc.property(someEvents, (seen) => {
        const all = match(facts(seen)).map((one) => one.confidence);
        for (const one of all) expect(one > 0 && one <= 1).toBe(true);
        expect(all).toEqual(all.toSorted((a, b) => b - a));
      }),
      { numRuns: 300 },
    );
  });

  it('one more of its own events never makes an article less likely to be first', () => {
    const [article] = [...KNOWLEDGE.articles.values()].filter((one) => one.id === 'Q169686');
    const own = article?.evidence.for.flatMap((item) => item.event ?? []) ?? [];
    fc.assert(
      fc.property(fc.subarray(own, { minLength: 1 }), fc.constantFrom(...own), (some, more) => {
        const place = (seen: Seen[]) => match(facts(seen)).findIndex((one) => one.article.id === 'Q169686');
        const before = place(some);
        const after = place([...new Set([...some, more])]);
        if (before === 0) expect(after).toBe(0);
      }),
    );
  });
});
