import type { SearchHit } from '../../knowledge/library/finding/search-articles.ts';
import type { Question } from '../../knowledge/question.ts';
import type { Known } from '../walking/case.ts';
import type { Words } from './heard.ts';
import type { Order } from './read-answer.ts';
import type { SaidNumber } from './read-number.ts';
import type { ToldAnswer } from './told-facts.ts';

/** Of what a number is said: what an editor shows, what was there before, what was set, or what stands in a longer sentence. */
export type NumberOf = 'now' | 'old' | 'before' | 'made' | 'told';
/** What a paste holds; `new-events`: some that the case does not have yet; `garbled`: what a scanner has spoilt. */
export type PasteOf = 'events' | 'new-events' | 'readings' | 'codes' | 'guesses' | 'garbled' | 'source' | 'numbers';

/** What is either said or not said. */
export type Mark =
  /** nothing: somebody only opened the chat */
  | 'opened'
  /** the time of a reminder has come: nobody spoke */
  | 'reminded'
  /** no reminder is wanted any more */
  | 'no-reminder'
  /** the pressed button is none of the last reply */
  | 'stale'
  /** the words answer what the screen asks; then a guess at another meaning does not count */
  | 'answers'
  /** the whole message is the agreement to a warning */
  | 'consent'
  /** the step on the screen is done, in the step's own words */
  | 'deed'
  /** it could answer several fields of the form, so it answers none */
  | 'several'
  /** a form was sent */
  | 'form'
  /** nothing that could be quoted */
  | 'wordless'

  /** it asks, rather than answers */
  | 'question'
  /** a question follows what is told first */
  | 'question-beside'
  /** a question mark stands in it */
  | 'asks'
  /** the setting is not there */
  | 'absent'
  /** the number is called the old one */
  | 'names-old'
  /** the change was made before its step was shown */
  | 'changed-already'
  /** a name like that of the setting, of which nobody can tell whether it is right */
  | 'loose-name'
  /** the registry value shown is a text and no number */
  | 'text-value'
  /** "hex", alone */
  | 'base'
  /** a digit stands in it, read or not */
  | 'digits'
  /** thinks, hopes or guesses */
  | 'unsure'
  /** heard us, and did nothing */
  | 'acknowledged'
  /** a service does not start or stop */
  | 'trouble'
  | 'names-code'
  /** nothing but a number is asked about */
  | 'asks-number'
  | 'speaks-of-code'
  /** the library of imported articles has something with these words */
  | 'hits';

/** An event that somebody asks about; without a source where none was named. */
export interface EventAsked {
  eventId: number;
  source?: string;
}

/** One thing that an utterance says. An utterance can say several, and each of them counts. */
export type Saying =
  | { is: Mark }
  | { is: 'number'; of: NumberOf; number: SaidNumber }
  /** the setting's name, spelt exactly so */
  | { is: 'name'; exact: string }
  | { is: 'option'; question: string; option: string }
  /** about the server, unasked */
  | { is: 'facts'; told: readonly ToldAnswer[] }
  /** `since`: stays away now; `slip`: never was there */
  | { is: 'denied'; events: readonly number[]; since: boolean; slip: boolean }
  /** what the person wants of the conversation; `sure`: after being told what gets lost */
  | { is: 'order'; order: Order; exact: boolean; sure: boolean }
  /** after so many milliseconds; `usual`: no time was named; `unread`: one that cannot be read */
  | { is: 'remind'; wait: number | 'usual' | 'unread' }
  /** what is asked about, in order */
  | { is: 'topic'; topics: readonly string[] }
  /** what the words are about, lower case: names and things, for looking something up */
  | { is: 'about'; terms: readonly string[] }
  /** a failure told in words, without events: the articles that it sounds like, the likeliest first */
  | { is: 'sounds'; articles: readonly string[] }
  /** it holds names that imported articles have, as an alert does: their ids */
  | { is: 'names-articles'; articles: readonly string[] }
  /** articles are looked for by words, or all of them are wanted */
  | { is: 'search'; articles: readonly string[]; all: number }
  /** not understood for certain: examples of the likeliest meanings */
  /** how many steps back somebody wants to go: 2 to 5 */
  | { is: 'steps-back'; count: number }
  | { is: 'unclear'; between: readonly string[] }
  /** another case is wanted: the words that name it */
  | { is: 'other-case'; words: readonly string[] }
  /** what stands in a registry key, where that is asked for: as the person told it */
  | { is: 'stands-there'; words: string }
  /** asked about: what these events mean, or how bad they are */
  | { is: 'asks-event'; events: readonly EventAsked[] }
  | { is: 'go-to'; articleId: string }
  | { is: 'paste'; of: PasteOf }
  | { is: 'outcome'; as: 'solved' | 'not-solved' }
  /** words that may be codes or their names */
  | { is: 'code-words'; words: readonly string[] };

