import { readdirSync, readFileSync } from 'node:fs';
import type { OwnKnowledge } from '../../folder/own-knowledge.ts';
import { termAsked } from '../../glossary.ts';
import { isKept, kept } from '../../kept.ts';
import { topics } from '../../topics.ts';
import { words } from '../../vocabulary/words.ts';
import { CAPS } from '../paste/caps.ts';
import type { ScoredIntent } from '../recognizer-result.ts';
import { framed } from './framed-utterances.ts';
import {
  type Classification,
  intentClassifier,
  isTrained,
  type TrainedIntents,
  trainIntents,
} from './intent-classifier.ts';
import { type IntentFile, intentFiles, synonymGroups } from './intent-files.ts';
import { knownPhrases, type TaughtPhrases, taughtPhrases } from './intent-phrases.ts';
import { withMoreIntents } from './more-intents.ts';
import { areNearPhrases, type Nearest, type NearPhrases, nearestPhrases, nearPhrases } from './nearest-phrases.ts';
import { mayMean } from './order-words.ts';
import { isPlaceholder, utteranceWords } from './utterance-words.ts';

/** Longer texts are no short utterances: nothing is guessed about them. */
const MOST_LINES = 3;
/** Unless the intent's own file says otherwise. */
const SURE = 0.4;
/** How much likelier than the next one an intent must be. */
const MARGIN = 0.2;
/** How much the nearest taught phrases may weigh against the classifier, when one is as near as can be. */
const SECOND_OPINION = 0.4;
/** And each of several requests in one line. */
const SURE_OF_A_PART = 0.7;
/** Of two requests the whole line is about both a little: "the log, where is it" is about the log alone. */
const HEARD_IN_THE_WHOLE = 0.005;
/** What is less likely than this is not worth a question. */
const WORTH_ASKING = 0.15;
/** Nor is one about what is mostly unknown words, or about a single one. */
const FAMILIAR = 0.6;
/** Marks of text that was copied and not said: markup, columns, registry paths, the labels of an event. */
const COPIED = /[<>{}\t]|HKEY_|REG_|\b(?:event ?id|(?:event )?(?:type|source|category)) ?:/i;
/** Where one request ends and another one may begin. */
const BETWEEN_REQUESTS = /[.;?!,\n]+|\b(?:and|und|et|y|e|n|then|also|plus|dann|puis)\b/i;
const MOST_REQUESTS = 4;

const HERE = new URL('.', import.meta.url);

interface Intents {
  /** the classifier with the second opinion */
  classify: (text: string) => Classification;
  /** and without */
  alone: (text: string) => Classification;
  phrase: (text: string) => string | undefined;
  sure: ReadonlyMap<string, number>;
  kinds: ReadonlyMap<string, IntentFile['kind']>;
  examples: ReadonlyMap<string, string>;
}
interface BuiltIn {
  intents: Intents;
  trained: TrainedIntents;
  taught: TaughtPhrases;
  files: readonly IntentFile[];
  groups: ReadonlyMap<string, string>;
  /** everything that decides how the training turns out */
  from: readonly string[];
}
let builtIn: BuiltIn | undefined;

const utterancesOf = (files: readonly IntentFile[]) => new Map(files.map((file) => [file.name, file.utterances]));
/** With all that the frames stand for: made only for who trains. */
const framesOf = (files: readonly IntentFile[]) =>
  new Map(files.map(({ name, frames }) => [name, frames.flatMap(framed)]));
const taughtBy = (files: readonly IntentFile[]) =>
  new Map(files.map(({ name, utterances, frames }) => [name, [...utterances, ...frames.flatMap(framed)]]));

const [TRAINED, PHRASES, NEAREST] = ['intents', 'phrases', 'nearest'] as const;
const MADE_OF_TAUGHT = [TRAINED, PHRASES, NEAREST];

type Taught = Pick<BuiltIn, 'files' | 'groups' | 'from'>;

/** What is taught, before anything is made of it. */
function builtInTaught(): Taught {
  const files = intentFiles();
  const groups = synonymGroups();
  // All code of this folder counts: how words and features are made of an utterance is as much of the training as the data.
  const code = readdirSync(HERE)
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => readFileSync(new URL(file, HERE), 'utf8'));
  const data = files.map(({ name, utterances, frames }) => [name, utterances, frames]);
  return { files, groups, from: [JSON.stringify(data), JSON.stringify([...groups]), ...code] };
}

