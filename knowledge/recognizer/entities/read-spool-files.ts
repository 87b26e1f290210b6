import type { EventRecord } from '../event-record.ts';
import { onceForEqual } from '../paste/once.ts';

/** IMC events that name the spool file of a message (domain 3.3). */
const NAME_A_FILE: ReadonlySet<number> = new Set([2002, 3021, 4037, 4055, 4117, 4182, 12004, 12006, 12007, 12800]);
// Eight letters and digits, no extension; articles also print them in mixed case (KB Q230250).
const NAMED =
  /\b(?:spool[ -]?file|archive file|file(?: name)?|datei|fichier|archivo)s?:? {1,8}"?(?:[A-Za-z]:)?(?:[\w.-]+\\){0,8}([A-Za-z0-9]{8})\b(?!\.\w)/gi;
const PATH = /\\(?:in|out|archive)\\([A-Za-z0-9]{8})\b(?!\.\w)/gi;
const ALONE = /(?<![\w.\\-])([A-Z0-9]{8})(?![\w.\\-])/g;

/** The names of spool files that events and sentences mention, in order; each once for every event. */
export function readSpoolFiles(
  events: readonly EventRecord[],
  lines: readonly { text: string; line: number }[],
): { name: string; line: number }[] {
  const inEvents = events.flatMap((event) =>
    [...new Set(namesIn(event.description, NAME_A_FILE.has(event.eventId)))].map((name) => ({
      name,
      line: event.at.line,
    })),
  );
  const inSentences = lines.flatMap(({ text, line }) => namesIn(text, false).map((name) => ({ name, line })));
  return [...inEvents, ...inSentences].sort((a, b) => a.line - b.line);
}

const statedIn = onceForEqual((text): readonly string[] =>
  [...text.matchAll(NAMED), ...text.matchAll(PATH)].flatMap(({ 0: whole, 1: name = '' }) =>
    isName(name) && (/^(?:spool|archive|\\)/i.test(whole) || !isWord(name)) ? [name] : [],
  ),
);

function namesIn(text: string, mayStandAlone: boolean): string[] {
  const start = text.slice(0, 4096);
  const named = statedIn(start);
  if (named.length > 0 || !mayStandAlone) return named.map((name) => name.toUpperCase());
  return [...start.matchAll(ALONE)]
    .map((match) => match[1] ?? '')
    .filter((name) => isName(name) && !isHex(name) && !isWord(name));
}

/** Letters and digits mixed; `XXXXXXXX` is a placeholder and "ordinary" a word. */
function isName(name: string): boolean {
  return /[A-Za-z]/.test(name) && /\d/.test(name) && new Set(name).size > 2;
}

/** `README12`, `SETUP001`: a word and a number, where nothing says that a spool file is meant. */
const isWord = (name: string) => /^[A-Z]{5,7}\d{1,3}$/i.test(name) && /[AEIOU].*[AEIOU]/i.test(name);

const isHex = (name: string) => /^[0-9A-F]{8}$/.test(name);
