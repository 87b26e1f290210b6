import type { BASES } from '../article.ts';
import { formatHresult, type Hresult, toHresult } from '../hresult.ts';
import { FAMILIES, type FamilyId, isWide, shownNumber } from './code-families.ts';
import { codePhrases } from './code-phrases.ts';
import type { KnownCode } from './code-table.ts';
import { codeOfFamily, knownCodes, win32Error } from './known-codes.ts';
import { wordsOfSymbol } from './symbol-words.ts';

/** A code taken apart, with what is known about it. */
export interface CodeExplanation {
  /** `0x` and eight digits; the number as given when it has no 32 bits */
  code: string;
  /** its symbolic name, of a wrapped Windows number that one's; undefined when it is unknown or has none */
  name: string | undefined;
  /** one or two sentences; an unknown code is said to be unknown */
  meaning: string;
  /** which kind of number it is; undefined for an unknown one */
  family: FamilyId | undefined;
  known: boolean;
  severity: string;
  /** bits 16 to 26, and what they are called */
  facility: { number: number; name: string };
  /** the low 16 bits; of a database engine error the negative number itself */
  low: number;
  /** KB numbers, or the header that defines it */
  source: string | undefined;
  /** set when the source is not a KB article */
  basis: (typeof BASES)[number] | undefined;
}

/** The forms a 32-bit code can have; they decide how its bits are read. */
type Form = 'number' | 'jet' | 'nt id' | 'status' | 'hresult';

function formOf(code: Hresult): Form {
  if (code > 0 && code <= 0xffff) return 'number';
  // Errors of the database engine are small negative numbers, so all bits above the low word are set.
  if (code > 0xffff_8000) return 'jet';
  // In headers the first is an RPC status; what Exchange prints so is a Windows number (KB Q176587, Q262939, Q267573).
  if ([0xc002, 0xc007].includes(code >>> 16)) return 'nt id';
  const topBits = code >>> 30;
  return topBits === 3 || topBits === 1 ? 'status' : 'hresult';
}

function partsOf(code: Hresult, form: Form): Pick<CodeExplanation, 'severity' | 'facility' | 'low'> {
  const number = (code >>> 16) & 0x7ff;
  const low = code & 0xffff;
  switch (form) {
    case 'number':
      return { severity: 'none', facility: { number, name: codePhrases.facilityOfNumber }, low };
    case 'jet':
      return { severity: 'failure', facility: { number, name: codePhrases.facilityOfJet }, low: code | 0 };
    case 'nt id':
      return { severity: 'error', facility: { number, name: codePhrases.facilityOfNtId }, low };
    case 'status': {
      const severity = codePhrases.severity[code >>> 30] ?? 'error';
      // Bit 29 marks numbers that a program chose itself; their other bits have no common meaning.
      const own = (code & 0x2000_0000) !== 0;
      return {
        severity,
        facility: { number, name: own ? codePhrases.facilityOwn : codePhrases.facilityOfStatus(number) },
        low,
      };
    }
    case 'hresult':
      return {
        severity: code >= 0x8000_0000 ? 'failure' : 'success',
        facility: { number, name: codePhrases.facility(number) },
        low,
      };
  }
}

type Told = Pick<CodeExplanation, 'name' | 'meaning' | 'family' | 'known' | 'source' | 'basis'>;
const nothingKnown = { name: undefined, family: undefined, known: false, source: undefined, basis: undefined };

/** The sentence of a code; of one without a sentence what its name says, where that is plain. */
export function sentenceOf({ meaning, symbol }: KnownCode): string {
  if (meaning !== undefined) return meaning;
  const words = symbol === undefined ? undefined : wordsOfSymbol(symbol);
  return words === undefined ? codePhrases.nameOnly : codePhrases.fromName(words);
}

const toldOf = (known: KnownCode, meaning = sentenceOf(known)): Told => ({
  name: known.symbol,
  meaning,
  family: known.family,
  known: true,
  source: known.source,
  basis: known.basis,
});

/** The Windows number in the low word: all of a plain number, of 0x8007nnnn, 0xC002nnnn and 0xC007nnnn. */
function windowsNumber(code: Hresult, form: Form): Told | undefined {
  const wraps = form === 'nt id' || code >>> 16 === 0x8007;
  if (!wraps && form !== 'number') return undefined;
  const low = code & 0xffff;
  const error = win32Error(low);
  if (!error) {
    const meaning = wraps ? codePhrases.wrappedUnknown(low) : codePhrases.unknownNumber(low);
    return { ...nothingKnown, meaning };
  }
  const told = error.family === 'store' ? codePhrases.ownNumber : codePhrases.wrapped;
  return toldOf(error, told(low, sentenceOf(error)));
}

