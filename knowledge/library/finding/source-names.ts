/** A source and a number beside it, as somebody writes it in a sentence. */
export interface NamedInText {
  source: string;
  eventId: number;
  /** where it stands, in UTF-16 units */
  start: number;
  end: number;
}

/** How a name is compared: small letters and digits alone. */
export const nameKey = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

const LONGEST_NAME_WORDS = 6;
/** A name is looked for in the first so many words of a message. */
const MOST_WORDS = 4000;
/** Words between a name and its number, at most: "event 41 from Kernel-Power", "VSS error 8193". */
const BETWEEN = 4;
const JOINING = new Set([
  'event',
  'events',
  'eventid',
  'id',
  'from',
  'source',
  'of',
  'error',
  'warning',
  'by',
  'no',
  'number',
]);

interface Word {
  key: string;
  start: number;
  end: number;
  afterColon: boolean;
}

/** The sources that articles and providers name; found in a sentence longest first. */
export class SourceNames {
  /** folded name to the name as it is written most, and the ids it was seen with */
  readonly #names = new Map<string, { name: string; ids: Set<number> }>();
  readonly #provided = new Set<string>();

  constructor(sources: ReadonlyMap<string, ReadonlySet<number>>, providers: readonly string[]) {
    for (const [name, ids] of sources) {
      const key = nameKey(name);
      // A name of one letter, or a number, is none.
      if (key.length < 2 || /^\d+$/.test(key)) continue;
      const there = this.#names.get(key);
      if (there) for (const id of ids) there.ids.add(id);
      else this.#names.set(key, { name, ids: new Set(ids) });
    }
    for (const name of providers) {
      const key = nameKey(name);
      this.#provided.add(key);
      if (!this.#names.has(key)) this.#names.set(key, { name, ids: new Set() });
    }
  }

  get size(): number {
    return this.#names.size;
  }

  /** Names with a number beside them that belongs to the source. Linear in the text. */
  within(text: string): NamedInText[] {
    const words = wordsOf(text);
    const found: NamedInText[] = [];
    for (let at = 0; at < words.length; at++) {
      const there = this.#longest(words, at);
      if (!there) continue;
      const number = this.#numberBeside(words, at, there);
      if (number) found.push({ source: there.name, ...number });
      at += there.words - 1;
    }
    return found;
  }

  #longest(words: readonly Word[], at: number) {
    for (let count = Math.min(LONGEST_NAME_WORDS, words.length - at); count > 0; count--) {
      const key = words
        .slice(at, at + count)
        .map((word) => word.key)
        .join('');
      const there = this.#names.get(key);
      if (there) return { ...there, words: count, anyId: this.#provided.has(key) };
    }
    return undefined;
  }

  #numberBeside(
    words: readonly Word[],
    at: number,
    { words: count, ids, anyId }: { words: number; ids: ReadonlySet<number>; anyId: boolean },
  ) {
    const first = words[at];
    const last = words[at + count - 1];
    if (!first || !last) return undefined;
    const id = (word: Word | undefined) => {
      const value = word && /^\d{1,5}$/.test(word.key) ? Number(word.key) : 0;
      return value > 0 && value <= 0xffff && (ids.has(value) || anyId) ? value : undefined;
    };
    // "event 2019: the server was …": behind a colon begins the text of the event.
    for (const step of [1, -1]) {
      let there = step === 1 ? at + count : at - 1;
      for (let between = 0; between < BETWEEN && JOINING.has(words[there]?.key ?? ''); between++) there += step;
      const word = words[there];
      const eventId = id(word);
      if (word && eventId !== undefined && !(step === -1 && first.afterColon))
        return { eventId, start: Math.min(first.start, word.start), end: Math.max(last.end, word.end) };
    }
    return undefined;
  }
}

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (words.length >= MOST_WORDS) break;
    const before = words.at(-1)?.end ?? 0;
    words.push({
      key: match[0].toLowerCase(),
      start: match.index,
      end: match.index + match[0].length,
      afterColon: text.slice(before, match.index).includes(':'),
    });
  }
  return words;
}
