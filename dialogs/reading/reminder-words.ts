import { waitOf } from '../../knowledge/article/waiting-time.ts';
import { folded } from './read-answer.ts';
import { reminderElsewhere } from './reminder-languages.ts';
import type { Saying } from './sayings.ts';

const LONGEST = 80;
const REMIND = /^(?:(?:please|ok|okay|yes|and|can|could|will|would|you) ){0,4}(remind|ping|nudge|write to) me\b(.*)$/;
const BEFORE = /^(?:please )?((?:in|after) [a-z0-9]{1,5} [a-z]{1,7}|tomorrow) (?:please )?remind me(?: please)?$/;
const ABOUT = /^(?: again| please| of (?:this|it|that)| about (?:this|it|that)| to look(?: again)?){0,3}/;
const OFF =
  /^(?:(?:please|ok|no) )?(?:(?:do not|dont|never|no need to) remind me(?: again| any ?more| please)?|stop reminding me|no more reminders|(?:no|cancel|stop|delete|remove|forget|drop) (?:the |my |that )?reminders?(?: please)?|(?:the )?reminder off)$/;

/** Whether somebody wants to be reminded, and after how long; or no longer. Only a whole, short message counts. */
export function reminderSayings(text: string): Saying[] {
  if (text.length > LONGEST) return [];
  const words = folded(text);
  if (OFF.test(words)) return [{ is: 'no-reminder' }];
  const [, verb, after] = REMIND.exec(words) ?? [];
  const behind = BEFORE.exec(words)?.[1] ?? after;
  if (behind === undefined) return reminderElsewhere(words);
  const when = behind
    .replace(ABOUT, '')
    .replace(/ please$/, '')
    .trim();
  const wait = waitOf(when);
  // "Ping me from the server" is about something else.
  if (wait === undefined && verb !== undefined && verb !== 'remind') return [];
  if (when === '' || when === 'later') return [{ is: 'remind', wait: 'usual' }];
  return [{ is: 'remind', wait: wait ?? 'unread' }];
}
