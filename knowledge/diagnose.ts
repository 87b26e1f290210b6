import { markOf } from './article/evidence.ts';
import { shownNumber } from './codes/code-families.ts';
import { explainCode } from './codes/explain-code.ts';
import { isCommonEvent } from './common.ts';
import { describeEvidence } from './evidence/describe-evidence.ts';
import { isEvidence } from './evidence/evidence-index.ts';
import type { Facts } from './facts.ts';
import { finderOf } from './finding/finder.ts';
import { isOfMapi } from './hresult.ts';
import type { Knowledge } from './load-knowledge.ts';
import { type ArticleMatch, matchArticles } from './match-articles.ts';
import { versionOption } from './recognizer/entities/read-versions.ts';
import type { CodeMention, EventRecord, Repeats } from './recognizer/event-record.ts';
import { repeatsOf } from './recognizer/fold-events.ts';
import { recognizeUtterance } from './recognizer/recognize.ts';
import type { LogRead, RecognizerResult, SettingReading } from './recognizer/recognizer-result.ts';
import { plainUtterance, type Utterance } from './recognizer/utterance.ts';
import { isSource } from './settled-answers.ts';
import { withSigns } from './signs.ts';
import { withWordedEvents } from './triage/event-wordings.ts';
import { type TriageAnswer, triageAnswer } from './triage/triage-answer.ts';
import { speaking } from './vocabulary/words.ts';

/** `match`: one cause. `choose`: several fit, or nothing says whose the events are. `unknown`: events or codes without an article. `nothing`: neither was found. */
export type Verdict = 'match' | 'choose' | 'unknown' | 'nothing';

/** The answer of `POST /api/diagnose` and of `npm run diagnose`. */
export interface Diagnosis {
  verdict: Verdict;
  /** each once, with how often it was there when that was more than once, and when first and last as far as the paste says */
  events: ({ source?: string; eventId: number; codes: string[]; at: { line: number } } & Repeated)[];
  codes: { code: string; name: string; meaning: string; where: 'text' | 'data' }[];
  /** best first; `confidence` 0 … 1; `line` counts from 1 */
  matches: {
    article: string;
    title: string;
    confidence: number;
    evidence: ({ for: boolean; what: string; line?: number } & Repeated)[];
  }[];
  /** numbers of settings in the order of the paste, `key` where it was shown; left out when there are none */
  readings?: Pick<SettingReading, 'name' | 'key' | 'value' | 'from' | 'line'>[];
  /** what the events say, one by one and together; left out when nobody has described any of them */
  triage?: TriageAnswer;
  /** where nothing else was read: articles that the words alone sound like, the likeliest first; left out when there are none */
  soundsLike?: { article: string; title: string }[];
  /** the binary logs that were read; left out when there are none */
  logs?: LogRead[];
  /**
   * How many of each list are not told, since the answer has at most {@link LONGEST_ANSWER} bytes, and how many lines of the
   * text were not read, since it has too many; left out when there are none
   */
  leftOut?: Partial<Record<'events' | 'codes' | 'matches' | 'readings' | 'lines', number>>;
}

/** What the answer says of an event that was there more than once; times as written. */
export interface Repeated {
  times?: number;
  firstTime?: string;
  lastTime?: string;
  lastLine?: number;
}

/** Bytes of the longest answer as JSON, whatever is pasted. */
const LONGEST_ANSWER = 65_536;
/** How many of them a list may take; the events get the rest, without the frame around the lists. */
const SHARE = { codes: 12_000, matches: 16_000, readings: 12_000, triage: 14_000 } as const;
const FRAME = 500;
/** Names out of a paste are cut to this many characters. */
const LONGEST_NAME = 120;

/** From here on one cause is named; and it must be this much likelier than the next. */
const SURE = 0.6;
const CLEARLY = 2;