function builtInIntents(): BuiltIn {
  if (builtIn) return builtIn;
  const { files, groups, from } = builtInTaught();
  const trained = kept(TRAINED, from, () => trainIntents(utterancesOf(files), groups, framesOf(files)), isTrained);
  const taught = kept(PHRASES, from, () => taughtPhrases(taughtBy(files)), isTaught);
  const near = kept(NEAREST, from, () => nearPhrases(taughtBy(files), groups), areNearPhrases);
  builtIn = { intents: intentsOf(trained, taught, near, files, groups), trained, taught, files, groups, from };
  return builtIn;
}

function intentsOf(
  trained: TrainedIntents,
  taught: TaughtPhrases,
  near: NearPhrases,
  files: readonly IntentFile[],
  groups: ReadonlyMap<string, string>,
): Intents {
  const alone = intentClassifier(trained, groups);
  const names = files.map(({ name }) => name);
  return {
    alone,
    classify: withSecondOpinion(alone, nearestPhrases(near, groups, names.length), names),
    phrase: knownPhrases(taught),
    sure: new Map(files.map(({ name, sure }) => [name, sure ?? SURE])),
    examples: new Map(files.map(({ name, utterances: [first = name] }) => [name, first])),
    kinds: new Map(files.map(({ name, kind }) => [name, kind])),
  };
}

const ofFolders = new WeakMap<OwnKnowledge, Intents>();

/**
 * Trains the classifier on the utterances of all intents, unless that is done, in this process or for an earlier one; then teaches it
 * the topics of the folders of knowledge. Called at the start of the process, it spares the first user the wait.
 * @throws when a file is missing or not of its shape
 */
export function prepareIntents(): Intents {
  const { own } = words();
  const base = builtInIntents();
  if (own === undefined || own.topics.size === 0) return base.intents;
  const there = ofFolders.get(own);
  if (there) return there;
  const files = [...own.topics].map(
    ([name, { sure, frames, utterances }]): IntentFile => ({ name, kind: 'topic', sure, frames, utterances }),
  );
  const utterances = taughtBy(files);
  const from = [JSON.stringify([...utterances]), ...base.from];
  const all = base.files.flatMap((file) => [...file.utterances]);
  const trained = kept(
    'intents of folders',
    from,
    () => withMoreIntents(base.trained, utterances, all, base.groups),
    isTrained,
  );
  // What a folder teaches word for word is meant by it, whatever it meant before.
  const taught = new Map([...base.taught, ...taughtPhrases(utterances)]);
  const everything = [...base.files, ...files];
  const near = kept('nearest of folders', from, () => nearPhrases(taughtBy(everything), base.groups), areNearPhrases);
  const made = intentsOf(trained, taught, near, everything, base.groups);
  ofFolders.set(own, made);
  return made;
}

/**
 * {@link prepareIntents}, unless all that takes seconds is kept from an earlier process: that is read with the first utterance, in a
 * fraction of a second, and a start need not wait for it.
 */
export function trainIntentsOnce(): void {
  const teachesMore = (words().own?.topics.size ?? 0) > 0;
  const { from } = builtInTaught();
  if (teachesMore || !MADE_OF_TAUGHT.every((name) => isKept(name, from))) prepareIntents();
}

/** What both say together: a classifier is sure of words that it never saw together, the nearest phrases are not. */
function withSecondOpinion(
  classify: (text: string) => Classification,
  nearest: (text: string) => Nearest,
  names: readonly string[],
): (text: string) => Classification {
  const place = new Map(names.map((name, at) => [name, at]));
  return (text) => {
    const first = classify(text);
    const { shares, nearness } = nearest(text);
    const weight = SECOND_OPINION * Math.min(1, nearness);
    const intents = first.intents
      .map(({ name, score }) => ({ name, score: (1 - weight) * score + weight * (shares[place.get(name) ?? -1] ?? 0) }))
      .toSorted((a, b) => b.score - a.score);
    return { ...first, intents };
  };
}

const isTaught = (value: unknown): value is TaughtPhrases => value instanceof Map;

/** What a short utterance is about: one intent, or the two likeliest when nobody could be sure, or nothing. */
export interface IntentsRead {
  intent?: ScoredIntent;
  /** further requests in the same utterance, in their order */
  also?: string[];
  /** the likeliest meanings of an utterance that is understood as none of them, at most 2 */
  between?: string[];
}

