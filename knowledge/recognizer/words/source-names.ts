import { knownSources } from '../../event-table.ts';
import { words as vocabulary } from '../../vocabulary/words.ts';
import { CAPS } from '../paste/caps.ts';
import { onceButForTime, onceForEqual } from '../paste/once.ts';

/** A source name found in a text. */
export interface FoundSource {
  /** the usual spelling, when the name is a known one or a slip of one; else as written */
  source: string;
  asWritten: string;
  /** the name is one or two letters away from a known one, so it is offered as a question */
  misspelt: boolean;
  /** a word says that a source follows, so it is the source of its line whatever its ids are */
  stated?: true;
  /** a name that is nothing but a source of Windows, so that even a small number beside it is an id */
  ofWindows?: true;
  /** an ordinary word, which is a source only beside one of these ids */
  only?: readonly number[];
  /** UTF-16 offsets */
  start: number;
  end: number;
}

const folded = (name: string) => name.toLowerCase().replace(/[\s._-]+/g, '');

const OF_EVENTS: readonly string[] = knownSources();

interface KnownNames {
  /** every known name, folded, with its usual spelling: those of the event table, and those that the vocabulary adds */
  names: ReadonlyMap<string, string>;
  /** the first letters of every known name, three or fewer: most words of a text begin otherwise */
  beginnings: ReadonlySet<string>;
  /** how the names of families begin, in lower case */
  families: readonly string[];
}
const known = new WeakMap<object, KnownNames>();

function knownNames(): KnownNames {
  const spoken = vocabulary();
  const { sources } = spoken;
  const there = known.get(spoken);
  if (there) return there;
  const described = spoken.own?.events.flatMap((file) => file.sources) ?? [];
  const own = [
    ...described.map(({ name }) => name),
    ...sources.spoken.map(({ source }) => source),
    ...sources.mapi,
    ...sources.same.flatMap(({ source, as }) => [source, ...as]),
  ];
  const names = new Map([...own, ...OF_EVENTS].map((name) => [folded(name), name]));
  for (const { name, also } of described) for (const other of also) names.set(folded(other), name);
  for (const [short, name] of Object.entries(sources.also)) names.set(folded(short), name);
  const beginnings = new Set([...names.keys()].flatMap((name) => [1, 2, 3].map((length) => name.slice(0, length))));
  const made = { names, beginnings, families: sources.families.map((family) => family.toLowerCase()) };
  known.set(spoken, made);
  return made;
}

/** eventquery.vbs cuts names at 17 characters, PowerShell's tables with dots. */
const SHORTEST_CUT = 10;
const LONGEST_NAME = 64;

/** The usual spelling of a source name as it stands in an event's field. */
export const resolveSource = onceForEqual((written): { source: string; misspelt: boolean } => {
  const name = written.trim().slice(0, LONGEST_NAME);
  const key = folded(name.replace(/\.{3}$/, ''));
  const known = vocabulary().sources.inFields[key] ?? knownNames().names.get(key);
  if (known !== undefined) return { source: known, misspelt: false };
  const cut = name.endsWith('...') || name.length === 17 ? withBeginning(key) : undefined;
  if (cut !== undefined) return { source: cut, misspelt: false };
  const near = key.length >= 9 && mayBeOfFamily(key) ? nearest(key) : undefined;
  return near === undefined ? { source: name, misspelt: false } : { source: near, misspelt: true };
});

function withBeginning(key: string): string | undefined {
  if (key.length < SHORTEST_CUT) return undefined;
  const fitting = new Set([...knownNames().names].flatMap(([known, name]) => (known.startsWith(key) ? [name] : [])));
  return fitting.size === 1 ? [...fitting][0] : undefined;
}

/** Names of a family differ in their ends, so that a slip in them can be told from another name. */
function mayBeOfFamily(key: string): boolean {
  return knownNames().families.some((family) => key[0] === family[0] && /^.[a-z]?[a-z]?e/.test(key));
}

/** The one known name at most two edits away; undefined when there is none or a draw. */
function nearest(key: string): string | undefined {
  let best: { name: string; distance: number } | undefined;
  let draw = false;
  const { names, families } = knownNames();
  for (const [known, name] of names) {
    if (Math.abs(known.length - key.length) > 2 || !families.some((family) => known.startsWith(family))) continue;
    const distance = editDistance(key, known, 2);
    if (distance > 2) continue;
    draw = best !== undefined && distance === best.distance && name !== best.name;
    if (best === undefined || distance < best.distance) best = { name, distance };
  }
  // The last letters tell the components apart; with a draw between them none is more likely than the others.
  return draw ? undefined : best?.name;
}

/** Edits between two words, with swapped neighbours as one; gives up above `most`. */
function editDistance(a: string, b: string, most: number): number {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const next = rowOfEdits(a, b, row, last, before);
    if (Math.min(...next) > most) return most + 1;
    before = last;
    last = next;
  }
  return last[b.length] ?? most + 1;
}

function rowOfEdits(a: string, b: string, row: number, last: readonly number[], before: readonly number[]): number[] {
  const next = [row];
  for (let column = 1; column <= b.length; column += 1) {
    const change = a[row - 1] === b[column - 1] ? 0 : 1;
    const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
    next[column] = Math.min(
      (last[column] ?? 0) + 1,
      (next[column - 1] ?? 0) + 1,
      (last[column - 1] ?? 0) + change,
      isSwapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
    );
  }
  return next;
}