/** Turns what was recognised into facts, with nothing answered yet. */
export function factsOf(result: RecognizerResult): Facts {
  const [version] = result.versions;
  return {
    events: result.events.map((event) => ({ ...event, text: event.description, line: event.at.line })),
    codes: result.codes,
    readings: result.readings,
    ...(result.signs && { signs: result.signs }),
    files: result.files.map((file) => file.name),
    ...(result.named.length > 0 && { named: result.named }),
    answers: result.versions.length === 1 && version ? { version: versionOption(version) } : {},
  };
}

/** So many different ids of one article are its run of events, whoever wrote them; one or two are the numbers of many programs. */
const RUN = 3;

/**
 * Whether anything says that the events are those of the article: the source of one of them, named in words, a code of
 * MAPI that fits, or a whole run. Every program of Windows may write an event 4094.
 */
export function saysWhose({ index }: Knowledge, facts: Facts, match: ArticleMatch): boolean {
  const found = match.evidence.filter((one) => one.for);
  // What describes itself, or a line with the words of the article, can be nobody else's.
  if (found.some(({ item }) => markOf(item) !== undefined)) return true;
  const events = found.filter(
    ({ item }) => item.event !== undefined && !isCommonEvent(index.common, item.event, item.from),
  );
  return (
    found.some(({ item }) => item.from !== undefined && facts.named?.some((name) => isSource(item.from ?? '', name))) ||
    events.some(({ item, source }) => item.from === undefined || source !== undefined) ||
    found.some(({ item }) => item.code !== undefined && isOfMapi(item.code)) ||
    new Set(events.map(({ item }) => item.event)).size >= RUN
  );
}

/** What the ranked matches amount to. */
export function verdictOf(knowledge: Knowledge, facts: Facts, matches: readonly ArticleMatch[]): Verdict {
  const [first, second] = matches;
  if (!first) return facts.events.length + facts.codes.length > 0 ? 'unknown' : 'nothing';
  const isClear = first.confidence >= SURE && first.confidence >= CLEARLY * (second?.confidence ?? 0);
  return isClear && saysWhose(knowledge, facts, first) ? 'match' : 'choose';
}

/** Diagnoses a message with its files; never throws. */
export const diagnoseUtterance = (knowledge: Knowledge, utterance: Utterance): Diagnosis =>
  speaking(knowledge.vocabulary, () => diagnosed(knowledge, utterance));

function diagnosed(knowledge: Knowledge, utterance: Utterance): Diagnosis {
  const result = withSigns(knowledge, withWordedEvents(recognizeUtterance(utterance), utterance.text), utterance);
  const facts = factsOf(result);
  const matches = matchArticles(knowledge, facts);
  const readings = within(result.readings.map(readingTold), SHARE.readings);
  const codes = within(result.codes.map(codeTold), SHARE.codes);
  const told = matches.map((match) => matchTold(knowledge, match));
  const named = within(told, SHARE.matches);
  const triage = triageAnswer(facts.events, SHARE.triage);
  const triageBytes = triage === undefined ? 0 : Buffer.byteLength(JSON.stringify(triage));
  const rest = LONGEST_ANSWER - FRAME - readings.bytes - codes.bytes - named.bytes - triageBytes;
  const lists = { events: eventsTold(knowledge, result.events, rest), codes, matches: named, readings };
  const leftOut = [
    ...Object.entries(lists).flatMap(([name, { more }]) => (more > 0 ? [[name, more]] : [])),
    ...(result.cutLines ? [['lines', result.cutLines]] : []),
  ];
  const verdict = verdictOf(knowledge, facts, matches);
  const soundsLike = soundsOf(knowledge, verdict, result, utterance.text);
  return {
    verdict,
    events: lists.events.told,
    codes: lists.codes.told,
    matches: lists.matches.told,
    ...(result.readings.length > 0 && { readings: lists.readings.told }),
    ...(triage && { triage }),
    ...(soundsLike.length > 0 && { soundsLike }),
    ...(result.logs && { logs: result.logs.map((log) => ({ ...log, name: cut(log.name) })) }),
    ...(leftOut.length > 0 && { leftOut: Object.fromEntries(leftOut) }),
  };
}

