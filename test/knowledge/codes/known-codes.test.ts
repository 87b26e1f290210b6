import { describe, expect, it } from 'vitest';
import { readCodeTable } from '../../../knowledge/codes/code-table.ts';
import {
  allKnownCodes,
  codeByClientId,
  entryBySymbol,
  jetError,
  knownCode,
  knownCodes,
  nearestKnownCodes,
  win32Error,
} from '../../../knowledge/codes/known-codes.ts';
import { formatHresult, parseHresult, toHresult } from '../../../knowledge/hresult.ts';
import { JET_CODES, MAPI_CODES, rowsOf } from './printed-codes.ts';

const code = (text: string) => {
  const parsed = parseHresult(text);
  if (parsed === undefined) throw new Error(`${text} is no code`);
  return parsed;
};

describe('every result code that Exchange articles show', () => {
  it.each(rowsOf(MAPI_CODES))('%s', (hex, signed, unsigned, symbol, client, other) => {
    expect(knownCodes(code(hex ?? ''), 'mapi')[0]?.symbol).toBe(symbol);
    expect([toHresult(Number(signed)), toHresult(Number(unsigned))]).toEqual([code(hex ?? ''), code(hex ?? '')]);
    expect(codeByClientId(Number(client))?.symbol).toBe(symbol);
    for (const name of [symbol, other, symbol?.replace(/^MAPI_([EW])_/, 'Cdo$1_'), symbol?.toLowerCase()])
      if (name) expect(entryBySymbol(name)?.code).toBe(code(hex ?? ''));
  });
});

describe('every database error that Exchange articles show', () => {
  it.each(rowsOf(JET_CODES))('%s', (signed, unsigned, hex, symbol) => {
    expect(jetError(Number(signed))?.symbol).toBe(symbol);
    expect(knownCode(code(hex ?? ''))?.symbol).toBe(symbol);
    expect(toHresult(Number(unsigned))).toBe(code(hex ?? ''));
    expect(entryBySymbol(symbol ?? '')?.code).toBe(code(hex ?? ''));
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
    expect(entryBySymbol('CLASS_E_CLASSNOTAVAILABLE')?.code).toBe(entryBySymbol('MAPI_E_LOGON_FAILED')?.code);
  });

  it('of which one is out of date is found under the new one: E_FAIL is 0x80004005', () => {
    expect(formatHresult(entryBySymbol('E_FAIL')?.code ?? code('0x00000000'))).toBe('0x80004005');
  });
});

describe('the tables as a whole', () => {
  it('say of every code where it is from, and whether that is not an article', () => {
    for (const known of allKnownCodes())
      if (!/^(?:Q\d{6}(?:, )?)+$/.test(known.source)) expect(known, known.source).toHaveProperty('basis');
  });

  it('call no two different codes of a family by the same name, except the old form of E_FAIL', () => {
    const names = new Map<string, Set<number>>();
    for (const known of allKnownCodes())
      for (const name of [...(known.symbol ? [known.symbol] : []), ...known.also]) {
        const key = `${known.family} ${name}`;
        names.set(key, new Set([...(names.get(key) ?? []), known.code]));
      }
    expect([...names].filter(([, codes]) => codes.size > 1).map(([name]) => name)).toEqual(['hresult E_FAIL']);
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
  const line = '0x80040115 MAPI_E_NETWORK_ERROR | A sentence. | Q139643 | 14';
  const read = (text: string) => readCodeTable('table.txt', text);

  it.each([
    ['a code, a name, a sentence, a source and a count', `[mapi]\n${line}`],
    ['the header beside the family, so that no source is needed', '[jet] esent.h\n-1018 JET_errX | A sentence.'],
    ['a name alone', '[win32] winerror.h\n5 ERROR_ACCESS_DENIED'],
    ['no name, where none exists', '[store]\n4021 | A sentence. | Q153326'],
    ['two names, a remark and an empty line', '# remark\n\n[win32] winerror.h\n0 ERROR_SUCCESS NO_ERROR'],
    ['a status with dots', '[smtp] RFC 3463\n5.7.1 | A sentence.'],
    ['a basis', '[mapi]\n0x80040115 | A sentence. | inferred: counted in the archive'],
  ])('is valid with %s', (_, text) => expect(read(text)).toMatchObject({ ok: true, codes: [{}] }));

  it.each([
    ['a code of seven digits', line.replace('0x80040115', '0x8004115'), 'eight digits'],
    ['a name that no header could have', line.replace('MAPI_E', 'MAPI-E'), 'is no name'],
    ['half a sentence', line.replace('A sentence.', 'no full stop'), 'full stop'],
    ['nothing but a number', '0x80040115', 'a name, a sentence'],
    ['no source', line.replace('Q139643', ''), 'where it is from'],
    ['a source that is none', line.replace('Q139643', 'somewhere'), 'KB numbers'],
    ['a basis of its own', line.replace('Q139643', 'hearsay: me'), 'hearsay'],
    ['a count in words', line.replace('14', 'many'), 'how many'],
    ['a further column', `${line} | x`, 'how many'],
    ['the same code twice', `${line}\n${line}`, 'twice'],
  ])('is not valid with %s, and the problem says where', (_, text, what) => {
    const checked = read(`[mapi]\n${text}`);
    expect(checked.ok ? '' : checked.problems.join('\n')).toMatch(/^table\.txt:\d — /);
    expect(checked.ok ? '' : checked.problems.join('\n')).toContain(what);
  });

  it.each([
    ['no family above it', line, 'the family above it'],
    ['an unknown family', `[nonsense]\n${line}`, 'nonsense'],
  ])('is not valid with %s', (_, text, what) => {
    const checked = read(text);
    expect(checked.ok ? '' : checked.problems.join('\n')).toContain(what);
  });
});