/** What a result wraps that is no Windows number: an NT status (0xD0000022) or a database error (0xC800042D is -1069). */
function wrapped(code: Hresult): KnownCode | undefined {
  if (code >>> 28 === 0xd) return codeOfFamily('ntstatus', code - 0x1000_0000);
  return code >>> 16 === 0xc800 ? codeOfFamily('jet', -(code & 0xffff)) : undefined;
}

function unknownMeaning(code: Hresult, form: Form): string {
  const low = code & 0xffff;
  if (form === 'jet') return codePhrases.unknownJet(code | 0);
  if (code >>> 16 === 0x8004) return codePhrases.unknownItf;
  // Tools that print whole event ids set the severity bits and leave the others empty (KB Q245222).
  const emptyFacility = (code & 0x0fff_0000) === 0;
  return emptyFacility ? codePhrases.unknownStatus(low) : codePhrases.unknown;
}

/** Another reading of the code is told beside the first where both were described: a name alone tells too little. */
function alsoMeant([, ...others]: readonly KnownCode[]): string {
  const other = others.find((one) => one.meaning !== undefined);
  return other ? ` ${codePhrases.alsoMeans(FAMILIES[other.family].title, other.symbol, other.meaning ?? '')}` : '';
}

function told(code: Hresult, form: Form, as: FamilyId | undefined): Told {
  // A wrapped Windows number has one meaning, whatever the results in its range are called.
  // Where Exchange prints them, 0xC002nnnn are Windows numbers; elsewhere some of them are statuses of RPC.
  const all = knownCodes(code, as).filter(
    ({ family }) => !(form === 'nt id' && as === 'mapi' && family === 'ntstatus'),
  );
  const [known] = all;
  if (known && (form !== 'number' || code === 0)) {
    const symbol = known.symbol ?? (form === 'nt id' ? win32Error(code & 0xffff)?.symbol : undefined);
    const also = isItf(code) ? alsoMeant(all) : '';
    return { ...toldOf(known, sentenceOf(known) + also), name: symbol };
  }
  const inner = wrapped(code);
  if (inner) return toldOf(inner);
  const number = windowsNumber(code, form);
  if (number) return number;
  if (code >>> 8 === 0x80040c)
    return { ...nothingKnown, meaning: codePhrases.contentEngine, source: codePhrases.contentEngineSource };
  return { ...nothingKnown, meaning: unknownMeaning(code, form) };
}

/** Facility ITF: each interface gives these numbers its own meaning. */
const isItf = (code: Hresult) => code >>> 16 === 0x8004;

/** Whether the number means something in its family alone: a stop code, a result of LDAP, a warning of the database engine. */
const isOfFamilyAlone = (code: Hresult, as: FamilyId) =>
  as === 'win32' || as === 'store' ? false : !isWide(as) || (code > 0 && code <= 0xffff);

/** What the table of one family says. */
function ofFamily(code: Hresult, as: FamilyId): CodeExplanation {
  const known = codeOfFamily(as, code);
  const facility = { number: 0, name: codePhrases.facilityOfNumbers(FAMILIES[as].title) };
  const rest = known ? toldOf(known) : { ...nothingKnown, meaning: codePhrases.unknownNumber(code), family: as };
  return {
    code: shownNumber(code, as),
    ...rest,
    severity: as === 'stop' ? 'failure' : 'none',
    facility,
    low: code & 0xffff,
  };
}

/**
 * What a code says: its name and meaning where a table knows it, and its severity, facility and number in any case.
 * 0x8007nnnn, 0xC002nnnn and 0xC007nnnn are explained by the Windows number they wrap.
 * @param code 32 bits, signed or unsigned; any other number is answered too, as not being a code. Never throws.
 * @param as the family that the place it stands in tells: 0x7e is a stop code beside the word bugcheck, and MAPI's name for
 * 0x80070005 is used only where MAPI gave it
 */
export function explainCode(code: Hresult | number, as?: FamilyId): CodeExplanation {
  const bits = toHresult(code);
  if (bits === undefined) {
    const facility = { number: 0, name: codePhrases.facility(0) };
    return { ...nothingKnown, code: String(code), meaning: codePhrases.notACode, severity: 'none', facility, low: 0 };
  }
  if (as !== undefined && isOfFamilyAlone(bits, as)) return ofFamily(bits, as);
  const form = formOf(bits);
  return { code: formatHresult(bits), ...told(bits, form, as), ...partsOf(bits, form) };
}
