import { z } from 'zod';
import { bareOf, stemOf, wordsOf } from '../finding/words.ts';
import type { EventRecord } from '../recognizer/event-record.ts';
import type { RecognizerResult } from '../recognizer/recognizer-result.ts';
import { ownFile } from '../yaml-file.ts';
import { knownEvent } from './known-events.ts';

const FILE = 'wordings.yaml';
const FILE_ABROAD = 'wordings-abroad.yaml';
const Wordings = z.record(z.string(), z.record(z.string().regex(/^\d{1,5}$/), z.string().trim().min(1)));

/** A longer text is a log, and told its ids; a shorter one says too little. In UTF-16 code units. */
const LONGEST = 2000;
const SHORTEST = 20;
/** Of a paragraph only its first words are looked at. */
const MOST_WORDS = 150;

interface Wording {
  source: string;
  id: number;
  /** of each group one stem must be there */
  says: readonly (readonly string[])[];
  /** with one of these it is the text of something else: a dialog, a log of its own */
  not: readonly string[];
}

type Stemmer = (word: string) => string;

interface Index {
  stem: Stemmer;
  /** by each stem of a wording's rarest group: only these are tried */
  by: ReadonlyMap<string, readonly Wording[]>;
}

/** The words of a text; a numbered thing, "RaidPort0", is one of its kind too. */
function spokenWords(text: string): string[] {
  return wordsOf(text).flatMap((word) => {
    const kind = word.replace(/\d{1,5}$/, '');
    return kind !== word && /^[a-z]{4,}$/.test(kind) ? [word, kind] : [word];
  });
}

/** "cannot" is two words in every text that is read, and "non-retryable" too. */
const groupsOf = (words: string, stem: Stemmer): string[][] =>
  words
    .split(/\s+/)
    .flatMap((group) =>
      group.includes('|') ? [group.split('|').flatMap(wordsOf)] : wordsOf(group).map((word) => [word]),
    )
    .map((group) => group.map(stem));

function wordingOf(file: string, source: string, id: string, words: string, stem: Stemmer): Wording {
  if (!knownEvent(source, Number(id)))
    throw new Error(`triage/${file}:1 ${source} ${id} — nobody has described this event; add it to events/`);
  const [never = [], always = []] = [true, false].map((isNever) =>
    words.split(/\s+/).filter((group) => group.startsWith('!') === isNever),
  );
  const not = groupsOf(never.map((word) => word.slice(1)).join(' '), stem).flat();
  return { source, id: Number(id), says: groupsOf(always.join(' '), stem), not };
}

function wordingsOf(file: string, wordings: z.infer<typeof Wordings>, stem: Stemmer): Wording[] {
  return Object.entries(wordings).flatMap(([source, events]) =>
    Object.entries(events).map(([id, words]) => wordingOf(file, source, id, words, stem)),
  );
}

/** Wordings by the stem that the fewest others have. */
function indexOf(all: readonly Wording[], stem: Stemmer): Index {
  const having = new Map<string, number>();
  for (const { says } of all) for (const one of says.flat()) having.set(one, (having.get(one) ?? 0) + 1);
  const shared = (group: readonly string[]) => Math.max(...group.map((one) => having.get(one) ?? 0));
  const by = new Map<string, Wording[]>();
  for (const wording of all) {
    const rarest = wording.says.toSorted((a, b) => shared(a) - shared(b))[0] ?? [];
    for (const one of rarest) by.set(one, [...(by.get(one) ?? []), wording]);
  }
  return { by, stem };
}

let indexes: readonly Index[] | undefined;

/** One for English, and one for all other languages. */
function wordingIndexes(): readonly Index[] {
  if (indexes) return indexes;
  const abroad = ownFile(`triage/${FILE_ABROAD}`, z.record(z.string(), Wordings));
  indexes = [
    indexOf(wordingsOf(FILE, ownFile(`triage/${FILE}`, Wordings), stemOf), stemOf),
    indexOf(
      Object.values(abroad).flatMap((wordings) => wordingsOf(FILE_ABROAD, wordings, bareOf)),
      bareOf,
    ),
  ];
  return indexes;
}

const said = (stems: ReadonlySet<string>, { says, not }: Wording): boolean =>
  says.every((group) => group.some((stem) => stems.has(stem))) && !not.some((stem) => stems.has(stem));

/** The one event whose message a paragraph is; undefined where none is, or two are as likely. */
function eventWorded(paragraph: string): Wording | undefined {
  const words = spokenWords(paragraph).slice(0, MOST_WORDS);
  const fitting = wordingIndexes().flatMap(({ by, stem }) => {
    const stems = new Set(words.map(stem));
    return [...stems].flatMap((one) => by.get(one) ?? []).filter((wording) => said(stems, wording));
  });
  const [best, next] = [...new Set(fitting)].toSorted((a, b) => b.says.length - a.says.length);
  return best && best.says.length > (next?.says.length ?? 0) ? best : undefined;
}

/**
 * Adds the event whose message somebody brought without its source and id, paragraph by paragraph. Only where nothing else was
 * read of it; linear in the text, never throws.
 */
export function withWordedEvents(found: RecognizerResult, text: string): RecognizerResult {
  if (found.events.length > 0 || found.readings.length > 0 || text.length > LONGEST) return found;
  const lines = text.split(/\r\n|\r|\n/);
  const events: EventRecord[] = [];
  let from = 0;
  while (from < lines.length) {
    let to = from;
    while ((lines[to] ?? '').trim() !== '') to += 1;
    const paragraph = lines.slice(from, to).join(' ').replace(/\s+/g, ' ').trim();
    const wording = paragraph.length < SHORTEST ? undefined : eventWorded(paragraph);
    if (wording)
      events.push({
        eventId: wording.id,
        source: wording.source,
        description: paragraph,
        codes: [],
        at: { line: from + 1, lastLine: to },
        shape: 'event-wording',
      });
    from = to + 1;
  }
  if (events.length === 0) return found;
  // The message of an event asks for nothing.
  const { intent: _intent, alsoMeans: _also, mayMean: _between, ...read } = found;
  return { ...read, events };
}