/** Every source name in a piece of text, in order: known ones of one to three words, slips of them, and any of a known family. */
export function findSources(text: string): FoundSource[] {
  const words = [...text.slice(0, CAPS.start).matchAll(/[A-Za-z][A-Za-z0-9]*/g)];
  const found: FoundSource[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const named = sourceAt(text, words, at);
    if (named === undefined) continue;
    found.push(named.source);
    at += named.words - 1;
  }
  return found;
}

function sourceAt(
  text: string,
  words: readonly RegExpExecArray[],
  at: number,
): { source: FoundSource; words: number } | undefined {
  const start = words[at]?.index ?? 0;
  const [word = ''] = words[at] ?? [];
  if (!mayBeSlip(word) && !knownNames().beginnings.has(word.slice(0, 3).toLowerCase())) return undefined;
  const isBeside = isPartOfPath(text, start, start + word.length);
  for (const count of [3, 2, 1]) {
    const end = endOfName(text, start, words[at + count - 1]);
    if (end === undefined) continue;
    // `\\MAIL7\MSExchangeIMC\Queued Inbound` is a counter, `…\Services\MSExchangeIMC` a key.
    if (text[start - 1] === '\\' || text[end] === '\\') return undefined;
    const asWritten = text.slice(start, end);
    const known = isMeant(asWritten, isBeside) ? knownNames().names.get(folded(asWritten)) : undefined;
    if (known !== undefined) return { source: { source: known, asWritten, misspelt: false, start, end }, words: count };
  }
  const source = slipAt(word, start);
  return source && { source, words: 1 };
}

const isPartOfPath = (text: string, start: number, end: number) =>
  (start > 0 && /[.\\/@]/.test(text[start - 1] ?? '')) || /^[\\/@]/.test(text[end] ?? '');

/** Where a name ends whose last word this is; undefined where it cannot be one. */
function endOfName(text: string, start: number, last: RegExpExecArray | undefined): number | undefined {
  if (last === undefined || last.index - start > LONGEST_NAME) return undefined;
  const end = last.index + last[0].length;
  return /^[A-Za-z0-9]+(?:\.? [A-Za-z0-9]+)*$/.test(text.slice(start, end)) ? end : undefined;
}

/** "EDB" is also the ending of a file, "ese" a word of several languages. */
const isMeant = (asWritten: string, isBeside: boolean) =>
  asWritten.length > 4 || (asWritten === asWritten.toUpperCase() && !isBeside);

const mayBeSlip = (word: string) =>
  word.length >= 11 &&
  word.length <= 24 &&
  knownNames().families.some((family) => family[0] === word[0]?.toLowerCase());

function slipAt(word: string, start: number): FoundSource | undefined {
  if (!mayBeSlip(word)) return undefined;
  const told = resolveSource(word);
  const lower = word.toLowerCase();
  if (!told.misspelt && !knownNames().families.some((family) => lower.startsWith(family))) return undefined;
  return { ...told, asWritten: word, start, end: start + word.length };
}

export const findSource = onceForEqual((text): FoundSource | undefined => findSources(text)[0]);

/** `Ntfs. A corruption was …`: where a name ends behind which somebody goes on with the text; -1 where none does. */
function sentenceBehind(value: string): number {
  const end = value.slice(0, LONGEST_NAME).indexOf('. ');
  const isName = end > 1 && /^[\w .-]+$/.test(value.slice(0, end));
  return isName && /^\p{Lu}\p{Ll}* \p{Ll}/u.test(value.slice(end + 2, end + 40)) ? end : -1;
}

/**
 * The source at the beginning of a field, and what somebody wrote behind it: `MSExchangeIMC - refresh failed`. A field that
 * is a name as a whole, known or not (`MSExchangeIS Mailbox Store`), has nothing behind it.
 */
export const leadingSource = onceForEqual((value): { name: string; rest: string } => {
  const named = sentenceBehind(value);
  if (named > 0) return { name: value.slice(0, named), rest: value.slice(named + 2) };
  const whole = value.replace(/(?<!\.)[,;.]$/, '');
  const first = findSources(whole.slice(0, CAPS.request))[0];
  if (first === undefined || first.start > 0 || !resolveSource(whole).source.startsWith(whole.slice(0, LONGEST_NAME)))
    return { name: whole, rest: '' };
  const rest = whole.slice(first.end);
  if (vocabulary().sources.nameParts.test(rest) || !/^[\s,;:.()-]/.test(rest)) return { name: whole, rest: '' };
  return { name: first.asWritten, rest: rest.replace(/^[\s,;:.-]+/, '') };
});

/** The sources that a text speaks of in other words than their names. */
export function spokenSources(text: string): string[] {
  return vocabulary().sources.spoken.flatMap(({ source, words }) => (words.test(text) ? [source] : []));
}

/** The sources that a line names in any way, of those that people name in words of their own. */
export const sourcesMeant = onceButForTime((line): readonly string[] =>
  vocabulary().sources.spoken.flatMap(({ source, words, names }) =>
    names.test(line) || words.test(line) ? [source] : [],
  ),
);
