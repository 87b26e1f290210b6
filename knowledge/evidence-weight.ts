import type { SpeaksFor } from './article.ts';
import { eventRarity } from './event-table.ts';
import { codeKey, type EvidenceIndex, eventKey } from './evidence-index.ts';

// Every weight of the product stands in this file. The rule is: what few articles carry says much, what many carry
// says little. The numbers below it are the few that no count can give.

/** Articles about Exchange in the archive that the counts of `event-table.yaml` were taken from. */
export const ARCHIVE_SIZE = 6400;

/** How often an article's own event or code is really in the log of somebody who has that failure. A guess: logs get cut. */
const USUALLY_SEEN = 0.7;

/** What a failure that nobody wrote an article about adds to every count, so that no evidence is ever infinite. */
const UNWRITTEN = 0.05;

/** Articles outside the catalogue that are assumed to carry an event or code which the archive was not searched for. */
const UNCOUNTED_ELSEWHERE = 4;

/** The same for a code without its event: codes are reused by far more failures than events are (domain 3.4). */
const BARE_CODE_ELSEWHERE = 30;

/** A typical event of the article that the paste does not show. Pastes are cut short, so this is far from proof. */
export const MISSING = 0.75;

/** The article covers other product versions only; versions are misremembered, and old advice often carries over. */
export const OTHER_VERSION = 0.1;

/**
 * An answer that fits, or a code inside an event that counts already. People are less exact than logs, and a code is no
 * witness independent of its event, so each is worth far less than a rare event and still decides between equals.
 */
const SUPPORTING = 20;

/**
 * Something that speaks against an article, as a factor. It must outweigh the strongest single evidence for it there is
 * (an event that no other article carries, 0.7 * 6400 / 0.05): with a crash in the same minutes the rarest event is no proof.
 */
export const AGAINST = 1 / 9000;

const carriers = (index: EvidenceIndex, key: string) =>
  new Set(index.byKey.get(key)?.flatMap((entry) => (entry.speaks === 'for' ? [entry.articleId] : []))).size;

const ratio = (elsewhere: number) => (USUALLY_SEEN * ARCHIVE_SIZE) / (Math.max(0, elsewhere) + UNWRITTEN);

/**
 * How much more likely the fact is under this article than under a failure that the catalogue does not know; above 1.
 * @param seen `in event`: a code inside an event that counts already; `alone`: a code without the event it belongs to
 */
export function weightFor(index: EvidenceIndex, item: SpeaksFor, seen: 'whole' | 'in event' | 'alone'): number {
  if (item.question !== undefined || seen === 'in event') return SUPPORTING;
  if (item.event !== undefined) {
    const counted = eventRarity(item.from, item.event);
    return ratio(counted === undefined ? UNCOUNTED_ELSEWHERE : counted - carriers(index, eventKey(item.event)));
  }
  return ratio(seen === 'alone' ? BARE_CODE_ELSEWHERE : UNCOUNTED_ELSEWHERE - carriers(index, codeKey(item.code ?? 0)));
}
