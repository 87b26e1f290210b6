import { z } from 'zod';
import { idsOfSource } from '../../triage/known-events.ts';
import { ownFile } from '../../yaml-file.ts';
import { CAPS } from '../paste/caps.ts';
import type { FoundSource } from './source-names.ts';

const ids = z.array(
  z
    .string()
    .regex(/^\d{1,5}$/, 'write the id as Event Viewer shows it')
    .transform(Number),
);
/** The file `windows-sources.yaml`. */
const WindowsSources = z.strictObject({
  names: z.array(z.array(z.string().min(2, 'write the name as Event Viewer shows it'))).transform((all) => all.flat()),
  versioned: z.array(z.string()),
  words: z.record(z.string(), ids),
  ids: z.record(z.string(), ids),
});

const FILE = 'windows-sources.yaml';
const { names, versioned, words, ids: ownIds } = ownFile(`recognizer/words/${FILE}`, WindowsSources);

const folded = (name: string) => name.toLowerCase().replace(/[^a-z0-9+]/g, '');
/** Shorter names are taken as they are listed, or in capitals: `WAS` is a source and `was` is none. */
const SHORT = 5;
/** Short names that are words of a sentence in small letters. */
const ORDINARY: ReadonlySet<string> = new Set(['was', 'bits']);

const NAMES = new Map(names.map((name) => [folded(name), name]));
const WORDS = new Map(Object.entries(words).map(([word, only]) => [folded(word), only]));
const pieces = (text: string) => [...text.matchAll(/[A-Za-z0-9+]+/g)];
const FIRST = new Set([...names, ...Object.keys(words)].map((name) => folded(pieces(name)[0]?.[0] ?? '')));
const MOST_PIECES = Math.max(...names.map((name) => pieces(name).length));

const KNOWN_IDS = new Set(Object.values(ownIds).flat());
/** Whether people tell this id of Windows without its source, so that a number alone may be one. */
export const isIdOfWindows = (eventId: number): boolean => KNOWN_IDS.has(eventId);

/** Hyphens and capitals; at least one small letter, since a computer's name (`EX-MAIL-01`) has none. */
const PROVIDER = /(?<![\w-])[A-Z][A-Za-z0-9]{1,30}(?:-[A-Z0-9][A-Za-z0-9]{0,40}){2,6}(?![\w-])/g;

/** Programs of Windows that a text names, e.g. `Microsoft-Windows-Security-Auditing`, `Kernel-Power` or `disk`: not ours, whatever their ids. */
export function providersIn(text: string): FoundSource[] {
  const newer = [...text.matchAll(PROVIDER)]
    .filter(({ 0: name }) => /[a-z]/.test(name))
    .map(({ 0: name, index }) => foundAt(text, index, index + name.length));
  const listed = listedIn(text.slice(0, CAPS.start));
  const isInside = (one: FoundSource) => newer.some((other) => other.start <= one.start && one.end <= other.end);
  return [...newer, ...withVersions(text), ...listed.filter((one) => !isInside(one))];
}

const VERSIONED = new RegExp(
  `(?<![\\w.])(?:${versioned.map((name) => name.replaceAll('.', '\\.')).join('|')}) \\d{1,2}\\.\\d[\\d.]{0,16}\\d`,
  'g',
);
const withVersions = (text: string): FoundSource[] =>
  [...text.matchAll(VERSIONED)].map(({ 0: name, index }) => foundAt(text, index, index + name.length));

function listedIn(text: string): FoundSource[] {
  const found: FoundSource[] = [];
  const all = pieces(text);
  for (let at = 0; at < all.length; at += 1) {
    const named = FIRST.has((all[at]?.[0] ?? '').toLowerCase()) ? namedAt(text, all, at) : undefined;
    if (!named) continue;
    found.push(named.source);
    at += named.pieces - 1;
  }
  return found;
}

