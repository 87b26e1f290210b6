import { ownFile } from '../yaml-file.ts';
import { NO_WORDS, type Vocabulary, VocabularyFile } from './vocabulary-file.ts';

/** A vocabulary made ready to be looked for. Every expression is a list of words, so each is looked for in linear time. */
export interface Words {
  texts: Vocabulary['texts'];
  /** what the folders of knowledge say of topics, events and codes; undefined where no folder was read */
  own: Vocabulary['own'];
  wordings: Vocabulary['wordings'];
  /** whether a word, in lower case, is a name and no ordinary word */
  isName: (word: string) => boolean;
  isCounted: (word: string) => boolean;
  things: { services: ReadonlySet<string>; data: ReadonlySet<string> };
  /** a name and its own number: "office 2016" */
  numbered: RegExp;
  near: RegExp;
  sentences: RegExp;
  sources: Omit<Vocabulary['sources'], 'spoken' | 'nameParts'> & {
    nameParts: RegExp;
    /** other names of a source, by its name; all in lower case */
    alike: ReadonlyMap<string, ReadonlySet<string>>;
    speaksMapi: RegExp;
    spoken: readonly { source: string; label: string; words: RegExp; names: RegExp }[];
  };
  products: readonly ProductWords[];
  files: readonly FileWords[];
  logs: readonly LogWords[];
  screens: readonly ScreenWords[];
  /** by the name of a log or screen */
  places: ReadonlyMap<string, Vocabulary['readings'][number]>;
  settings: {
    named: RegExp;
    words: ReadonlySet<string>;
    called: ReadonlySet<string>;
    absent: readonly string[];
    others: RegExp;
    loose: readonly string[];
    twoSpellings: string;
  };
}

export interface ProductWords {
  named: RegExp;
  /** behind the name, behind a part, in front of an edition: the version is the first group that matched */
  versions: RegExp;
  builds: RegExp;
  /** by the way of writing it */
  ids: ReadonlyMap<string, string>;
  idOfBuild: ReadonlyMap<string, string>;
  options: ReadonlyMap<string, string>;
}
export interface FileWords {
  question: string;
  same: string;
  different: string;
  called: RegExp;
  /** the words right before a name */
  before: RegExp;
  inFolder: RegExp;
  /** the words before the name can mean nothing else */
  isCertain: RegExp;
  events: ReadonlySet<number>;
}
export interface LogWords {
  name: string;
  verb: RegExp;
  change: RegExp;
  label: RegExp;
}
export interface ScreenWords {
  name: string;
  label: RegExp;
}