/** To be asked "did you mean: thanks?" helps nobody. */
const ASKED_ABOUT: ReadonlySet<string> = new Set(['solved', 'still_failing', 'not_right']);
/** What nobody can answer here is not what somebody means. */
const isHere = (name: string, kind: IntentFile['kind'] | undefined) => kind !== 'topic' || topics().has(name);
const isWorthAsking = (name: string) => prepareIntents().kinds.get(name) !== 'report' || ASKED_ABOUT.has(name);

/** What a word of the field means is asked in so few shapes that the glossary knows them. */
const MEANING_OF_A_WORD = 'what_is';

function readOne(said: string): IntentsRead {
  const { classify, phrase, sure, kinds } = prepareIntents();
  if (termAsked(said)) return { intent: { name: MEANING_OF_A_WORD, score: 1 } };
  const known = phrase(said);
  if (known !== undefined && isHere(known, kinds.get(known)) && mayMean(known, 1, said))
    return { intent: { name: known, score: 1 } };
  const { intents: all, words, knownWords } = classify(said);
  const scored = all.filter(({ name }) => isHere(name, kinds.get(name)));
  if (knownWords === 0) return {};
  // Unknown words are no evidence against anything, so the classifier cannot doubt because of them. This does.
  const familiar = knownWords / words;
  const likely = scored
    .slice(0, 3)
    .map(({ name, score }) => ({ name, score: score * familiar }))
    .filter(({ name, score }) => mayMean(name, score, said));
  const [best, next] = likely;
  if (!best) return {};
  // What sounds most like an order that it does not spell out is not the second best either.
  const spelt = best.name === scored[0]?.name;
  if (spelt && best.score >= (sure.get(best.name) ?? SURE) && best.score - (next?.score ?? 0) >= MARGIN)
    return { intent: best };
  if (!spelt || knownWords < 2 || familiar < FAMILIAR) return {};
  const between = likely
    .filter(({ name, score }) => score >= WORTH_ASKING && isWorthAsking(name))
    .map(({ name }) => name);
  return between.length > 0 ? { between: between.slice(0, 2) } : {};
}

/**
 * Two requests in one line: each part counts that is understood by itself. Beside a request, what is merely told or polite
 * ("sorry, my screen went blank, show that again") is not what the line is about.
 */
function readParts(said: string, whole: IntentsRead): IntentsRead {
  const { kinds } = prepareIntents();
  const parts = said.split(BETWEEN_REQUESTS, MOST_REQUESTS).filter((part) => utteranceWords(part).length > 1);
  // "5.0, and is it dangerous": the rest is no request, so the one that is there counts where the whole line says none.
  if (parts.length < 2 && (whole.intent || parts[0] === said)) return whole;
  const requests = parts
    .flatMap((part) => readOne(part.trim()).intent ?? [])
    .filter(({ name, score }) => kinds.get(name) !== 'report' && score >= SURE_OF_A_PART);
  const [first, ...others] = requests;
  if (!first) return whole;
  const inWhole = new Map(
    prepareIntents()
      .alone(said)
      .intents.map(({ name, score }) => [name, score]),
  );
  const isHeard = (name: string) => (inWhole.get(name) ?? 0) >= HEARD_IN_THE_WHOLE;
  if (others.length > 0 && whole.intent && ![first, ...others].every(({ name }) => isHeard(name))) return whole;
  const also = [...new Set(others.map(({ name }) => name))].filter((name) => name !== first.name);
  if (also.length > 0) return { intent: first, also };
  return kinds.get(whole.intent?.name ?? '') === 'report' || !whole.intent ? { intent: first } : whole;
}

/**
 * Guesses what a short utterance is about. The same text always gives the same answer.
 * @returns nothing for a text that is long, was copied, or is mostly unknown words
 */
export function readIntents(text: string): IntentsRead {
  const said = text.slice(0, CAPS.request + 1).trim();
  if (text.length > CAPS.request || said.split('\n').length > MOST_LINES || COPIED.test(said)) return {};
  // A number alone is an answer, or an event id, or a code, and others read it. With a question mark it asks.
  if (utteranceWords(said).every(isPlaceholder) && !said.endsWith('?')) return {};
  return readParts(said, readOne(said));
}

/** {@link readIntents}, when it is one intent. */
export const classifyIntent = (text: string): ScoredIntent | undefined => readIntents(text).intent;

/** How somebody would say it: the first utterance of the intent's file. */
export const exampleOf = (name: string): string => prepareIntents().examples.get(name) ?? name;
