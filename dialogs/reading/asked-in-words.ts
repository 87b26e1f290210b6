import { isConcept, termsOf } from '../../knowledge/finding/concepts.ts';
import type { Candidate } from '../../knowledge/finding/door.ts';
import { finderOf } from '../../knowledge/finding/finder.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { saidIn } from '../../knowledge/recognizer/utterance.ts';
import type { At } from '../walking/at.ts';
import { namesCode } from './code-words.ts';
import type { Words } from './heard.ts';
import { isQuestion } from './is-question.ts';
import type { Answer, Order } from './read-answer.ts';
import type { Saying } from './sayings.ts';

/** A shorter text describes no failure. */
const SHORTEST_DESCRIPTION = 12;
/** From this score on a description is one, whatever its words may ask for beside it. */
const CLEARLY_DESCRIBED = 1.3;
/** An imported article has at least so much of a description, and more where the words may be another request. */
const HALF = 0.5;
const CLEARLY = 0.75;
/** A long description holds words of many requests: what is heard with less than this is heard by chance. */
const HEARD_BY_CHANCE = 0.9;
/** And with this it is no chance, however much the words are those of an article. */
const HEARD_FOR_CERTAIN = 0.98;
/** Nobody wraps a request into so many words, unless it is a question. */
const SHORTEST_TOLD = 9;
const LONGEST_NAME = 40;
const MOST_TERMS = 12;

const SEARCHES =
  /^(?:(?:search|find|look up|lookup|suche|cherche|busca)(?: for| nach)?|(?:any |show |find )?(?:articles?|runbooks?) (?:about|on|for)):? ([^\n]{2,100})$/i;
const WANTS_ALL =
  /^(?:please )?(?:list|show|show me|give me)(?: me)?(?: all)?(?: the| your)? articles$|^(?:which|what) articles (?:do you have|are there)$/i;
const OTHER_CASE =
  /^(?:please )?(?:go back|back|switch|return|go|continue)(?: to| with)?(?: the| my)? ([\p{L}\p{N} .-]{1,40}) (?:case|ticket|incident)$/iu;
const CASE_NUMBER = /^(?:open |go to |show )?case (\d{1,2})$/i;

/** What tells something about the failure, and is no request. */
const REPORTS: ReadonlySet<Answer['kind']> = new Set<Answer['kind']>([
  ...(['done', 'no', 'unknown', 'not-solved', 'solved', 'thanks', 'off-topic', 'anger', 'not-right'] satisfies Order[]),
  'text',
]);

/** A number of three digits or more is no part of a name, unless it is a year: "4625 x 3000 in an hour". */
const COUNTS = /(?:^|\s)(?!(?:19|20)\d\d(?!\d))\d{3,}(?!\S)/;

/** "Different" is the answer to some question, and no name. */
const isAnAnswer = ({ questions }: Knowledge, text: string): boolean =>
  [...questions.values()].some(({ options }) => options.some(({ hears }) => hears.includes(text.toLowerCase())));

function searched({ knowledge }: At, text: string, understood: boolean): Saying[] {
  if (WANTS_ALL.test(text)) {
    const all = [...knowledge.articles.keys()];
    return [{ is: 'search', articles: all, all: all.length }];
  }
  const words = SEARCHES.exec(text)?.[1];
  const { search, knows } = finderOf(knowledge);
  // A name alone, "Max Threads", is looked up too.
  const alone =
    !understood &&
    text.length <= LONGEST_NAME &&
    !text.includes('!') &&
    !COUNTS.test(text) &&
    !isQuestion(text) &&
    !isAnAnswer(knowledge, text) &&
    knows(text);
  if (words === undefined && !alone) return [];
  const found = search(words ?? text).map(({ article }) => article);
  return [{ is: 'search', articles: found, all: found.length }];
}

