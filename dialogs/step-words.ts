import { folded } from './read-answer.ts';

/** An answer is short. What is longer is a paste, and none of this is asked about it. */
const LONGEST_ANSWER = 400;
const answerIn = (text: string): string => (text.length > LONGEST_ANSWER ? '' : folded(text));

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
  /\balready (?:\w+ ){0,2}(?:changed|set|raised|increased|done|did|made)\b|\b(?:changed|set|raised|increased|did|made) (?:it|that|the (?:value|number|change)) (?:already|yesterday|earlier|before)\b/;

/** "I already changed it": the change was made before its step was shown. */
export const saysAlreadyChanged = (text: string): boolean => BEFORE_NOW.test(answerIn(text));

const TROUBLE =
  /\b(?:doesnt|does not|didnt|did not|wont|will not|cannot|cant|can not|fails? to|failed to|refuses to|isnt|not) (?:\w+ )?(?:start|starts|starting|started|stop|stops|stopping|come up|come back)\b|\b(?:hangs?|stuck) (?:at|in|on|while) (?:\w+ )?(?:start|stopp)ing\b|\bnet (?:start|stop) .*\b(?:fails?|failed|error)\b|\baccess (?:is )?denied\b/;

/** Whether a service is said not to start or stop. */
export const saysServiceTrouble = (text: string): boolean => TROUBLE.test(answerIn(text));

const GONE =
  /\b(?:gone|works?|working|fixed|solved|better|resolved|healthy|stable|quiet|disappeared|stopped appearing|stayed? away|no more|no new|not a single|nothing new|no longer)\b/;
const THERE =
  /\b(?:still|persists?|came back|comes back|coming back|reappeared|returned|same (?:error|errors|events|problem|thing)|not gone|no better|not better|not fixed|not solved|not resolved|not stable|didnt help|did not help|doesnt help|not help|(?:not|doesnt|dont|isnt|never) work(?:s|ing)?|broken|worse|fails?|failing|dies|crash(?:es|ed|ing)?|shuts? down)\b/;
/** A denied "still": "no longer fails" is good news, and says so with a word of bad news. */
const NO_LONGER =
  /\b(?:no longer|not any ?more|doesnt|does not|no more|never again|stopped) (?:\w+ )?(?:fail|fails|failing|crash|crashes|crashing|dies|shuts? down|come back|comes back)\b/g;

/** How it turned out, read by rule: a classifier's guess must not end a case. undefined for neither, and for both. */
export function readOutcome(text: string): 'solved' | 'not-solved' | undefined {
  const words = answerIn(text).replace(NO_LONGER, 'gone');
  const there = THERE.test(words);
  // What is denied is no good news: "not gone".
  const gone = GONE.test(
    words.replace(
      /\b(?:not|no|isnt|never|doesnt|dont) (?:\w+ )?(?:gone|works?|working|fixed|solved|better|resolved|stable)\b/g,
      '',
    ),
  );
  if (gone === there) return undefined;
  return gone ? 'solved' : 'not-solved';
}
