import { words } from '../../vocabulary/words.ts';
import type { EventRecord } from '../event-record.ts';
import { CAPS } from '../paste/caps.ts';
import { onceForEqual } from '../paste/once.ts';

const ALONE = /(?<![\w.\\-])([A-Z0-9]{8})(?![\w.\\-])/g;

/** The names of files that count as evidence, which events and sentences mention, in order; each once for every event. */
export function readFiles(
  events: readonly EventRecord[],
  lines: readonly { text: string; line: number }[],
): { name: string; line: number }[] {
  return words().files.flatMap((kind, at) => {
    const inEvents = events.flatMap((event) =>
      [...new Set(namesIn(event.description, at, kind.events.has(event.eventId)))].map((name) => ({
        name,
        line: event.at.line,
      })),
    );
    const inSentences = lines.flatMap(({ text, line }) => namesIn(text, at, false).map((name) => ({ name, line })));
    return [...inEvents, ...inSentences].sort((a, b) => a.line - b.line);
  });
}

/** For each kind of file the names that a text states. */
const statedIn = onceForEqual((text): readonly (readonly string[])[] =>
  words().files.map(({ called, inFolder, isCertain }) =>
    [...text.matchAll(called), ...text.matchAll(inFolder)].flatMap(({ 0: whole, 1: name = '' }) =>
      isName(name) && (isCertain.test(whole) || !isWord(name)) ? [name] : [],
    ),
  ),
);

function namesIn(text: string, kind: number, mayStandAlone: boolean): string[] {
  const start = text.slice(0, CAPS.sentence);
  const named = statedIn(start)[kind] ?? [];
  if (named.length > 0 || !mayStandAlone) return named.map((name) => name.toUpperCase());
  return [...start.matchAll(ALONE)]
    .map((match) => match[1] ?? '')
    .filter((name) => isName(name) && !isHex(name) && !isWord(name));
}

/** Letters and digits mixed; `XXXXXXXX` is a placeholder and "ordinary" a word. */
function isName(name: string): boolean {
  return /[A-Za-z]/.test(name) && /\d/.test(name) && new Set(name).size > 2;
}

/** `README12`, `SETUP001`: a word and a number, where nothing says that such a file is meant. */
const isWord = (name: string) => /^[A-Z]{5,7}\d{1,3}$/i.test(name) && /[AEIOU].*[AEIOU]/i.test(name);

const isHex = (name: string) => /^[0-9A-F]{8}$/.test(name);