/** Every word a rule may name: a saying, or one sort of it. `!`: in the plain words, and not guessed by the classifier. */
export type Heading =
  | Exclude<Saying['is'], 'order' | 'paste' | 'outcome'>
  | `order:${Order}`
  | `order:${Order}!`
  | `number:${NumberOf}`
  | `paste:${PasteOf}`
  | `outcome:${'solved' | 'not-solved'}`
  /** an order that leads one screen on wherever nothing particular is asked */
  | 'goes-on'
  | 'goes-on!'
  /** an order in the plain words, whichever */
  | 'exact';

/** What was heard, as everything behind this room sees it: without the text. */
export interface Heard extends Pick<Words, 'result'> {
  utterance: Pick<Words['utterance'], 'unreadable' | 'elsewhere' | 'tooLarge' | 'cut'>;
  sayings: readonly Saying[];
  /** the headings that the sayings stand under */
  headings: ReadonlySet<Heading>;
  /** what the case knows with what was said now */
  known: Known;
  /** how it begins, to be quoted and never read; empty when nothing was said */
  begins: string;
  /** imported articles in which the words stand, where they were looked for */
  hits: readonly SearchHit[];
}

const GOES_ON: ReadonlySet<Order> = new Set(['next', 'done', 'yes']);

/** The headings that a saying stands under. */
export function headingsOf(saying: Saying): Heading[] {
  switch (saying.is) {
    case 'order': {
      const { order, exact } = saying;
      const plain: Heading[] = exact ? [`order:${order}!`, 'exact'] : [];
      if (!GOES_ON.has(order)) return [`order:${order}`, ...plain];
      return [`order:${order}`, 'goes-on', ...plain, ...(exact ? (['goes-on!'] as const) : [])];
    }
    case 'number':
      return ['number', `number:${saying.of}`];
    case 'paste':
      return [`paste:${saying.of}`];
    case 'outcome':
      return [`outcome:${saying.as}`];
    case 'go-to':
    case 'consent':
      return [saying.is, 'exact'];
    default:
      return [saying.is];
  }
}

/** The same utterance as if it had said this. */
export function withSayings(heard: Heard, sayings: readonly Saying[]): Heard {
  return { ...heard, sayings, headings: new Set(sayings.flatMap(headingsOf)) };
}

/** What a pasted registry text says: the same as if its number had been typed, so that the two can never be judged differently. */
export function shown(value: number | 'absent'): Saying[] {
  return value === 'absent'
    ? [{ is: 'absent' }]
    : [{ is: 'digits' }, { is: 'number', of: 'now', number: { value, base: 10 } }];
}

/** The first saying of a kind. */
export function saying<K extends Saying['is']>({ sayings }: Heard, is: K): Extract<Saying, { is: K }> | undefined {
  return sayings.find((one): one is Extract<Saying, { is: K }> => one.is === is);
}

/** Whether something was said that stands under this heading. */
export const says = ({ headings }: Pick<Heard, 'headings'>, heading: Heading): boolean => headings.has(heading);

export function numberOf({ sayings }: Heard, of: NumberOf): SaidNumber | undefined {
  return sayings.flatMap((one) => (one.is === 'number' && one.of === of ? [one.number] : []))[0];
}

/** The setting's name as it was spelt beside a number. */
export const nameIn = (heard: Heard): string | undefined => saying(heard, 'name')?.exact;

export function optionOf({ sayings }: Heard, question: Question): string | undefined {
  return sayings.flatMap((one) => (one.is === 'option' && one.question === question.id ? [one.option] : []))[0];
}
