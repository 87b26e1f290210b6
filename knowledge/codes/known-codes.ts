import { readdirSync, readFileSync } from 'node:fs';
import { type Hresult, toHresult } from '../hresult.ts';
import { words } from '../vocabulary/words.ts';
import { FAMILY_IDS, type FamilyId, isWide } from './code-families.ts';
import { type KnownCode, readCodeTable } from './code-table.ts';

/** Names that a script takes out of public headers: `npm run codes:names`. The other tables say what codes mean. */
const HEADER_NAMES = 'header-names.txt';

const FOLDER = new URL('tables/', import.meta.url);

interface Tables {
  all: readonly KnownCode[];
  bySymbol: ReadonlyMap<string, KnownCode>;
  byClientId: ReadonlyMap<number, KnownCode>;
  byFamily: ReadonlyMap<FamilyId, ReadonlyMap<number, KnownCode>>;
}

function readTable(name: string): KnownCode[] {
  const read = readCodeTable(`codes/tables/${name}`, readFileSync(new URL(name, FOLDER), 'utf8'));
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.codes;
}

/** Adds a code to its family, or its name to the code that is there already. */
function addTo(codes: Map<number, KnownCode>, known: KnownCode): void {
  const there = codes.get(known.code);
  if (there === undefined) codes.set(known.code, known);
  else if (there.symbol === undefined && known.symbol !== undefined && there.family !== 'store')
    codes.set(known.code, { ...there, symbol: known.symbol });
  else if (known.symbol !== undefined && known.symbol !== there.symbol && !there.also.includes(known.symbol))
    codes.set(known.code, { ...there, also: [...there.also, known.symbol] });
}

let builtIn: readonly KnownCode[] | undefined;
/** Every line that comes with Faultline, the tables that say what codes mean before the mere names. */
function builtInLines(): readonly KnownCode[] {
  builtIn ??= [
    ...readdirSync(FOLDER)
      .filter((name) => name.endsWith('.txt') && name !== HEADER_NAMES)
      .toSorted(),
    HEADER_NAMES,
  ].flatMap(readTable);
  return builtIn;
}

function tablesOf(lines: readonly KnownCode[]): Tables {
  const byFamily = new Map<FamilyId, Map<number, KnownCode>>(FAMILY_IDS.map((id) => [id, new Map()]));
  for (const known of lines) {
    const codes = byFamily.get(known.family);
    if (codes) addTo(codes, known);
  }
  const all = [...byFamily.values()].flatMap((codes) => [...codes.values()]);
  return { all, byFamily, bySymbol: bySymbol(all), byClientId: byClientId(byFamily) };
}

const NOBODY = {};
const tables = new WeakMap<object, Tables>();

/** Made the first time that a code is asked for: what starts the program does not wait for it. What a folder says comes first. */
function theTables(): Tables {
  const { own } = words();
  const whose = own !== undefined && own.codes.length > 0 ? own : NOBODY;
  const there = tables.get(whose);
  if (there) return there;
  const made = tablesOf([...(whose === own ? own.codes : []), ...builtInLines()]);
  tables.set(whose, made);
  return made;
}

const inFamily = (id: FamilyId, code: number) => theTables().byFamily.get(id)?.get(code);

/** What a table knows about a number of one family. */
export function codeOfFamily(id: FamilyId, code: number): KnownCode | undefined {
  const bits = code >>> 0;
  // A small memory dump sets this bit in the stop code: 0x10000050 is 0x50.
  return inFamily(id, bits) ?? (id === 'stop' && bits >>> 28 === 1 ? inFamily(id, bits & 0x0fff_ffff) : undefined);
}

/** MAPI numbers its own codes within facility ITF; the others it took from OLE. */
const isOwnOfMapi = (code: number) => [0x8004, 0x0004].includes(code >>> 16);

const WIDE = FAMILY_IDS.filter(isWide);

/**
 * What the tables know about a code of 32 bits, likeliest first. MAPI comes first where it numbered the code itself, so
 * 0x80040111 is MAPI_E_LOGON_FAILED and CLASS_E_CLASSNOTAVAILABLE; E_ACCESSDENIED comes before MAPI_E_NO_ACCESS.
 * @param as where the code stands says that MAPI gave it, or that it did not
 */
