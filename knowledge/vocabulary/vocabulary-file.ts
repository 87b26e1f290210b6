import { z } from 'zod';
import { RISKS } from '../article/doing.ts';
import { wholeNumber } from '../article/scalars.ts';
import type { OwnKnowledge } from '../folder/own-knowledge.ts';

const text = z.string().trim().min(1, 'write a few words here').max(300, 'write at most 300 characters');
/** A word or a few, as they are looked for: capitals and white space do not matter. */
const words = z.string().trim().min(1, 'write a word here').max(60, 'write at most 60 characters').toLowerCase();
const list = z.array(words).default([]);

const Version = z.strictObject({
  /** as the question `version` and articles name it */
  id: text,
  /** the ways of writing it behind the name of the product */
  written: z.array(words).min(1),
  /** the ways of writing it that can mean nothing else, so that a part, or an edition, is enough beside it */
  alone: list,
  /** first numbers of its builds */
  builds: z.array(z.string().regex(/^\d{2,6}$/, 'write the first number of a build, such as 2653')).default([]),
  /** the option of the question `version` that it is; the id when left out */
  option: text.optional(),
});

const Product = z.strictObject({
  named: z.array(words).min(1),
  between: list,
  parts: list,
  editions: list,
  versions: z.array(Version).default([]),
});

const Spoken = z.strictObject({
  source: text,
  /** how people call what logs under it; the source itself when left out */
  label: text.optional(),
  /** words by which people mean it */
  words: list,
  /** ways of writing the name of the source itself */
  names: list,
});

const Sources = z.strictObject({
  families: z.array(z.string().regex(/^[A-Za-z]{4,30}$/, 'write 4 to 30 letters')).default([]),
  same: z.array(z.strictObject({ source: text, as: z.array(text).min(1) })).default([]),
  also: z.record(z.string(), text).default({}),
  inFields: z.record(z.string(), text).default({}),
  nameParts: list,
  spoken: z.array(Spoken).default([]),
  mapi: z.array(text).default([]),
});

const Wording = z.strictObject({
  event: wholeNumber,
  from: text,
  says: z
    .array(z.array(words).min(1))
    .min(2, 'write at least two groups of stems, or the words are those of many events'),
});

/** Files whose names in a paste are evidence: always the same one, or different ones. */
const Files = z.strictObject({
  question: text,
  same: text,
  different: text,
  called: z.array(words).min(1),
  maybe: list,
  folders: list,
  events: z.array(wholeNumber).default([]),
});

/** A log or a screen that shows the number of a setting. */
const ReadingPlace = z.strictObject({
  name: text.describe('how the log or the screen is called'),
  shown: text.optional(),
  /** a log says what was set then, a screen what is set now */
  is: z.enum(['log', 'screen']),
  /** the word that a line of the log begins its change with */
  verb: words.optional(),
  /** of a log: words that the name of a setting holds; of a screen: the names themselves, without "maximum number of" */
  labels: z.array(words).min(1),
  /** said beside a number that was read there */
  note: text.optional(),
});

const Settings = z.strictObject({
  /** names of values, as somebody writes them who says that one is missing; those of articles count as well */
  names: list,
  words: list,
  called: list,
  absent: list,
  others: list,
  loose: list,
  twoSpellings: text.optional(),
});

const Texts = z.strictObject({
  /** paragraphs of the first message */
  welcome: z.array(text).optional(),
  /** to what is about something else */
  offTopic: text.optional(),
  /** lines that are offered to be pasted */
  example: z.array(text).optional(),
  /** a source and an event to name in examples */
  exampleSource: text.optional(),
  exampleEvent: text.optional(),
  exampleQuestion: z.array(text).optional(),
  /** what the scripts of knowledge/collector/ write down beside events and settings */
  collected: z.array(text).optional(),
  otherCauses: text.optional(),
  beforeRestore: text.optional(),
  /** what codes mean that a service prints when it does not start, and where that is from */
  troubleCodes: text.optional(),
  troubleSource: text.optional(),
  /** what the page, the bot and its app in Teams call themselves, where the operator has not said it: WEB_CHAT_NAME */
  name: text.max(30, 'write at most 30 characters, which is what Teams takes').optional(),
  /** the line beside the name */
  tagline: text.max(80, 'write at most 80 characters, which is what Teams takes').optional(),
  /** by the risk: sentences of a warning beside those of its risk, for every article */
  warnings: z.partialRecord(z.enum(RISKS), z.array(text)).optional(),
});

