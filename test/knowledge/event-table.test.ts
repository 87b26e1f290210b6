import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventMeaning, eventRarity, eventSource, knownSources } from '../../knowledge/event-table.ts';

const IMC = 'MSExchangeIMC';

describe('what an event says', () => {
  it.each([
    1001, 2002, 3010, 3011, 3016, 3021, 3038, 3039, 4007, 4018, 4020, 4023, 4037, 4055, 4056, 4058, 4067, 4070, 4081,
    4086, 4094, 4102, 4106, 4115, 4116, 4117, 4120, 4122, 4123, 4131, 4132, 4182,
  ])('event %i of the Internet Mail Service, with its article', (id) => {
    expect(eventMeaning(IMC, id)?.meaning).toMatch(/\.$/);
    expect(eventMeaning(IMC, id)?.source).toMatch(/^Q\d{6}/);
  });

  it.each([
    ['MSExchangeIS', 12004],
    ['MSExchangeIS', 12006],
    ['MSExchangeIS', 12007],
    ['MSExchangeIS', 12800],
    ['MSExchangeIS', 12802],
    ['MSExchangeIS', 5000],
    ['MSExchangeIS Private', 1001],
    ['MSExchangeIS Private', 1023],
    ['MSExchangeSA', 1005],
    ['DrWatson', 4097],
    ['Service Control Manager', 7024],
  ])('%s %i', (source, id) => expect(eventMeaning(source, id)?.meaning).toMatch(/\.$/));

  it('depends on the source: 1001 is a stop here and a start there', () => {
    expect(eventMeaning(IMC, 1001)?.meaning).toContain('shut down');
    expect(eventMeaning('MSExchangeIS Private', 1001)?.meaning).toContain('started');
  });

  it('names the sources when none was given', () => {
    const told = eventMeaning(undefined, 1001);
    expect(told?.meaning).toContain('From MSExchangeIMC: ');
    expect(told?.meaning).toContain('From MSExchangeIS Private: ');
  });

  it.each([
    ['an unknown id', IMC, 9999],
    ['an id of another source', 'MSExchangeMTA', 4094],
    ['a source that is not Exchange', 'Perflib', 4094],
    ['an unknown id without a source', undefined, 9999],
  ])('is not made up for %s', (_, source, id) => expect(eventMeaning(source, id)).toBeUndefined());
});

describe('how rare an event is', () => {
  it.each([
    [IMC, 4116, 14],
    [IMC, 3039, 6],
    [IMC, 4117, 11],
    [IMC, 4094, 1],
    [IMC, 4102, 5],
    [IMC, 4182, 5],
    [IMC, 4018, 7],
    [IMC, 4037, 7],
    ['DrWatson', 4097, 14],
    ['MSExchangeMTA', 9405, 38],
    [undefined, 4094, 1],
    [undefined, 4037, 12],
    [undefined, 9405, 38],
  ])('%s %i stands in %i articles', (source, id, articles) => expect(eventRarity(source, id)).toBe(articles));

  it('is not known where nobody counted', () => {
    expect([eventRarity(IMC, 9999), eventRarity(undefined, 9999), eventRarity(IMC, 2001)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is not known without a source when several sources use the id and nobody counted them together', () => {
    expect(eventRarity(undefined, 1001)).toBeUndefined();
  });

  it('is at most what was counted for the id, whatever the source', () => {
    expect(eventRarity('MSExchangeADDXA', 5000)).toBe(eventRarity(undefined, 5000));
  });
});

describe('event sources', () => {
  it.each([
    ['msexchangeimc', IMC],
    ['MSExchange IMC', IMC],
    ['MSExchangeIMS', IMC],
    ['MSExchnageIMC', IMC],
    ['MSEechangeIMC', IMC],
    ['MsExchagneIS', 'MSExchangeIS'],
    ['MSExchangeISPriv', 'MSExchangeIS Private'],
    ['IS Priv', 'MSExchangeIS Private'],
    ['MSExchange POP3 Interface', 'MSExchange POP3'],
    ['MSExchangeCalCo', 'MSExchangeCalCon'],
  ])('%s is %s', (written, name) => {
    expect(eventSource(written)?.name).toBe(name);
    expect(knownSources()).toContain(name);
  });

  it('each say which part they are', () => {
    for (const name of knownSources()) expect(eventSource(name)?.component).toMatch(/\w/);
  });

  it('that are not known stay unknown', () => expect(eventSource('Perflib')).toBeUndefined());

  it('are asked for events by any of their spellings', () => {
    expect(eventMeaning('MSExchange IMS', 4094)).toEqual(eventMeaning(IMC, 4094));
    expect(eventRarity('MSEXCHANGEIMC', 4094)).toBe(1);
  });
});

it('any source and id is answered without a failure', () => {
  fc.assert(
    fc.property(fc.option(fc.string(), { nil: undefined }), fc.double(), (source, id) => {
      expect(eventMeaning(source, id)?.meaning ?? 'nothing').toMatch(/\w/);
      expect(eventRarity(source, id) ?? 1).toBeGreaterThan(0);
    }),
  );
});
