import { z } from 'zod';
import { stemOf, wordsOf } from '../finding/words.ts';
import type { EventRecord } from '../recognizer/event-record.ts';
import type { RecognizerResult } from '../recognizer/recognizer-result.ts';
import { ownFile } from '../yaml-file.ts';
import { knownEvent } from './known-events.ts';

const FILE = 'wordings.yaml';
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

interface Index {
  /** by each stem of a wording's rarest group: only these are tried */
  by: ReadonlyMap<string, readonly Wording[]>;
}

let index: Index | undefined;

/** The wordings, by the stem that the fewest others have. */
function wordingIndex(): Index {
  if (index) return index;
  const all = Object.entries(ownFile(`triage/${FILE}`, Wordings)).flatMap(([source, events]) =>
    Object.entries(events).map(([id, words]): Wording => {
      const [never = [], always = []] = [true, false].map((isNever) =>
        words.split(/\s+/).filter((group) => group.startsWith('!') === isNever),
      );
      const says = always.map((group) => group.split('|').map((word) => stemOf(word)));
      return { source, id: Number(id), says, not: never.map((word) => stemOf(word.slice(1))) };
    }),
  );
  const strange = all.filter(({ source, id }) => !knownEvent(source, id));
  if (strange.length > 0)
    throw new Error(
      strange
        .map(
          ({ source, id }) => `triage/${FILE}:1 ${source} ${id} — nobody has described this event; add it to events/`,
        )
        .join('\n'),
    );
  const having = new Map<string, number>();
  for (const { says } of all) for (const stem of says.flat()) having.set(stem, (having.get(stem) ?? 0) + 1);
  const shared = (group: readonly string[]) => Math.max(...group.map((stem) => having.get(stem) ?? 0));
  const by = new Map<string, Wording[]>();
  for (const wording of all) {
    const rarest = wording.says.toSorted((a, b) => shared(a) - shared(b))[0] ?? [];
    for (const stem of rarest) by.set(stem, [...(by.get(stem) ?? []), wording]);
  }
  index = { by };
  return index;
}

/** The one event whose message a paragraph is; undefined where none is, or two are as likely. */
function eventWorded(paragraph: string): Wording | undefined {
  const stems = new Set(
    wordsOf(paragraph)
      .slice(0, MOST_WORDS)
      .map((word) => stemOf(word)),
  );
  const { by } = wordingIndex();
  const fitting = [...stems]
    .flatMap((stem) => by.get(stem) ?? [])
    .filter(
      ({ says, not }) =>
        says.every((group) => group.some((stem) => stems.has(stem))) && !not.some((stem) => stems.has(stem)),
    )
    .toSorted((a, b) => b.says.length - a.says.length);
  const [best, next] = [...new Set(fitting)];
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
