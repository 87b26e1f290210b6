import { saying } from '../reading/sayings.ts';
import { reminders } from '../saying/asked/phrases-reminders.ts';
import { reminderReply, reminderSet } from '../saying/asked/reminder-reply.ts';
import type { At } from '../walking/at.ts';
import { LONGEST_WAIT, reminded, SHORTEST_WAIT, USUAL_WAIT, waitHere, withoutReminder } from '../walking/reminder.ts';
import { passing, said } from './outcome.ts';
import type { Rule } from './rule.ts';

const off = (at: At): At => at.with(withoutReminder(at.case));

/** The program speaks first, because somebody asked it to. */
export const REMINDED: readonly Rule[] = [
  {
    id: 'reminded',
    at: 'anywhere',
    on: 'reminded',
    unless: 'the article has changed',
    so: 'asks what the person wanted to be asked',
    does: (at) => said(off(at), reminderReply(off(at))),
  },
];

/** What is said about being reminded. */
export const REMINDERS: readonly Rule[] = [
  {
    id: 'remind/off',
    at: 'anywhere',
    on: 'no-reminder',
    so: 'sets no reminder, and takes one back',
    does: (at) => passing(off(at), reminders.offTitle, [at.case.reminder ? reminders.off : reminders.none]),
  },
  {
    id: 'remind/cannot',
    at: 'anywhere',
    on: 'remind',
    unless: 'the chat can be written to',
    so: 'says that nobody can be written to in this chat',
    does: (at) => passing(at, reminders.title, [reminders.cannot]),
  },
  {
    id: 'remind/nothing',
    at: 'anywhere',
    on: 'remind',
    unless: 'an article is open',
    so: 'says what there are reminders for',
    does: (at) => passing(at, reminders.title, [reminders.nothing]),
  },
  {
    id: 'remind',
    at: 'anywhere',
    on: 'remind',
    so: 'sets a reminder, or asks for a time that can be kept',
    does: (at, heard) => {
      const wait = saying(heard, 'remind')?.wait ?? 'usual';
      const ms = wait === 'usual' ? (waitHere(at) ?? USUAL_WAIT) : wait;
      if (ms === 'unread' || ms < SHORTEST_WAIT || ms > LONGEST_WAIT)
        return passing(at, reminders.title, [reminders.when]);
      const set = reminded(at, ms);
      return said(set, reminderSet(set, ms));
    },
  },
];
