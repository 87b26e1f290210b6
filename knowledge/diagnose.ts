import { explainCode } from './codes/explain-code.ts';
import { describeEvidence } from './describe-evidence.ts';
import { isOfWindows } from './evidence-weight.ts';
import type { Facts } from './facts.ts';
import { formatHresult, isOfMapi } from './hresult.ts';
import type { Knowledge } from './load-knowledge.ts';
import { type ArticleMatch, matchArticles } from './match-articles.ts';
import { recognizeUtterance } from './recognizer/recognize.ts';
import type { RecognizerResult, SettingReading } from './recognizer/recognizer-result.ts';
import { plainUtterance, type Utterance } from './recognizer/utterance.ts';

/** `match`: one cause. `choose`: several fit, or nothing says whose the events are. `unknown`: events or codes without an article. `nothing`: neither was found. */
export type Verdict = 'match' | 'choose' | 'unknown' | 'nothing';

/** The answer of `POST /api/diagnose` and of `npm run diagnose`. */
export interface Diagnosis {
  verdict: Verdict;
  events: { source?: string; eventId: number; codes: string[]; at: { line: number } }[];
  codes: { code: string; name: string; meaning: string; where: 'text' | 'data' }[];
  /** best first; `confidence` 0 … 1; `line` counts from 1 */
  matches: {
    article: string;
    title: string;
    confidence: number;
    evidence: { for: boolean; what: string; line?: number }[];
  }[];
  /** numbers of settings in the order of the paste, `key` where it was shown; left out when there are none */
  readings?: Pick<SettingReading, 'name' | 'key' | 'value' | 'from' | 'line'>[];
}

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
    spoolFiles: result.spoolFiles.map((file) => file.name),
    ...(result.connector && { connector: true as const }),
    answers: result.versions.length === 1 && version ? { version: versionOption(version) } : {},
  };
}

/** The option of the question `version` for a version as the recognizer names it. */
export function versionOption(version: string): string {
  return ['4.0', '5.0', '5.5'].includes(version) ? version : 'later';
}

/** So many different ids of one article are its run of events, whoever wrote them; one or two are the numbers of many programs. */
const RUN = 3;

/**
 * Whether anything says that the events are those of the article: the source of one of them, the connector's name, a code of
 * MAPI that fits, or a whole run. Every program of Windows may write an event 4094.
 */
export function saysWhose(facts: Facts, match: ArticleMatch): boolean {
  const found = match.evidence.filter((one) => one.for);
  const events = found.filter(({ item }) => item.event !== undefined && !isOfWindows(item.from ?? ''));
  return (
    facts.connector === true ||
    events.some(({ item, source }) => item.from === undefined || source !== undefined) ||
    found.some(({ item }) => item.code !== undefined && isOfMapi(item.code)) ||
    new Set(events.map(({ item }) => item.event)).size >= RUN
  );
}

/** What the ranked matches amount to. */
export function verdictOf(facts: Facts, matches: readonly ArticleMatch[]): Verdict {
  const [first, second] = matches;
  if (!first) return facts.events.length + facts.codes.length > 0 ? 'unknown' : 'nothing';
  const isClear = first.confidence >= SURE && first.confidence >= CLEARLY * (second?.confidence ?? 0);
  return isClear && saysWhose(facts, first) ? 'match' : 'choose';
}

/** Diagnoses a message with its files; never throws. */
export function diagnoseUtterance(knowledge: Knowledge, utterance: Utterance): Diagnosis {
  const result = recognizeUtterance(utterance);
  const facts = factsOf(result);
  const matches = matchArticles(knowledge, facts);
  const mentions = new Map(result.codes.map((mention) => [`${mention.code} ${mention.where}`, mention]));
  return {
    verdict: verdictOf(facts, matches),
    events: result.events.map((event) => ({
      ...(event.source !== undefined && { source: event.source }),
      eventId: event.eventId,
      codes: event.codes.map((mention) => formatHresult(mention.code)),
      at: { line: event.at.line },
    })),
    codes: [...mentions.values()].map(({ code, where }) => {
      const { name, meaning } = explainCode(code);
      return { code: formatHresult(code), name: name ?? '', meaning, where };
    }),
    matches: matches.map((match) => ({
      article: match.article.id,
      title: match.article.title,
      confidence: Math.round(match.confidence * 1000) / 1000,
      evidence: match.evidence.map((found) => ({
        for: found.for,
        what: describeEvidence(knowledge, found),
        ...(found.line !== undefined && { line: found.line }),
      })),
    })),
    ...(result.readings.length > 0 && {
      readings: result.readings.map(({ name, key, value, from, line }) => ({
        name,
        ...(key !== undefined && { key }),
        value,
        from,
        line,
      })),
    }),
  };
}

/** Diagnoses a text; cut to the longest text one turn reads. */
export function diagnose(knowledge: Knowledge, text: string): Diagnosis {
  return diagnoseUtterance(knowledge, plainUtterance(text));
}
