import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One number with its name, as a header defines it. Numbers of 32 bits are unsigned. */
export interface HeaderName {
  family: string;
  header: string;
  number: number;
  symbol: string;
}

/** Which names of a header are codes: by how they begin, and by the number where one header holds several families. */
interface Source {
  family: string;
  header: string;
  names: RegExp;
  /** names that begin like codes and are none: bases, masks, flags */
  not?: RegExp;
  numbers?: (value: number) => boolean;
  /** the header has its codes in an enumeration, and other numbers in definitions */
  form?: 'enum';
}

const small = (value: number) => value >= 0 && value <= 0xffff;
const wide = (value: number) => value > 0xffff;

/** The order decides which header a name is taken from when two define it. */
const SOURCES: readonly Source[] = [
  {
    family: 'win32',
    header: 'winerror.h',
    names: /^(?:ERROR|RPC_[SX]|EPT_S|OR|WSA|DNS|FRS|SCHED|NO_ERROR|WARNING|WAIT_TIMEOUT|STORE_ERROR|APPMODEL)/,
    not: /(?:_BASE|_MASK|BASEERR)$|^ERROR_(?:SEVERITY|FLT)_|^ERROR_AUDITING_DISABLED$|^DNS_ERROR_(?:MASK|RESPONSE_CODES_BASE)/,
    numbers: small,
  },
  { family: 'win32', header: 'lmerr.h', names: /^NERR_/, not: /^(?:NERR_BASE|MAX_NERR)$/, numbers: small },
  { family: 'win32', header: 'wininet.h', names: /^ERROR_(?:INTERNET|FTP|GOPHER|HTTP)_/, numbers: small },
  { family: 'win32', header: 'winhttp.h', names: /^ERROR_WINHTTP_/, numbers: small },
  { family: 'win32', header: 'raserror.h', names: /^(?:ERROR|PENDING|SUCCESS)/, not: /^SUCCESS$/, numbers: small },
  { family: 'win32', header: 'mprerror.h', names: /^ERROR_/, numbers: small },
  { family: 'win32', header: 'msi.h', names: /^ERROR_/, numbers: small },
  {
    family: 'hresult',
    header: 'winerror.h',
    names: /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/,
    not: /^(?:FACILITY|SEVERITY|ERROR_SEVERITY|FRS|DNS)_|_(?:FIRST|LAST)$|_BIT$|_MASK$|^ERROR_FLT_/,
    numbers: wide,
  },
  { family: 'hresult', header: 'fltwinerror.h', names: /^ERROR_FLT_/, numbers: wide },
  { family: 'hresult', header: 'adserr.h', names: /^[ES]_ADS_/, numbers: wide },
  { family: 'hresult', header: 'wbemcli.h', names: /^WBEM_[ES]_/, numbers: wide, form: 'enum' },
  { family: 'hresult', header: 'oledberr.h', names: /^DB_[ES]_/, numbers: wide },
  { family: 'hresult', header: 'bitsmsg.h', names: /^BG_[ES]_/, numbers: wide },
  { family: 'hresult', header: 'corerror.h', names: /^(?:COR|FUSION|CLR)_E_/, numbers: wide },
  { family: 'vss', header: 'vsserror.h', names: /^VSS_[ES]_/, numbers: wide },
  { family: 'update', header: 'wuerror.h', names: /^WU_[ES]_/, numbers: wide },
  { family: 'ntstatus', header: 'ntstatus.h', names: /^(?:STATUS|RPC_NT|DBG|EPT_NT)_/, not: /^STATUS_SEVERITY_/ },
  {
    family: 'stop',
    header: 'bugcodes.h',
    names: /^[A-Z]\w+$/,
    // The header has IMPERSONATING_WORKER_THREAD at 0xfa, Windows at 0xdf.
    not: /^(?:IMPERSONATING_WORKER_THREAD$|STATUS_SEVERITY|FACILITY|WINDOWS_NT|BUGCODE_PSS|BUGCHECK_|BUGCODE_ID|PSS_)|_MESSAGE(?:_|$)|_CHECK_INFO/,
    numbers: (value) => (value > 0 && value < 0x1000) || value > 0xc000_0000,
  },
  { family: 'jet', header: 'esent.h', names: /^JET_(?:err|wrn)[A-Z]/, not: /^JET_errSuccess$/ },
  { family: 'mapi', header: 'mapicode.h', names: /^MAPI_[EW]_/, numbers: wide },
  { family: 'ldap', header: 'winldap.h', names: /^LDAP_[A-Z_]+$/, form: 'enum' },
];