/** The file `vocabulary.yaml` of a folder of knowledge: what products are called, and how people and logs speak of them. */
export const VocabularyFile = z.strictObject({
  products: z.array(Product).default([]),
  names: list,
  /** names with a number of their own behind them, which is none of an event */
  numbered: list,
  sources: Sources.default(Sources.parse({})),
  near: list,
  sentences: list,
  wordings: z.array(Wording).default([]),
  files: z.array(Files).default([]),
  readings: z.array(ReadingPlace).default([]),
  settings: Settings.default(Settings.parse({})),
  things: z.strictObject({ services: list, data: list }).default({ services: [], data: [] }),
  counted: list,
  /** of the knowledge that comes with Faultline: which files of its `events/` a start reads */
  eventsAtStart: z.array(text).default([]),
  texts: Texts.default({}),
});
/** As data: it crosses to other threads. */
export type Vocabulary = z.output<typeof VocabularyFile> & {
  /** what the folders say beside it of topics, events and codes */
  own?: OwnKnowledge;
};

export const NO_WORDS: Vocabulary = VocabularyFile.parse({});

type Warnings = NonNullable<Vocabulary['texts']['warnings']>;

/** What one folder warns of is not unsaid by another. */
const bothWarnings = (one: Warnings = {}, other: Warnings = {}): Warnings =>
  Object.fromEntries(
    RISKS.map((risk) => [risk, [...(one[risk] ?? []), ...(other[risk] ?? [])]] as const).filter(
      ([, all]) => all.length > 0,
    ),
  );

/** What several folders say, together; of texts and of a short name that several give, the later one. */
export function joined(all: readonly Vocabulary[]): Vocabulary {
  return all.reduce(
    (one, other) => ({
      products: [...one.products, ...other.products],
      names: [...one.names, ...other.names],
      numbered: [...one.numbered, ...other.numbered],
      sources: {
        families: [...one.sources.families, ...other.sources.families],
        same: [...one.sources.same, ...other.sources.same],
        also: { ...one.sources.also, ...other.sources.also },
        inFields: { ...one.sources.inFields, ...other.sources.inFields },
        nameParts: [...one.sources.nameParts, ...other.sources.nameParts],
        spoken: [...one.sources.spoken, ...other.sources.spoken],
        mapi: [...one.sources.mapi, ...other.sources.mapi],
      },
      near: [...one.near, ...other.near],
      sentences: [...one.sentences, ...other.sentences],
      wordings: [...one.wordings, ...other.wordings],
      files: [...one.files, ...other.files],
      readings: [...one.readings, ...other.readings],
      settings: {
        names: [...one.settings.names, ...other.settings.names],
        words: [...one.settings.words, ...other.settings.words],
        called: [...one.settings.called, ...other.settings.called],
        absent: [...one.settings.absent, ...other.settings.absent],
        others: [...one.settings.others, ...other.settings.others],
        loose: [...one.settings.loose, ...other.settings.loose],
        ...(one.settings.twoSpellings && { twoSpellings: one.settings.twoSpellings }),
        ...(other.settings.twoSpellings && { twoSpellings: other.settings.twoSpellings }),
      },
      things: {
        services: [...one.things.services, ...other.things.services],
        data: [...one.things.data, ...other.things.data],
      },
      counted: [...one.counted, ...other.counted],
      eventsAtStart: [...one.eventsAtStart, ...other.eventsAtStart],
      texts: { ...one.texts, ...other.texts, warnings: bothWarnings(one.texts.warnings, other.texts.warnings) },
    }),
    NO_WORDS,
  );
}
