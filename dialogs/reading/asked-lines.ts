import { type TriageLine, triaged } from '../../knowledge/triage.ts';
import type { At } from '../walking/at.ts';
import type { Words } from './heard.ts';
import { isQuestion } from './is-question.ts';
import type { EventAsked, Saying } from './sayings.ts';

/** A question that points at an event is short; what is longer tells something. */
const LONGEST = 100;
const MOST_ASKED = 4;

/** How people count lines. `last` is counted from the end. */
const ORDINALS: Readonly<Record<string, number>> = {
  ...{ first: 1, '1st': 1, second: 2, '2nd': 2, third: 3, '3rd': 3, fourth: 4, '4th': 4, fifth: 5, '5th': 5, last: -1 },
  ...{ erste: 1, zweite: 2, dritte: 3, vierte: 4, letzte: -1 },
  ...{ première: 1, premier: 1, deuxième: 2, troisième: 3, quatrième: 4, dernière: -1, dernier: -1 },
  ...{ primera: 1, primero: 1, segunda: 2, segundo: 2, tercera: 3, tercero: 3, cuarta: 4, última: -1, último: -1 },
};
const THING =
  '(?:one|lines?|events?|entry|errors?|warnings?|messages?|thing|stuff|zeile|meldung|ereignis|fehler|ligne|événement|erreur|l[ií]nea|evento)';
const COUNTED = new RegExp(`(?<!\\p{L})(${Object.keys(ORDINALS).join('|')})n? ${THING}(?!\\p{L})`, 'iu');
const NUMBERED = /(?<!\p{L})(?:line|zeile|ligne|l[ií]nea) ([1-9])(?!\d)/iu;
/** "And the other one?", "what about the rest": those behind the first. */
const OTHERS =
  /^(?:(?:and|or|so|but|what about|how about|is|are|und|et|y) )*(?:the )?(?:others?|rest|anderen?|autres?|otr[ao]s?)(?: (?:ones?|two|three|lines?|events?|errors?))?(?: (?:bad|serious|dangerous|important))?\s*[?!.]*$/iu;
/** "Is that one dangerous": what to begin with was spoken of. */
const THAT_ONE = /(?<!\p{L})(?:that|this) one(?!\p{L})/iu;

/** "The ntfs one", "what about netlogon": the words that may be the name of a source. */
const NAMED = [
  /(?<!\p{L})(?:the|that|this) ([\p{L}\d.+-]{2,30})(?: [\p{L}\d.+-]{2,30})? (?:one|event|error|warning|line|thing|stuff|entry|message)s?(?!\p{L})/iu,
  /^(?:so |and |ok )?(?:(?:what|how) about|and) (?:the )?([\p{L}\d.+-]{2,30})(?: (?:one|event|error|warning|line|thing|stuff|entry|message)s?)?\s*[?!.]*$/iu,
];
const SHORTEST_NAME = 3;

const wordsIn = (name: string) => name.toLowerCase().split(/[^\p{L}\d+]+/u);

/** Whether a word is one of the names of this line's source, or of what its events name, and long enough to be one. */
function isCalled(line: TriageLine, word: string): boolean {
  const names = [line.source ?? '', line.known?.source ?? '', ...line.parameters.map(({ value }) => value)];
  return word.length >= SHORTEST_NAME && names.some((name) => wordsIn(name).includes(word));
}

/** Sorted out only where a question points at one of them. */
type Lines = () => readonly TriageLine[];

function counted(linesOf: Lines, text: string): TriageLine[] {
  const place = ORDINALS[COUNTED.exec(text)?.[1]?.toLowerCase() ?? ''] ?? Number(NUMBERED.exec(text)?.[1] ?? 0);
  return place === 0 ? [] : [linesOf().at(place > 0 ? place - 1 : place)].flatMap((line) => line ?? []);
}

function called(linesOf: Lines, text: string): TriageLine[] {
  const word = NAMED.map((pattern) => pattern.exec(text)?.[1]?.toLowerCase()).find((found) => found !== undefined);
  if (word === undefined) return [];
  const lines = linesOf();
  const found = lines.filter((line) => isCalled(line, word));
  // A word that most of them have, "windows", points at none.
  return found.length === lines.length && lines.length > 1 ? [] : found;
}

/** The lines of what was pasted that a question points at: by their place, by a name, or as the others. */
function pointedAt(linesOf: Lines, text: string): TriageLine[] {
  const [byPlace, byName] = [counted(linesOf, text), called(linesOf, text)];
  if (byPlace.length > 0) return byPlace;
  if (byName.length > 0) return byName;
  if (OTHERS.test(text)) return linesOf().slice(1);
  return THAT_ONE.test(text) && isQuestion(text) ? linesOf().slice(0, 1) : [];
}

/**
 * "What about the second line", "and the ntfs one?": the events that are meant, counted as they were told. Only while no article
 * is open: there "the first one" is a step or an option.
 */
export function askedLines(at: At, { text, result, utterance, answer }: Words): Saying[] {
  const line = text.trim();
  const { events } = at.case.known;
  if (at.open || events.length === 0 || result.events.length > 0 || utterance.pressed) return [];
  if (line.length > LONGEST || line.includes('\n') || answer.exact) return [];
  const asked = pointedAt(() => triaged(events).lines, line)
    .slice(0, MOST_ASKED)
    .map(({ eventId, source }): EventAsked => ({ eventId, ...(source !== undefined && { source }) }));
  return asked.length > 0 ? [{ is: 'asks-event', events: asked }] : [];
}

/** "Why do you think it is the disk": what ties the events together is asked for. */
const WHY =
  /^(?:(?:but|and|so|ok|well),? )*(?:(?:how do you know|what makes you|woher wei(?:ß|ss)t|comment sais)(?!\p{L})|(?:why|how come|wieso|warum|pourquoi|por qu[eé])(?:\s*[?!.]*$|(?!\p{L})[^?]{0,40}(?<!\p{L})(?:think|thought|say|said|sure|believe|blame|begin|meinst|denkst|glaubst|crois|penses|cree)))/iu;
/** "What do I do first", "where do I begin". */
const FIRST =
  /^(?:(?:but|and|so|ok|well),? )*(?:what|which|where)(?!\p{L})[^?]{0,30}(?<!\p{L})(?:first|begin|start with)\s*[?!.]*$/iu;
/** In which order services are started is another question. */
const OF_SERVICES = /(?<!\p{L})(?:services?|restart)(?!\p{L})/iu;

const isFirst = (line: string) => line.length <= LONGEST && FIRST.test(line) && !OF_SERVICES.test(line);

/** The same asked of what was made of them: why, and with which to begin. */
export function asksWhy(at: At, { text, result, utterance }: Words): Saying[] {
  const line = text.trim();
  if (at.open)
    return isFirst(line) && !utterance.pressed ? [{ is: 'order', order: 'fix', exact: false, sure: false }] : [];
  const here =
    at.case.asked === undefined && at.case.known.events.length > 0 && result.events.length === 0 && !utterance.pressed;
  if (!here || line.length > LONGEST) return [];
  const asked = WHY.test(line) || isFirst(line);
  return asked ? [{ is: 'topic', topics: ['which_is_the_cause'] }] : [];
}
