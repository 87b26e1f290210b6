import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { BASES } from '../article.ts';
import { formatHresult, type Hresult, toHresult } from '../hresult.ts';
import { readYaml } from '../yaml-file.ts';

/** One code with what it says. `code` of a JET error is its 32-bit form, of a Win32 error the number itself. */
export interface KnownCode {
  code: Hresult;
  /** the name in its header; undefined where no header has one, as for the information store's own numbers */
  symbol?: string;
  /** other names of the same code */
  also: readonly string[];
  /** one sentence */
  meaning: string;
  /** KB numbers, or the header that defines it */
  source: string;
  /** set when the source is not a KB article */
  basis?: (typeof BASES)[number];
  /** Exchange articles of the archive that show the code, in any way of writing it; undefined where nobody counted */
  articles?: number;
}

const sentence = z.string().regex(/^\S.*\.$/, 'write one sentence with a full stop');

/** One line of a table. Scalars are text: YAML is read with the failsafe schema. */
const Line = z
  .strictObject({
    code: z
      .string()
      .regex(/^(?:0x[0-9a-fA-F]{8}|-?\d{1,5})$/, 'write 0x and eight digits, or a decimal number')
      .transform((written, ctx) => {
        const code = toHresult(Number(written));
        if (code !== undefined) return code;
        ctx.addIssue('write a number of 32 bits');
        return z.NEVER;
      }),
    symbol: z
      .string()
      .regex(/^[A-Za-z]\w+$/, 'write the name as the header spells it')
      .optional(),
    also: z.array(z.string().regex(/^[A-Za-z]\w+$/)).default([]),
    meaning: sentence,
    source: z.string().min(1),
    basis: z.enum(BASES).optional(),
    articles: z.string().regex(/^\d+$/, 'write how many articles').transform(Number).optional(),
  })
  .transform(
    ({ symbol, basis, articles, ...rest }): KnownCode => ({
      ...rest,
      ...(symbol && { symbol }),
      ...(basis && { basis }),
      ...(articles !== undefined && { articles }),
    }),
  );

/** The file of one table, each code once. */
export const CodeTable = z.array(Line).superRefine((codes, ctx) => {
  const seen = new Set<Hresult>();
  for (const [index, { code }] of codes.entries()) {
    if (seen.has(code))
      ctx.addIssue({
        code: 'custom',
        path: [index, 'code'],
        message: `${formatHresult(code)} stands here twice; keep one`,
      });
    seen.add(code);
  }
});

function table(name: string): KnownCode[] {
  const read = readYaml(name, readFileSync(new URL(name, import.meta.url), 'utf8'), CodeTable);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.value;
}

const byCode = (codes: readonly KnownCode[]) => new Map(codes.map((known) => [known.code, known]));

const MAPI = byCode(table('mapi.yaml'));
const WINDOWS = byCode(table('windows.yaml'));
const JET = byCode(table('jet.yaml'));
const WIN32 = byCode(table('win32.yaml'));

const ALL: readonly KnownCode[] = [MAPI, WINDOWS, JET, WIN32].flatMap((codes) => [...codes.values()]);

// One name may have an old and a new code (E_FAIL); the table that stands first wins.
const BY_SYMBOL = new Map(
  ALL.flatMap(({ symbol, also, code }) =>
    [...(symbol ? [symbol] : []), ...also].map((name) => [name.toLowerCase(), code] as const),
  ).toReversed(),
);

// MAPI numbers its errors from 256 on and wraps them as 0x80040nnn; dialogs and the offline folder log print the wrapped
// number's low word plus 1000 (visible in KB Q185136, confirmed by "1281 [80000008:FFFFFC0D]" in KB Q172812).
const BY_CLIENT_ID = new Map([...MAPI.values()].map((known) => [1000 + (known.code & 0xffff), known]));

/** What the tables know about a 32-bit code: MAPI, OLE, NT status and JET. Win32 numbers are asked with {@link win32Error}. */
export function knownCode(code: Hresult): KnownCode | undefined {
  return knownCodes(code)[0];
}

/**
 * The same with every table that knows the code, MAPI first: 0x80040111 is MAPI_E_LOGON_FAILED and CLASS_E_CLASSNOTAVAILABLE.
 */
export function knownCodes(code: Hresult): KnownCode[] {
  return [MAPI, WINDOWS, JET].flatMap((codes) => codes.get(code) ?? []);
}

/** The code of a symbolic name; any case. `CdoE_NAME` of Collaboration Data Objects is `MAPI_E_NAME` (KB Q185136). */
export function codeBySymbol(symbol: string): Hresult | undefined {
  const name = symbol.trim().toLowerCase();
  return BY_SYMBOL.get(name) ?? BY_SYMBOL.get(name.replace(/^cdo([ew])_/, 'mapi_$1_'));
}

/** The database error of this negative number, for example -1018. */
export function jetError(number: number): KnownCode | undefined {
  const code = number < 0 ? toHresult(number) : undefined;
  return code === undefined ? undefined : JET.get(code);
}

/** The Windows error of this number, for example 1722. */
export function win32Error(number: number): KnownCode | undefined {
  const code = number >= 0 ? toHresult(number) : undefined;
  return code === undefined ? undefined : WIN32.get(code);
}

/** The MAPI code behind the "ID" of client dialogs and offline folder logs: 1000 plus its low word, for example 1277. */
export function codeByClientId(number: number): KnownCode | undefined {
  return BY_CLIENT_ID.get(number);
}

/** Every code of every table: MAPI, Windows, JET, Win32. */
export function allKnownCodes(): readonly KnownCode[] {
  return ALL;
}

const digitsOf = (code: Hresult) => code.toString(16);

/**
 * Known codes whose hexadecimal digits differ from these by one: changed, missing, or one too many. For "did you mean …?".
 * Win32 numbers are left out: at that length everything is a neighbour of everything.
 * @param code what was written, leading zeros aside: 0x0804011d finds 0x8004011d
 * @returns those most often seen in the archive first
 */
export function nearestKnownCodes(code: Hresult, limit: number): KnownCode[] {
  const written = digitsOf(code);
  const near = ALL.filter((known) => !WIN32.has(known.code) && oneEditApart(written, digitsOf(known.code)));
  return [...byCode(near.toReversed()).values()]
    .toSorted((a, b) => (b.articles ?? 0) - (a.articles ?? 0) || a.code - b.code)
    .slice(0, Math.max(0, limit));
}

function oneEditApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  const [restA, restB] = [a.slice(same), b.slice(same)];
  if (a.length === b.length) return restA.slice(1) === restB.slice(1);
  return a.length < b.length ? restA === restB.slice(1) : restA.slice(1) === restB;
}
