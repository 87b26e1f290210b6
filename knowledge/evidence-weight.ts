import type { SpeaksFor } from './article.ts';
import { articlesShowing } from './codes/known-codes.ts';
import { eventRarity } from './event-table.ts';
import { codeKey, type EvidenceIndex, eventKey } from './evidence-index.ts';
import { toHresult } from './hresult.ts';

// Every weight of the product stands in this file. The rule is: what few articles carry says much, what many carry
// says little. The numbers below it are the few that no count can give.
//
// Two questions are kept apart, since they have different answers: is this failure one of the catalogue at all (an event
// of a rare family says yes), and if so, which one (an event that the whole family shares says nothing).

/** Articles about Exchange in the archive that the counts of `events/exchange-5.yaml` were taken from. */
export const ARCHIVE_SIZE = 6400;

/** How often an article's own event or code is really in the log of somebody who has that failure. A guess: logs get cut. */
const USUALLY_SEEN = 0.7;

/** What a failure that nobody wrote an article about adds to every count, so that no evidence is ever infinite. */
const UNWRITTEN = 0.05;

/** Articles outside the catalogue that are assumed to carry an event or code which the archive was not searched for. */
const UNCOUNTED_ELSEWHERE = 4;

/** Beside the connector's name it is one of the few failures of the connector that show it. */
const NAMED_CODE_ELSEWHERE = UNCOUNTED_ELSEWHERE;

/** A code outside any event says as little as the code that most articles of the archive show, 0x80004005. */
const BARE_CODE_ELSEWHERE = 62;

/**
 * How often an event that some of the candidates list is in the log of one that does not list it, as a share of those that
 * do. A guess: articles print the events that mattered to their author, and a store that goes down draws others after it.
 */
const UNLISTED = 0.2;

/**
 * A gap: a typical event of the article that the paste does not show, a code that its event does not show, a typical answer
 * that nobody gave. Pastes are cut short, so it hardly makes a known failure less likely; of two known ones, the one without gaps is preferred.
 */
export const MISSING: Weight = { known: 0.75, share: 0.5 };

/** The article covers other product versions only; versions are misremembered, and old advice often carries over. */
export const OTHER_VERSION = 0.1;

/**
 * An answer that fits, or a code beside its event. People are less exact than logs, and a code is no witness independent
 * of its event, so each is worth far less than a rare event and still decides between equals.
 */
const SUPPORTING = 20;

/** An answer that nobody gave but the paste suggests: two spool files in it may be all that somebody copied. */
const READ_OFF = 5;

/**
 * Something that speaks against an article. It must outweigh the strongest single evidence for it there is (an event that
 * no other article carries, 0.7 * 6400 / 0.05): with a crash in the same minutes the rarest event is no proof. Among the
 * candidates it weighs less, so that such an event, with its code, still comes first and is looked at with care.
 */
export const AGAINST: Weight = { known: 1 / 9000, share: 1 / 300 };

/** Sources that every program of Windows writes under: alone they suggest no article. */
const OF_WINDOWS: ReadonlySet<string> = new Set(['drwatson', 'service control manager']);

/**
 * How a fact satisfies a piece of evidence. `whole`: as the article names it, an answer as somebody gave it; `with event`: a
 * code whose event counts already; `alone`: a code outside any event; `named`: such a code of MAPI in a paste that names the connector; `read off`: an answer that only the paste gives.
 */
export type Seen = 'whole' | 'with event' | 'alone' | 'named' | 'read off';

/** What a fact is worth, or one that is not there, as factors on an article's odds. */
export interface Weight {
  /** against a failure that the catalogue does not hold */
  known: number;
  /** against another candidate that does not list it */
  share: number;
}

/** Whether a source is one that programs of every kind write under. */
export const isOfWindows = (source: string) => OF_WINDOWS.has(source.toLowerCase());

/** Whether a fact alone is reason enough to think of an article: what only may appear, and answers, are not. */
export function suggests(item: SpeaksFor): boolean {
  return item.question === undefined && !item.sometimes && !isOfWindows(item.from ?? '');
}

const NONE: ReadonlySet<string> = new Set();

const ratio = (elsewhere: number) => (USUALLY_SEEN * ARCHIVE_SIZE) / (Math.max(0, elsewhere) + UNWRITTEN);

/**
 * What one piece of evidence for an article is worth when it is found.
 * @param candidates the articles that the facts suggest
 */
export function weightFor(index: EvidenceIndex, item: SpeaksFor, seen: Seen, candidates: ReadonlySet<string>): Weight {
  if (seen === 'read off') return { known: READ_OFF, share: READ_OFF };
  if (item.question !== undefined || seen === 'with event') return { known: SUPPORTING, share: SUPPORTING };
  const key = item.event !== undefined ? eventKey(item.event) : codeKey(item.code ?? 0);
  const listing = index.carriers.get(key) ?? NONE;
  // All carriers but this article itself; those that are no candidates compete for nothing.
  const others = [...listing].filter((articleId) => candidates.has(articleId)).length - 1;
  const share = (USUALLY_SEEN * candidates.size) / (UNLISTED * (Math.max(0, others) + UNWRITTEN));
  const elsewhere =
    seen === 'alone' ? BARE_CODE_ELSEWHERE : seen === 'named' ? NAMED_CODE_ELSEWHERE : counted(item) - listing.size;
  return { known: ratio(elsewhere), share: Math.max(1, share) };
}

/** Articles of the archive that carry an event or code, as far as they were counted. */
function counted(item: SpeaksFor): number {
  if (item.event !== undefined) return eventRarity(item.from, item.event) ?? UNCOUNTED_ELSEWHERE + 1;
  const code = toHresult(item.code ?? 0);
  return (code !== undefined && articlesShowing(code)) || UNCOUNTED_ELSEWHERE + 1;
}
