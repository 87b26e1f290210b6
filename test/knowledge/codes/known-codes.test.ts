import { describe, expect, it } from 'vitest';
import {
  allKnownCodes,
  CodeTable,
  codeByClientId,
  codeBySymbol,
  jetError,
  knownCode,
  knownCodes,
  nearestKnownCodes,
  win32Error,
} from '../../../knowledge/codes/known-codes.ts';
import { formatHresult, parseHresult, toHresult } from '../../../knowledge/hresult.ts';
import { readYaml } from '../../../knowledge/yaml-file.ts';
import { JET_CODES, MAPI_CODES, rowsOf } from './printed-codes.ts';

const code = (text: string) => {
  const parsed = parseHresult(text);
  if (parsed === undefined) throw new Error(`${text} is no code`);
  return parsed;
};

describe('every result code that Exchange articles show', () => {
  it.each(rowsOf(MAPI_CODES))('%s', (hex, signed, unsigned, symbol, client, other) => {
    expect(knownCode(code(hex ?? ''))?.symbol).toBe(symbol);
    expect([toHresult(Number(signed)), toHresult(Number(unsigned))]).toEqual([code(hex ?? ''), code(hex ?? '')]);
    expect(codeByClientId(Number(client))?.symbol).toBe(symbol);
    for (const name of [symbol, other, symbol?.replace(/^MAPI_([EW])_/, 'Cdo$1_'), symbol?.toLowerCase()])
      if (name) expect(codeBySymbol(name)).toBe(code(hex ?? ''));
  });
});

describe('every database error that Exchange articles show', () => {
  it.each(rowsOf(JET_CODES))('%s', (signed, unsigned, hex, symbol) => {
    expect(jetError(Number(signed))?.symbol).toBe(symbol);
    expect(knownCode(code(hex ?? ''))?.symbol).toBe(symbol);
    expect(toHresult(Number(unsigned))).toBe(code(hex ?? ''));
    expect(codeBySymbol(symbol ?? '')).toBe(code(hex ?? ''));
  });

  it('needs its minus sign: 1018 is not -1018', () => {
    expect([jetError(1018), jetError(-1018)?.symbol]).toEqual([undefined, 'JET_errReadVerifyFailure']);
  });
});

describe('Windows numbers', () => {
  it.each([
    2, 3, 5, 8, 32, 53, 87, 112, 1053, 1061, 1067, 1068, 1069, 1075, 1717, 1718, 1719, 1720, 1721, 1722, 1723, 1726,
    1727, 1753, 2140, 2182, 2186, 3034, 4015, 4021, 10048, 10054, 10060, 10061,
  ])('%i is explained', (number) => expect(win32Error(number)?.meaning).toMatch(/\.$/));

  it('are not mixed up with results: 5 is a Windows number, not a code of 32 bits', () => {
    expect(knownCode(code('0x00000005'))).toBeUndefined();
    expect(win32Error(-5)).toBeUndefined();
  });

  it('that the information store made up have no name', () => {
    expect([3034, 4015, 4021].map((number) => win32Error(number)?.symbol)).toEqual([undefined, undefined, undefined]);
  });
});

describe('a code with two meanings', () => {
  it('is first what MAPI means, then what COM means', () => {
    expect(knownCodes(code('0x80040111')).map((known) => known.symbol)).toEqual([
      'MAPI_E_LOGON_FAILED',
      'CLASS_E_CLASSNOTAVAILABLE',
    ]);
  });

  it('is found by both names', () => {
    expect(codeBySymbol('CLASS_E_CLASSNOTAVAILABLE')).toBe(codeBySymbol('MAPI_E_LOGON_FAILED'));
  });

  it('of which one is out of date is found under the new one: E_FAIL is 0x80004005', () => {
    expect(formatHresult(codeBySymbol('E_FAIL') ?? code('0x00000000'))).toBe('0x80004005');
  });
});

describe('the tables as a whole', () => {
  it('say of every code where it is from, and whether that is not an article', () => {
    for (const known of allKnownCodes())
      if (!/^(?:Q\d{6}(?:, )?)+$/.test(known.source)) expect(known, known.source).toHaveProperty('basis');
  });

  it('call no two different codes by the same name, except the old form of E_FAIL', () => {
    const names = new Map<string, Set<number>>();
    for (const known of allKnownCodes())
      for (const name of [...(known.symbol ? [known.symbol] : []), ...known.also])
        names.set(name, new Set([...(names.get(name) ?? []), known.code]));
    expect([...names].filter(([, codes]) => codes.size > 1).map(([name]) => name)).toEqual(['E_FAIL']);
  });
});

describe('a code with a slip', () => {
  it.each([
    ['0x0804011d', '0x8004011d', 'a digit is missing'],
    ['0x80040116', '0x80040115', 'a digit is wrong'],
    ['0xc0000003', '0xc0000005', 'a digit is wrong'],
  ])('%s is near %s: %s', (written, meant) => {
    expect(nearestKnownCodes(code(written), 3).map((known) => formatHresult(known.code))).toContain(meant);
  });

  it('offers each code once, the most frequent first, and no more than asked for', () => {
    const near = nearestKnownCodes(code('0x80040101'), 50).map((known) => known.code);
    expect(new Set(near).size).toBe(near.length);
    expect(nearestKnownCodes(code('0x80040101'), 1)).toHaveLength(1);
    expect(nearestKnownCodes(code('0x80040101'), -1)).toEqual([]);
  });

  it('has no neighbour among the short Windows numbers', () => {
    expect(nearestKnownCodes(code('0x000006bd'), 5)).toEqual([]);
  });
});

describe('a table file', () => {
  const entry = '{ code: 0x80040115, symbol: MAPI_E_NETWORK_ERROR, source: Q139643, meaning: A sentence. }';
  const read = (text: string) => readYaml('table.yaml', text, CodeTable);

  it.each([
    ['a code, a name, a source and a sentence', entry],
    ['a negative number', '{ code: -1018, symbol: JET_errX, source: esent.h, basis: general, meaning: A sentence. }'],
    ['no name, where none exists', '{ code: 4021, source: Q153326, meaning: A sentence. }'],
  ])('is valid with %s', (_, line) => expect(read(`- ${line}`).ok).toBe(true));

  it.each([
    ['a code of seven digits', entry.replace('0x80040115', '0x8004115'), '.code'],
    ['a name with a blank', entry.replace('MAPI_E_NETWORK_ERROR', 'NETWORK ERROR'), '.symbol'],
    ['half a sentence', entry.replace('A sentence.', 'no full stop'), '.meaning'],
    ['no source', entry.replace('source: Q139643, ', ''), '.source'],
    ['a basis of its own', entry.replace(', meaning', ', basis: hearsay, meaning'), '.basis'],
    ['an unknown key', entry.replace(', meaning', ', note: x, meaning'), '[0]'],
    ['a count in words', entry.replace(', meaning', ', articles: many, meaning'), '.articles'],
    ['the same code twice', `${entry}\n- ${entry}`, 'twice'],
  ])('is not valid with %s, and the problem says where', (_, line, where) => {
    const checked = read(`- ${line}`);
    expect(checked.ok).toBe(false);
    expect(checked.ok ? '' : checked.problems.join('\n')).toMatch(/^table\.yaml:\d/);
    expect(checked.ok ? '' : checked.problems.join('\n')).toContain(where);
  });
});