export function knownCodes(code: Hresult, as?: FamilyId): KnownCode[] {
  // A few of them have short numbers too, which mean nothing where the family is not told.
  if (code > 0 && code <= 0xffff) return [];
  const { byFamily } = theTables();
  const known = WIDE.flatMap((id) => byFamily.get(id)?.get(code) ?? []);
  if (known.length < 2) return known;
  const first: FamilyId | undefined = as ?? (isOwnOfMapi(code) ? 'mapi' : undefined);
  return known.toSorted((a, b) => Number(b.family === first) - Number(a.family === first));
}

/** The first of {@link knownCodes}. Win32 numbers are asked with {@link win32Error}. */
export function knownCode(code: Hresult, as?: FamilyId): KnownCode | undefined {
  return knownCodes(code, as)[0];
}

/** A name may stand for an old and a new code (E_FAIL); the one that somebody described, or that comes first, wins. */
function bySymbol(all: readonly KnownCode[]): ReadonlyMap<string, KnownCode> {
  const names = new Map<string, KnownCode>();
  const add = (name: string | undefined, known: KnownCode) => {
    const key = name?.toLowerCase();
    if (key !== undefined && !names.has(key)) names.set(key, known);
  };
  for (const known of [...all.filter((one) => one.meaning !== undefined), ...all]) {
    add(known.symbol, known);
    for (const name of known.also) add(name, known);
  }
  return names;
}

/** The entry of a symbolic name; any case. `CdoE_NAME` of Collaboration Data Objects is `MAPI_E_NAME` (KB Q185136). */
export function entryBySymbol(symbol: string): KnownCode | undefined {
  const name = symbol.trim().toLowerCase();
  const names = theTables().bySymbol;
  return names.get(name) ?? names.get(name.replace(/^cdo([ew])_/, 'mapi_$1_'));
}

/** The database error of this negative number, for example -1018. */
export function jetError(number: number): KnownCode | undefined {
  const code = number < 0 ? toHresult(number) : undefined;
  return code === undefined ? undefined : inFamily('jet', code);
}

/** The Windows error of this number, for example 1722; the information store's own where Windows has none. */
export function win32Error(number: number): KnownCode | undefined {
  return number < 0 ? undefined : (inFamily('win32', number) ?? inFamily('store', number));
}

/**
 * The MAPI code behind the "ID" of client dialogs and offline folder logs, for example 1277. MAPI numbers its errors from 256 on
 * and wraps them as 0x80040nnn; dialogs print that number's low word plus 1000 (visible in KB Q185136, confirmed by
 * "1281 [80000008:FFFFFC0D]" in KB Q172812).
 */
export function codeByClientId(number: number): KnownCode | undefined {
  return theTables().byClientId.get(number);
}

function byClientId(byFamily: Tables['byFamily']): ReadonlyMap<number, KnownCode> {
  const mapi = [...(byFamily.get('mapi')?.values() ?? [])];
  return new Map(mapi.map((known) => [1000 + (known.code & 0xffff), known]));
}

/** Every code of every table. */
export function allKnownCodes(): readonly KnownCode[] {
  return theTables().all;
}

const digitsOf = (code: number) => code.toString(16);

/**
 * Known codes whose hexadecimal digits differ from these by one: changed, missing, or one too many. For "did you mean …?".
 * Only codes that somebody described, and none of the short numbers: among all of them everything is a neighbour of everything.
 * @param code what was written, leading zeros aside: 0x0804011d finds 0x8004011d
 * @returns those most often seen in the archive first
 */
export function nearestKnownCodes(code: Hresult, limit: number): KnownCode[] {
  const written = digitsOf(code);
  const near = theTables().all.filter(
    (known) => known.meaning !== undefined && isWide(known.family) && oneEditApart(written, digitsOf(known.code)),
  );
  return [...new Map(near.map((known) => [known.code, known])).values()]
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