/** The longest listed name that begins at this piece. */
function namedAt(text: string, all: readonly RegExpExecArray[], at: number) {
  const start = all[at]?.index ?? 0;
  if (/[\w\\/@-]/.test(text[start - 1] ?? '')) return undefined;
  for (let count = Math.min(MOST_PIECES, all.length - at); count > 0; count -= 1) {
    const last = all[at + count - 1];
    const end = (last?.index ?? 0) + (last?.[0].length ?? 0);
    const source = isWhole(text, start, end) ? sourceBetween(text, start, end) : undefined;
    if (source) return { source, pieces: count };
  }
  return undefined;
}

/** Whether a stretch can be a name, and does not go on behind its end. */
function isWhole(text: string, start: number, end: number): boolean {
  return (
    end - start <= 64 &&
    !/[^A-Za-z0-9+ ._-]|[ ._-]{2}/.test(text.slice(start, end)) &&
    !/^[\w\\/@]|^-\w|^\.\w/.test(text.slice(end, end + 2))
  );
}

function sourceBetween(text: string, start: number, end: number): FoundSource | undefined {
  const written = text.slice(start, end);
  const name = NAMES.get(folded(written));
  if (name !== undefined && fitsCase(written, name))
    return foundAt(text, name.startsWith('.') && text[start - 1] === '.' ? start - 1 : start, end);
  // "I get vss 8193": in small letters a short name is one only beside an event that is known of it.
  const own = name !== undefined && written === written.toLowerCase() && !ORDINARY.has(written);
  const only = own ? idsOfSource(name) : WORDS.get(folded(written));
  // The "Security log" is where an event stands, not who wrote it.
  const isLog = /^ (?:event )?logs?\b/i.test(text.slice(end, end + 12));
  if (only === undefined || isLog) return undefined;
  return { ...foundAt(text, start, end), ...(own && { source: name }), only };
}

/** Whether a word is a listed source, in any case: where nothing else can stand. */
export const isProvider = (name: string): boolean => NAMES.has(folded(name)) || WORDS.has(folded(name));

/** Whether a text as a whole is the name of a provider, listed or in the form of `Microsoft-Windows-DNS-Client`. */
export const isListedSource = (name: string): boolean => isProvider(name) || WHOLE_PROVIDER.test(name);

const WHOLE_PROVIDER = /^[A-Z][A-Za-z0-9]+(?:-[A-Z0-9][A-Za-z0-9]*){2,6}(?: [A-Z]\w*){0,3}$/;

/**
 * A name without the label behind it, where labels stand in one line: `Netlogon Device Name: x` is Netlogon. Only a listed name is
 * known to end there.
 */
export function nameBeforeLabel(text: string): string {
  const colon = text.search(/ ?[:=](?: |$)/);
  const words = colon < 0 || colon > LONGEST_LABELLED ? [] : text.slice(0, colon).split(' ');
  const names = words.map((_, last) => words.slice(0, last + 1).join(' '));
  // "SNA Server: The server was …" is a name as a whole, and so its first word is none.
  const whole = names.at(-1);
  return (whole !== undefined && isProvider(whole) ? whole : names.find(isListedSource)) ?? text;
}
const LONGEST_LABELLED = 120;

/** The listed name that a text begins with, when the next column was glued to it: `Service Control ManagerN/ANODE1`. */
export function gluedProvider(text: string): string | undefined {
  for (let end = Math.min(64, text.length); end > SHORT; end -= 1)
    if (NAMES.has(folded(text.slice(0, end))) && /\w/.test(text[end - 1] ?? '')) return text.slice(0, end);
  return undefined;
}

const fitsCase = (written: string, name: string) =>
  folded(name).length > SHORT || written === name || written === name.toUpperCase();

function foundAt(text: string, start: number, end: number): FoundSource {
  const name = text.slice(start, end);
  return { source: name, asWritten: name, misspelt: false, ofWindows: true, start, end };
}
