import { CAPS } from '../../knowledge/recognizer/paste/caps.ts';
import { anyOf, isEventWord } from '../../knowledge/recognizer/words/small-words.ts';
import { eventsOfId } from '../../knowledge/triage/known-events.ts';
import { words } from '../../knowledge/vocabulary/words.ts';
import type { At } from '../walking/at.ts';
import { asksNumber } from '../walking/form.ts';
import type { Words } from './heard.ts';
import { isQuestion } from './is-question.ts';
import type { EventAsked, Saying } from './sayings.ts';

const MOST_ASKED = 4;
/** Smaller numbers without the word "event" count things far more often. */
const SMALLEST_BARE = 10;
const SMALLEST_AT_NUMBER = 1000;

/** "What does service control manager 7031 mean", "was bedeutet 153": the number stands a few words behind what asks. */
const ASKS_WHAT = new RegExp(`(?:^|[\\s,;.!])(?:${anyOf('means')})(?= )`, 'gi');
const WORD = /^[\p{L}'’:/-]+$/u;
const MOST_WORDS = 6;
/** "7031 means what", "got a 153 here, what is that": what asks stands behind the number, in the same sentence. */
const IS_NUMBER = /^#?\d{2,5}(?!\d)/;
const NUMBER = /(?<!\d)\d{2,5}(?!\d)/;
const WHAT_BEHIND =
  /(?<!\p{L})(?:mean(?:s|ing)?|stands? for|bedeute[nt]|signifie|significa|what(?:['’]?s| is| was| are|s) (?:that|this|it|those|these)|was ist das|c['’]est quoi|qu[ée] es)(?!\p{L})/iu;
/** "Is 10016 bad", "36887 can I ignore it". */
const JUDGES =
  /(?<!\p{L})(?:ignored?|ignorable|harmless|bad|serious|severe|critical|dangerous|worr(?:y|ied)|concerned|important|normal|noise|schlimm|ignorier\p{L}*|gef[äa]hrlich|grave|peligroso|ignor(?:er|ar))(?!\p{L})/iu;
/** The number of a product, a version or a year is none of an event. */
const PRODUCT = /(?<!\p{L})(?:windows|server|version|year|win|port|page|step|article|kb|sp) ?\d/iu;

function asksBefore(text: string): boolean {
  return [...text.matchAll(ASKS_WHAT)].some(({ 0: asking, index }) => {
    const rest = text
      .slice(index + asking.length)
      .split(' ')
      .slice(1);
    const at = rest.findIndex((word) => !WORD.test(word));
    return at >= 0 && at <= MOST_WORDS && IS_NUMBER.test(rest[at] ?? '');
  });
}

function behindNumber(sentence: string): string {
  const number = NUMBER.exec(sentence);
  return number === null ? '' : sentence.slice(number.index + number[0].length);
}

const asks = (text: string): boolean =>
  asksBefore(text) ||
  text.split(/[?!]/).some((sentence) => WHAT_BEHIND.test(behindNumber(sentence))) ||
  (JUDGES.test(text) && (isQuestion(text) || /(?<!\p{L})(?:can|should|is|are|do) /iu.test(text)));

/** What a question names as events; empty when it asks nothing about one. */
export function askedEvents(at: At, { text, result, utterance, answer }: Words): Saying[] {
  const line = text.trim();
  if (utterance.pressed || line.length > CAPS.request || line.includes('\n') || answer.exact) return [];
  if (!/\d{2}/.test(line) || result.codes.length > 0 || !asks(line)) return [];
  const read = result.events.map(({ eventId, source }): EventAsked => ({ eventId, ...(source && { source }) }));
  const named = (line.match(/[\p{L}'’]+/gu) ?? []).some(isEventWord);
  const mayBeBare = named || (!PRODUCT.test(line) && !words().numbered.test(line));
  const ofCase = new Set(at.case.known.events.map(({ eventId }) => eventId));
  // Where a number is asked for, "is 20 bad" asks about that.
  const smallest = asksNumber(at) ? SMALLEST_AT_NUMBER : SMALLEST_BARE;
  const bare = result.bareNumbers
    .map(({ value }) => value)
    .filter((id) => mayBeBare && !read.some(({ eventId }) => eventId === id))
    .filter((id) => named || ofCase.has(id) || (id >= smallest && eventsOfId(id).length > 0));
  const events = [...read, ...[...new Set(bare)].map((eventId): EventAsked => ({ eventId }))].slice(0, MOST_ASKED);
  return events.length > 0 ? [{ is: 'asks-event', events }] : [];
}