/** `NAME value` of a #define, or `NAME = value` of an enumeration. */
const DEFINE = /^#define[ \t]+([A-Za-z]\w*)[ \t]+(\S.{0,200})$/gm;
const ENUM = /\b([A-Z]\w*) = (-?(?:0x[0-9A-Fa-f]+|\d+))(?=[,\s}])/g;

/** The value of `__MSABI_LONG(5)`, `((HRESULT)0x80004005)`, `(BASE + 3)` or of another name; undefined for anything else. */
function numberIn(expression: string, known: ReadonlyMap<string, number>): number | undefined {
  const [value = ''] = expression.split(/\/[*/]/, 1);
  const plain = value
    .replace(/__MSABI_LONG|_HRESULT_TYPEDEF_|_NDIS_ERROR_TYPEDEF_|\((?:HRESULT|NTSTATUS|ULONG|DWORD|SCODE|LONG)\)/g, '')
    .replace(/MAKE_MAPI_E/g, '0x80040000+')
    .replace(/MAKE_MAPI_S/g, '0x40000+')
    .replace(/[\s()]/g, '')
    .replace(/(?<=[0-9A-Fa-f])U?L$/i, '');
  const sum = plain.split('+').map((part) => (/^-?(?:0x[0-9a-f]+|\d+)$/i.test(part) ? Number(part) : known.get(part)));
  return sum.length > 0 && sum.every((part) => part !== undefined)
    ? sum.reduce<number>((total, part) => total + (part ?? 0), 0)
    : undefined;
}

/** Every name of a header that has a number. */
function namesIn(text: string, form: RegExp, known: Map<string, number>): [string, number][] {
  const found: [string, number][] = [];
  for (const [, name = '', expression = ''] of text.matchAll(form)) {
    const value = numberIn(expression, known);
    if (value === undefined) continue;
    known.set(name, value);
    found.push([name, value]);
  }
  return found;
}

/**
 * The names and numbers of codes that the headers of a folder define, such as `/usr/share/mingw-w64/include` of Debian's
 * package mingw-w64-common. Names and numbers only: their comments are not read.
 * @throws where the folder lacks one of the headers
 */
export function namesOfHeaders(folder: string): HeaderName[] {
  const known = new Map<string, number>();
  const read = new Map<string, [string, number][]>();
  const taken = new Map<string, HeaderName>();
  for (const source of SOURCES) {
    const { family, header, form } = source;
    const all = read.get(header) ?? namesIn(textOf(folder, header), form === 'enum' ? ENUM : DEFINE, known);
    read.set(header, all);
    for (const [symbol, value] of all) {
      const number = value >>> 0;
      const key = `${family} ${symbol}`;
      if (isCode(source, symbol, number) && !taken.has(key)) taken.set(key, { family, header, number, symbol });
    }
  }
  return [...taken.values()];
}

function textOf(folder: string, header: string): string {
  const path = join(folder, header);
  if (!existsSync(path)) throw new Error(`${path} is not there; name a folder with the headers of mingw-w64.`);
  return readFileSync(path, 'latin1');
}

const isCode = ({ names, not, numbers = () => true }: Source, symbol: string, number: number) =>
  names.test(symbol) && !not?.test(symbol) && numbers(number);
