import { CAPS } from '../../knowledge/recognizer/paste/caps.ts';
import { words as vocabulary } from '../../knowledge/vocabulary/words.ts';

/** A number as somebody said it. `base` is undefined for bare digits, which people write in either base. */
export interface SaidNumber {
  value: number;
  base: 10 | 16 | undefined;
}

/** The same digits read as hexadecimal: 20 gives 32. */
export const asHexadecimal = (digits: number): number => Number.parseInt(String(digits), 16);

const WORDS = new Map(
  Object.entries({
    zero: 0,
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
    thirteen: 13,
    fourteen: 14,
    fifteen: 15,
    sixteen: 16,
    seventeen: 17,
    eighteen: 18,
    nineteen: 19,
    twenty: 20,
    thirty: 30,
    forty: 40,
    fifty: 50,
    sixty: 60,
    seventy: 70,
    eighty: 80,
    ninety: 90,
    hundred: 100,
  }),
);

const LARGEST = 0xffff_ffff;

function fromDigits(digits: string, base: 10 | 16 | undefined): SaidNumber | undefined {
  const value = Number.parseInt(digits, base ?? 10);
  return Number.isFinite(value) && value <= LARGEST ? { value, base } : undefined;
}

/** "twenty", "thirty two", "fourteen hex"; every word must be one of a number, so that "give me one minute" is none. */
function fromWords(words: readonly string[], base: 10 | 16): SaidNumber | undefined {
  let total: number | undefined;
  for (const word of words) {
    const value = WORDS.get(word);
    if (value === undefined) return undefined;
    total = value === 100 ? (total ?? 1) * 100 : (total ?? 0) + value;
  }
  if (total === undefined) return undefined;
  // Whoever says "fourteen hex" means the digits 14.
  return { value: base === 16 ? Number.parseInt(String(total), 16) : total, base };
}

/** What may stand around a number when somebody tells it. Any other word means that the sentence is about something else. */
const AROUND = new Set(
  [
    'it its is the a',
    'value number says said shows',
    'show shown reads now currently',
    'current set to at of',
    'and be i see get',
    'have want use take make',
    'please dword reg reg_dword hex',
    'hexadecimal decimal dec exactly only',
    'just still there here in',
    'registry that this new old',
    'was for with ok yes',
    'so already actually think we',
    'they he she told me found threads',
    'der wert die zahl ist',
    'steht auf jetzt da es',
    'sind haben wir',
    'la valeur est de il',
    'y a c maintenant le nombre',
    'el valor es numero',
    'hay ahora son',
  ].flatMap((words) => words.split(' ')),
);

/**
 * Reads the number in a short answer: `20`, `0x14`, `14 hex`, `14h`, `20 decimal`, `0x00000014 (20)`, `dword:00000014`, `twenty`.
 * @returns undefined for no number, for two different ones, or for a text longer than a short answer; never throws
 */
export function readNumber(text: string): SaidNumber | undefined {
  if (text.length > CAPS.line) return undefined;
  const lower = text.toLowerCase();
  const found: SaidNumber[] = [];
  // Each form is taken out of the text once read, so that its digits are not read again as another number.
  const take = (from: string, form: RegExp, base: 10 | 16 | undefined) =>
    from.replace(form, (whole, digits: string) => {
      const number = /\d/.test(digits) || whole.startsWith('0x') ? fromDigits(digits, base) : undefined;
      if (!number) return whole;
      found.push(number);
      return ' ';
    });
  let rest = take(lower, /\b(?:0x|dword:)([0-9a-f]{1,8})\b/g, 16);
  rest = take(rest, /\b([0-9a-f]{1,8})(?: ?\(?hex(?:adecimal)?\b\)?|h\b)/g, 16);
  rest = take(rest, /\bhex(?:adecimal)?:? ([0-9a-f]{1,8})\b/g, 16);
  rest = take(rest, /\b(\d{1,10}) ?\(?dec(?:imal)?\b\)?/g, 10);
  rest = take(rest, /(?<![\w.-])(\d{1,10})(?!\w|\.\d)/g, undefined);
  const words = rest.split(/[^a-z_]+/).filter((word) => word !== '');
  const base = /\bhex/.test(rest) ? 16 : 10;
  const others = words.filter((word) => !AROUND.has(word) && !vocabulary().settings.words.has(word));
  if (found.length === 0) return fromWords(others, base);
  if (others.length > 0) return undefined;
  // "0x14 (20)" says one number twice; the base it was first given in is the one that counts.
  return new Set(found.map((number) => number.value)).size === 1 ? found[0] : undefined;
}

const OLD = /\b(?:old|was|before|previous|previously|original|originally|earlier|formerly)\b/gi;
/** What is put right: "6, not 5". */
const NOT_THIS =
  /\b(?:not|instead of|rather than)\s+(?:0x[0-9a-f]{1,8}|\d{1,10})(?:\s*(?:hex|hexadecimal|dec|decimal)\b)?/gi;
const BESIDE =
  /\b(?:oh|ah|uh|um|hm+|sorry|wait|oops|correction|mistake|meant|mistyped|typo|wrong|but|no|my|used|change|noted|really|in fact)\b/gi;

/** What a product calls the value is the value. */
export const plainly = (text: string): string =>
  text.replace(/[A-Za-z]+/g, (word) => (vocabulary().settings.called.has(word.toLowerCase()) ? 'value' : word));

const NAMES_OLD =
  /\b(?:old|original|previous|earlier|former)\b|\b(?:number|value|setting) (?:was|had been)\b|\d,? not (?:0x)?\d/i;

/** Whether the words themselves say that it is the number of the setting before the change, wherever they are said. */
export const namesOldNumber = (text: string): boolean => text.length <= CAPS.line && NAMES_OLD.test(plainly(text));

/** Whether anything in a text is about how it was. */
export const speaksOfOld = (text: string): boolean => text.search(OLD) >= 0;

/**
 * Reads "the old number was 6, not 5", "actually the value was 25", "old number 10 hex": the number before the change.
 * @returns undefined when nothing says that it is the old one
 */
export function readOldNumber(text: string): SaidNumber | undefined {
  if (text.length > CAPS.line || !speaksOfOld(text)) return undefined;
  return readNumber(text.replace(NOT_THIS, ' ').replace(OLD, ' ').replace(BESIDE, ' '));
}

const ABSENT = [
  'absent',
  'missing',
  'not there',
  'isnt there',
  'is not there',
  'not in the list',
  'does not exist',
  'doesnt exist',
  'not found',
  'no such value',
  'not present',
  'no value',
  'there is none',
  'there isnt one',
  'cant find it',
  'cannot find it',
  'cant find one',
  'cant see it',
  'dont see it',
  'do not see it',
  'dont see one',
  'it was absent',
  'not listed',
];
/** A log, a program or the person may be missing too; then nothing is said about the value. */
const ABOUT_OTHERS = /\b(?:log|file|program|folder|key|event|button|i am|im|editor|service)\b/;

/** Whether a short answer says that the value is not there. */
export function saysAbsent(text: string): boolean {
  if (text.length > CAPS.line) return false;
  const words = ` ${text
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z]+/g, ' ')
    .trim()} `;
  const { absent, others } = vocabulary().settings;
  if (ABOUT_OTHERS.test(words) || others.test(words)) return false;
  return [...ABSENT, ...absent].some((phrase) => words.includes(` ${phrase} `));
}