/** Whether a text tells of a failure, although a request was heard in it as well. */
function tellsFailure({ score, only }: Candidate, { text, result: { intent }, answer: { exact } }: Words): boolean {
  if (exact) return false;
  if (only && !isQuestion(text)) return true;
  const heard = intent?.score ?? 0;
  const tells = !isQuestion(text) && text.split(/\s+/, SHORTEST_TOLD).length === SHORTEST_TOLD;
  const clearly = score >= CLEARLY_DESCRIBED && (namesCode(text) || heard < HEARD_FOR_CERTAIN);
  return heard < HEARD_BY_CHANCE || tells || clearly;
}

function sounds(at: At, words: Words): Saying[] {
  if (!onlyWords(at, words)) return [];
  const { text, answer } = words;
  const found = finderOf(at.knowledge).find(text);
  const [best] = found;
  if (!best || !(REPORTS.has(answer.kind) || tellsFailure(best, words))) return [];
  return [{ is: 'sounds', articles: found.map(({ article }) => article) }];
}

/** The case is closed: what is told now is about another one. */
const isOver = ({ open }: At): boolean => open?.screen.kind === 'ending' && open.screen.id === 'solved';

/** Whether a failure is known by words, if at all: a code among them is no event. */
function onlyWords(at: At, { result, text, utterance }: Words): boolean {
  const { known, pending } = at.case;
  const events = result.events.length + result.readings.length;
  const isFirst = isOver(at) || (!at.open && known.events.length === 0);
  return isFirst && !pending && events === 0 && text.length >= SHORTEST_DESCRIPTION && !utterance.pressed;
}

/** The same, and no code that could be looked up. */
const describes = (at: At, words: Words): boolean => words.result.codes.length === 0 && onlyWords(at, words);

/** Names of imported articles in what was said, as in the text or the JSON of an alert, where no event tells more. */
export function namesArticles(at: At, { result, answer, utterance }: Words): Saying[] {
  if ((at.open && !isOver(at)) || at.case.pending) return [];
  if (utterance.pressed || answer.exact || result.events.length > 0) return [];
  const articles = at.knowledge.shelf?.named(saidIn(utterance)) ?? [];
  return articles.length > 0 ? [{ is: 'names-articles', articles }] : [];
}

/** A question to the library of imported articles, and how much of its words an article must have to be an answer: 0 … 1. */
export interface LibraryQuestion {
  text: string;
  share: number;
}

/** What the library is to be asked, before the utterance is read; undefined for nothing. */
export function libraryQuestion(at: At, words: Words): LibraryQuestion | undefined {
  const text = words.text.trim();
  const searched = words.result.events.length === 0 ? SEARCHES.exec(text)?.[1] : undefined;
  if (searched !== undefined) return { text: searched, share: 0 };
  if (!describes(at, words) || words.answer.exact || isQuestion(text)) return undefined;
  return { text, share: REPORTS.has(words.answer.kind) ? HALF : CLEARLY };
}

/** What is asked or told in words of one's own: a failure without events, a search, another case, or nothing for certain. */
export function askedInWords(at: At, words: Words): Saying[] {
  const { answer, result } = words;
  const text = words.text.trim();
  const other = OTHER_CASE.exec(text)?.[1] ?? CASE_NUMBER.exec(text)?.[1];
  const terms = answer.kind === 'topic' ? termsOf(text).filter((term) => term.length > 3 && !isConcept(term)) : [];
  return [
    ...(other === undefined ? [] : [{ is: 'other-case', words: other.toLowerCase().split(' ') } satisfies Saying]),
    ...(other === undefined && result.events.length === 0
      ? searched(at, text, answer.kind !== 'text' && !(answer.kind === 'topic' && (result.intent?.score ?? 0) <= 0.9))
      : []),
    ...sounds(at, words),
    ...(result.mayMean ? [{ is: 'unclear', between: result.mayMean } satisfies Saying] : []),
    ...(terms.length > 0 ? [{ is: 'about', terms: terms.slice(0, MOST_TERMS) } satisfies Saying] : []),
  ];
}