const NOTHING = '(?!)';
const isWord = (letter: string | undefined) => letter !== undefined && /\w/.test(letter);
const plain = (word: string) => word.replace(/[.*+?^${}()|[\]\\/#-]/g, '\\$&');
/** The word as a whole, where its ends are letters or digits. */
const whole = (word: string) => `${isWord(word[0]) ? '\\b' : ''}${plain(word)}${isWord(word.at(-1)) ? '\\b' : ''}`;
const oneOf = (list: readonly string[]) => (list.length > 0 ? `(?:${list.map(plain).join('|')})` : NOTHING);
const anyOf = (list: readonly string[]) => (list.length > 0 ? `(?:${list.map(whole).join('|')})` : NOTHING);

/** The name of a value as somebody types it: blanks may be missing or added beside signs. */
const loosely = (name: string) =>
  (name.match(/\w+|[^\w\s]/g) ?? [])
    .map((part, at, all) => {
      const sign = part === '(' ? '[(<]' : part === ')' ? '[)>]' : plain(part);
      return at === 0 ? sign : `${isWord(part[0]) && isWord(all[at - 1]?.[0]) ? ' ' : ' ?'}${sign}`;
    })
    .join('');

function productWords({ named, between, parts, editions, versions }: Vocabulary['products'][number]): ProductWords {
  const written = oneOf(versions.flatMap((one) => one.written));
  const alone = oneOf(versions.flatMap((one) => one.alone));
  const builds = oneOf(versions.flatMap((one) => one.builds));
  const ends = '(?![\\w])(?!\\.\\d)';
  return {
    named: RegExp(`\\b${oneOf(named)}\\b`, 'i'),
    versions: RegExp(
      [
        `\\b${oneOf(named)}(?: ${oneOf(between)})?(?: version| v\\.?)? ?(${written})${ends}`,
        `\\b${oneOf(parts)} ?(${alone})${ends}`,
        `\\b(${alone})(?: ?(?:sp ?\\d|service pack|${oneOf(editions)}))`,
      ].join('|'),
      'gi',
    ),
    builds: RegExp(`\\b(?:\\d\\.\\d\\.)?(${builds})\\.\\d{1,2}\\b|\\bbuild:? ?(${builds})\\b`, 'gi'),
    ids: new Map(versions.flatMap((one) => one.written.map((way) => [way, one.id] as const))),
    idOfBuild: new Map(versions.flatMap((one) => one.builds.map((build) => [build, one.id] as const))),
    options: new Map(versions.map((one) => [one.id, one.option ?? one.id])),
  };
}

// Eight letters and digits, no extension.
const FILE_NAME = '([A-Za-z0-9]{8})\\b(?!\\.\\w)';

function fileWords({ called, maybe, folders, events, ...rest }: Vocabulary['files'][number]): FileWords {
  return {
    ...rest,
    called: RegExp(
      `\\b${oneOf([...called, ...maybe])}s?:? {1,8}"?(?:[A-Za-z]:)?(?:[\\w.\\\\-]*\\\\)?${FILE_NAME}`,
      'gi',
    ),
    before: RegExp(`${oneOf(called)}:? ?$`, 'i'),
    inFolder: RegExp(`\\\\${oneOf(folders)}\\\\${FILE_NAME}`, 'gi'),
    isCertain: RegExp(`^(?:${oneOf(called)}|\\\\)`, 'i'),
    events: new Set(events),
  };
}

function othersOf(same: Vocabulary['sources']['same']): ReadonlyMap<string, ReadonlySet<string>> {
  const bySource = Map.groupBy(same, ({ source }) => source.toLowerCase());
  return new Map(
    [...bySource].map(([source, all]) => [
      source,
      new Set(all.flatMap(({ as }) => as.map((name) => name.toLowerCase()))),
    ]),
  );
}

function wordsOf(vocabulary: Vocabulary): Words {
  const { sources, readings, settings } = vocabulary;
  const [names, counted] = [new Set(vocabulary.names), new Set(vocabulary.counted)];
  return {
    texts: vocabulary.texts,
    own: vocabulary.own,
    wordings: vocabulary.wordings,
    isName: (word) => names.has(word.toLowerCase()),
    isCounted: (word) => counted.has(word.toLowerCase()),
    things: { services: new Set(vocabulary.things.services), data: new Set(vocabulary.things.data) },
    numbered: RegExp(`(?<!\\p{L})${oneOf(vocabulary.numbered)} ?\\d`, 'iu'),
    near: RegExp(anyOf(vocabulary.near), 'i'),
    sentences: RegExp(anyOf(vocabulary.sentences), 'i'),
    sources: {
      ...sources,
      alike: othersOf(sources.same),
      nameParts: RegExp(`^ ${oneOf(sources.nameParts)}$`, 'i'),
      speaksMapi: RegExp(`^${anyOf(sources.mapi)}`, 'i'),
      spoken: sources.spoken.map(({ source, label = source, words, names }) => ({
        source,
        label,
        // A path or a counter may hold the name as well.
        words: RegExp(`(?<![\\\\/])${anyOf(words)}`, 'i'),
        names: RegExp(anyOf(names), 'i'),
      })),
    },
    products: vocabulary.products.map(productWords),
    files: vocabulary.files.map(fileWords),
    logs: readings
      .filter((one) => one.is === 'log')
      .map(({ name, labels, verb = 'set' }) => ({
        name,
        verb: RegExp(`\\b${plain(verb)}\\b`, 'i'),
        change: RegExp(`(?:^|[\\s:])${plain(verb)} (.+)`, 'i'),
        label: RegExp(anyOf(labels), 'i'),
      })),
    screens: readings
      .filter((one) => one.is === 'screen')
      .map(({ name, labels }) => ({
        name,
        label: RegExp(`\\b(?:max|min)(?:imum)? (?:# |number |no\\. )?(?:of )?${oneOf(labels)}\\b`, 'i'),
      })),
    places: new Map(readings.map((one) => [one.name, one])),
    settings: {
      named: RegExp(settings.names.length > 0 ? settings.names.map(loosely).join('|') : NOTHING, 'i'),
      words: new Set(settings.words),
      called: new Set(settings.called),
      absent: settings.absent,
      others: RegExp(anyOf(settings.others)),
      loose: settings.loose,
      twoSpellings: settings.twoSpellings ?? 'Which of the two the program reads depends on its version.',
    },
  };
}

const ready = new WeakMap<Vocabulary, Words>();
function readyWords(vocabulary: Vocabulary): Words {
  const known = ready.get(vocabulary) ?? wordsOf(vocabulary);
  ready.set(vocabulary, known);
  return known;
}

/** The vocabulary that comes with Faultline. */
const BUILT_IN_WORDS: Vocabulary = ownFile('vocabulary.yaml', VocabularyFile);
// Made where the module is loaded, so that the judge of regular expressions sees each of them.
let inUse: Words = readyWords(BUILT_IN_WORDS);
readyWords(NO_WORDS);

/** Files of `events/` that every paste needs. */
export const eventFilesAtStart = (): readonly string[] => BUILT_IN_WORDS.eventsAtStart;

/** The words that count for what is read now: those of the knowledge at hand, or what comes with Faultline. */
export const words = (): Words => inUse;

/** Reads something with the words of this vocabulary. `read` must do all its work at once: nobody else may come between. */
export function speaking<T>(vocabulary: Vocabulary | undefined, read: () => T): T {
  if (vocabulary === undefined) return read();
  const before = inUse;
  inUse = readyWords(vocabulary);
  try {
    return read();
  } finally {
    inUse = before;
  }
}
