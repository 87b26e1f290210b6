import { markOf } from '../article/evidence.ts';
import type { SpeaksFor } from '../article.ts';
import { isCommonEvent } from '../common.ts';
import { eventMeaning } from '../event-table.ts';
import { carriedKey, type EvidenceIndex } from './evidence-index.ts';

// Every weight of the product stands in this file. The rule is: what few articles carry says much, what many carry
// says little. The numbers below it are the few that no count can give.
//
// Two questions are kept apart, since they have different answers: is this failure one of the catalogue at all (an event
// of a rare family says yes), and if so, which one (an event that the whole family shares says nothing).

/** How many failures there are that no article here is about, for each that one is. A guess, of the size of a large archive. */
export const ARCHIVE_SIZE = 6400;

/** How often an article's own event or code is really in the log of somebody who has that failure. A guess: logs get cut. */
const USUALLY_SEEN = 0.7;

/** What a failure that nobody wrote an article about adds to every count, so that no evidence is ever infinite. */
const UNWRITTEN = 0.05;

/**
 * How many failures outside the catalogue show the same. An event that the event table describes belongs to a source that is
 * known, and its spread shows in the articles that are loaded: each further one stands for others that were not written. What
 * the table does not know may be anybody's; a line of a named program is hardly anybody else's. What any machine logs (`common.yaml`) says next to nothing; when it names its
 * service or program it is that of the product, and still the end of many failures; a second one tells of the same end.
 */
const ELSEWHERE = { unknown: 4, ownLine: 0.5, eachFurther: 0.3, common: 2000, commonOfOwn: 20 } as const;

/** Beside the source's name it is one of the few failures of that source that show it. */
const NAMED_CODE_ELSEWHERE = ELSEWHERE.unknown;

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

/**
 * An error of one of the product's own sources that the article does not list. Whoever has that failure would not see it as a rule;
 * whoever has another one, that no article is about, does.
 */
export const UNEXPLAINED = 0.03;

/** An article whose setting decides, as long as nobody has looked at its number: "may be" is not "is". */
export const UNDECIDED = 0.85;

/**
 * How a fact satisfies a piece of evidence. `whole`: as the article names it, an answer as somebody gave it; `with event`: a
 * code whose event counts already; `alone`: a code outside any event; `named`: such a code in a paste that names the source; `read off`: an answer that only the paste gives.
 */
export type Seen = 'whole' | 'with event' | 'alone' | 'named' | 'read off';

/** What a fact is worth, or one that is not there, as factors on an article's odds. */
export interface Weight {
  /** against a failure that the catalogue does not hold */
  known: number;
  /** against another candidate that does not list it */
  share: number;
}

/** Whether an entry is one that any machine shows, whatever it suffers from. */
export function isCommon({ common }: EvidenceIndex, item: SpeaksFor): boolean {
  // With words of its text, or a parameter, an event is that of one failure, whatever its id.
  if (item.event !== undefined)
    return isCommonEvent(common, item.event, item.from) && item.text === undefined && item.parameters === undefined;
  if (item.code !== undefined) return common.codes.has(item.code);
  const line = item.line?.toLowerCase();
  return line !== undefined && common.lines.some((one) => one === line || one.includes(line));
}

/** Whether a fact alone is reason enough to think of an article: what any machine shows, what only may appear, and answers are not. */
export function suggests(index: EvidenceIndex, item: SpeaksFor): boolean {
  if (item.question !== undefined || item.words !== undefined || item.sometimes) return false;
  return item.event === undefined || markOf(item) !== undefined || !isCommon(index, item);
}

const NONE: ReadonlySet<string> = new Set();

const ratio = (elsewhere: number) => (USUALLY_SEEN * ARCHIVE_SIZE) / (Math.max(0, elsewhere) + UNWRITTEN);

/**
 * What one piece of evidence for an article is worth when it is found.
 * @param candidates the articles that the facts suggest
 */
export function weightFor(index: EvidenceIndex, item: SpeaksFor, seen: Seen, candidates: ReadonlySet<string>): Weight {
  if (seen === 'read off') return { known: READ_OFF, share: READ_OFF };
  if (item.question !== undefined || item.words !== undefined || seen === 'with event')
    return { known: SUPPORTING, share: SUPPORTING };
  const listing = index.carriers.get(carriedKey(item)) ?? NONE;
  // All carriers but this article itself; those that are no candidates compete for nothing.
  const others = [...listing].filter((articleId) => candidates.has(articleId)).length - 1;
  const share = (USUALLY_SEEN * candidates.size) / (UNLISTED * (Math.max(0, others) + UNWRITTEN));
  if (seen === 'alone') return { known: ratio(BARE_CODE_ELSEWHERE), share: Math.max(1, share) };
  const elsewhere = seen === 'named' ? NAMED_CODE_ELSEWHERE : outside(index, item, listing.size);
  return { known: ratio(elsewhere), share: Math.max(1, share) };
}

/** How many failures outside the catalogue show an entry that so many articles here list. */
function outside(index: EvidenceIndex, item: SpeaksFor, listing: number): number {
  if (isCommon(index, item)) return markOf(item) === undefined ? ELSEWHERE.common : ELSEWHERE.commonOfOwn;
  const isKnown = item.event !== undefined && eventMeaning(item.from, item.event) !== undefined;
  const unknown = item.program === undefined ? ELSEWHERE.unknown : ELSEWHERE.ownLine;
  return (isKnown ? 0 : unknown) + ELSEWHERE.eachFurther * Math.max(0, listing - 1);
}