/** A text that holds nothing to read tells a failure in words, as far as it tells one. */
function soundsOf(knowledge: Knowledge, verdict: Verdict, { readings }: RecognizerResult, text: string) {
  if (verdict !== 'nothing' || readings.length > 0) return [];
  return finderOf(knowledge)
    .find(text)
    .map(({ article, title }) => ({ article, title }));
}

/** As many of a list as fit into so many bytes of JSON, how many are left out, and the bytes taken. */
function within<T>(all: readonly T[], most: number): { told: T[]; more: number; bytes: number } {
  const told: T[] = [];
  let bytes = 0;
  for (const one of all) {
    const size = Buffer.byteLength(JSON.stringify(one)) + 1;
    if (bytes + size > most) break;
    bytes += size;
    told.push(one);
  }
  return { told, more: all.length - told.length, bytes };
}

const cut = (name: string) => name.slice(0, LONGEST_NAME);

function repeatedTold(repeats: Repeats | undefined): Repeated {
  if (repeats === undefined) return {};
  const { times, lastLine, firstTime, lastTime } = repeats;
  return {
    times,
    ...(firstTime !== undefined && { firstTime: cut(firstTime) }),
    ...(lastTime !== undefined && { lastTime: cut(lastTime) }),
    lastLine,
  };
}

/** Events of one source with one id and the same codes are told once. Where they do not all fit, those that articles name do. */
function eventsTold(
  knowledge: Knowledge,
  events: readonly EventRecord[],
  bytes: number,
): { told: Diagnosis['events']; more: number } {
  const kinds = Map.groupBy(events, ({ source, eventId, codes }) =>
    [source, eventId, ...codes.map(({ code }) => code)].join('\n'),
  );
  const all = [...kinds.values()].flatMap((same): Diagnosis['events'] => {
    const [event] = same;
    if (event === undefined) return [];
    const repeats = repeatsOf(same.map((one) => ({ ...one, line: one.at.line })));
    return [
      {
        ...(event.source !== undefined && { source: cut(event.source) }),
        eventId: event.eventId,
        codes: event.codes.slice(0, MOST_CODES_OF_EVENT).map((mention) => shownNumber(mention.code, mention.as)),
        at: { line: event.at.line },
        ...repeatedTold(repeats),
      },
    ];
  });
  const named = (one: (typeof all)[number]) => Number(isEvidence(knowledge.index, one.eventId));
  const { told, more } = within(
    all.toSorted((a, b) => named(b) - named(a)),
    bytes,
  );
  return { told: told.toSorted((a, b) => a.at.line - b.at.line), more };
}

const MOST_CODES_OF_EVENT = 20;

function codeTold({ code, as, where }: CodeMention): Diagnosis['codes'][number] {
  const { name, meaning } = explainCode(code, as);
  return { code: shownNumber(code, as), name: name ?? '', meaning, where };
}

function matchTold(
  knowledge: Knowledge,
  { article, confidence, evidence }: ArticleMatch,
): Diagnosis['matches'][number] {
  return {
    article: article.id,
    title: article.title,
    confidence: Math.round(confidence * 1000) / 1000,
    evidence: evidence.map((found) => ({
      for: found.for,
      what: describeEvidence(knowledge, found),
      ...(found.line !== undefined && { line: found.line }),
      ...repeatedTold(found.repeats),
    })),
  };
}

function readingTold({ name, key, value, from, line }: SettingReading): NonNullable<Diagnosis['readings']>[number] {
  return { name: cut(name), ...(key !== undefined && { key: key.slice(0, 2 * LONGEST_NAME) }), value, from, line };
}

/** Diagnoses a text; cut to the longest text one turn reads. */
export function diagnose(knowledge: Knowledge, text: string): Diagnosis {
  return diagnoseUtterance(knowledge, plainUtterance(text));
}
