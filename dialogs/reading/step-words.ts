import { CAPS } from '../../knowledge/recognizer/paste/caps.ts';
import { DENIED_DEED, NEGATION } from '../../knowledge/recognizer/words/small-words.ts';
import { clausesOf, denies } from './denial.ts';
import { folded } from './read-answer.ts';

const answerIn = (text: string): string => (text.length > CAPS.line ? '' : folded(text));

/** Words that say "I heard you", and not that anything was done. */
const ACKNOWLEDGED: ReadonlySet<string> = new Set([
  ...['ok', 'okay', 'okey', 'k', 'kk', 'ok ok', 'fine', 'alright', 'all right', 'sure', 'right', 'hm', 'hmm', 'aha'],
  ...[
    'i see',
    'got it',
    'understood',
    'i understand',
    'i have read it',
    'read it',
    'i read it',
    'accept',
    'agree',
    'i agree',
  ],
]);

/** Somebody who thinks, hopes or guesses does not know. "Agree" and "accept" answer a warning, not a step. */
const UNSURE =
  /\b(?:think|maybe|perhaps|probably|guess|hope|suppose|supposed|might|should be|not sure|later|tonight|tomorrow|agree|accept)\b/;

/** Whether somebody says that they are not sure. */
export const soundsUnsure = (text: string): boolean => UNSURE.test(answerIn(text));

/** Whether words that sound like "done" prove nothing: an acknowledgement, or somebody who is not sure. */
export function provesNothing(text: string): boolean {
  const words = answerIn(text);
  return ACKNOWLEDGED.has(words) || soundsUnsure(words);
}

const BEFORE_NOW =
  /\balready (?:\w+ )?(?:changed|set|raised|increased) (?:it|that|this|the (?:value|number|setting)|to)\b|\b(?:changed|set|raised|increased) (?:it|that|the (?:value|number|setting)) (?:already|yesterday|earlier)\b/;

/** "I already changed it": the change was made before its step was shown. */
export const saysAlreadyChanged = (text: string): boolean =>
  !text.includes('?') &&
  text.length <= CAPS.line &&
  clausesOf(text).some((clause) => BEFORE_NOW.test(clause.text) && !denies(clause));

const SAVED =
  /\b(?:saved|exported|backed up|made (?:a |the |another )?(?:backup|copy)|have (?:a |the )?(?:backup|copy))\b/;
const RESTARTED = /\b(?:restarted|started again|(?:is|are) (?:started|running|up)|services started|all started)\b/;

/** Whether somebody says in a step's own words that it is done: "saved the key", "both are running". */
export function saysStepDone({ id, task }: { id: string; task: string }, text: string): boolean {
  const done = task === 'backup' || task === 'note' ? SAVED : id.includes('restart') ? RESTARTED : undefined;
  if (!done || text.length > CAPS.line || text.includes('?') || saysServiceTrouble(text)) return false;
  return clausesOf(text).some((clause) => done.test(clause.text) && !denies(clause) && !soundsUnsure(clause.text));
}

const TROUBLE = new RegExp(
  `\\b(?:${DENIED_DEED}|fails? to|failed to|refuses to) (?:\\w+ )?(?:starts?|starting|started|stops?|stopping|come up)\\b|\\b(?:hangs?|stuck) (?:at|in|on|while) (?:\\w+ )?(?:start|stopp)ing\\b|\\baccess (?:is )?denied\\b`,
);

const RUNS = /\b(?:running|runs|works|is up|are up|started now)\b/;

/** Whether a service is said not to start or stop. */
export function saysServiceTrouble(text: string): boolean {
  const words = answerIn(text);
  const command = words.search(/\bnet (?:start|stop) /);
  const fails = command >= 0 && /\b(?:fails?|failed|error)\b/.test(words.slice(command));
  return (fails || TROUBLE.test(words)) && !RUNS.test(words);
}

const GONE =
  /\b(?:gone|works?|working|fixed|solved|resolved|healthy|stable|quiet|disappeared|stopped appearing|stayed? away|no more|no new|not a single|not seen|nothing new|no longer|no (?:\d{3,5}|events?|errors?))\b/;
const THERE =
  /\b(?:still|persists?|came back|comes back|coming back|reappeared|returned|same (?:error|errors|events|problem|thing)|not gone|no better|not better|no change|nothing changed|stopped again|didnt help|did not help|doesnt help|not help|broken|worse|fails?|failing|failed|dies|crash(?:es|ed|ing)?|shuts? down|(?:is|are|went) down)\b/;
const BAD = '(?:fail\\w*|crash\\w*|dies|died|stop\\w*|shuts? down|came back|comes? back)';
/** A denied "fails" is good news, and says so with a word of bad news. */
const NO_LONGER = new RegExp(
  `\\b(?:no|not|nothing|never|hasnt|havent|doesnt|didnt|no longer|no more|stopped) (?:\\w+ ){0,2}?${BAD}(?: again)?\\b|\\b${BAD} no more\\b`,
  'g',
);
const NOT_GOOD = new RegExp(
  `\\b(?:${NEGATION}|none of (?:it|them|this)) (?:\\w+ )?(?:gone|fixed|solved|better|resolved|stable)\\b`,
  'g',
);
/** Nothing is left to doubt in "nothing works" and "it is not really working". */
const NOT_WORKING = new RegExp(
  `\\b(?:${NEGATION}|hardly|barely|nothing|nobodys?|none of (?:it|them|this)) (?:\\w+ ){0,2}?work(?:s|ing)?\\b`,
  'g',
);
/** Nobody knows yet, or it is not all good. */
const MIXED =
  /\b(?:if|whether|hope|wait|cannot say|cant say|dont know|but|except|only|partly|sometimes|then|until|an hour|a while)\b/;

/** How it turned out, read by rule: a classifier's guess must not end a case. undefined for neither, for both, and for "perhaps". */
export function readOutcome(text: string): 'solved' | 'not-solved' | undefined {
  const said = answerIn(text);
  const words = said.replace(NO_LONGER, 'gone').replace(NOT_WORKING, 'fails');
  const there = THERE.test(words.replace(/\b(?:not|no) (?:gone|better)\b/g, 'still'));
  // What is denied is no good news: "not gone".
  const gone = GONE.test(words.replace(NOT_GOOD, ''));
  if (gone === there || text.includes('?')) return undefined;
  if (!gone) return 'not-solved';
  return MIXED.test(said) || soundsUnsure(said) ? undefined : 'solved';
}
