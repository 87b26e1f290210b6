import type { Activity } from 'botbuilder';
import type { Case } from '../../dialogs/walking/case.ts';
import { reminderEvent } from '../channels/reminder-event.ts';
import { whereFrom } from '../log.ts';
import { SteadyClock } from '../steady-clock.ts';
import type { DueReminder, Reminder, Store } from '../store/store.ts';
import type { Turn } from './turn.ts';

/** How long other processes keep off a reminder that is taken, and how soon one is taken again that could not be given. */
const LEASE_MS = 60_000;
const AT_ONCE = 20;
/** How often to look for reminders, in milliseconds. */
export const LOOK_FOR_REMINDERS_MS = 5000;

/** What a turn leaves to be done at its time: `none` takes back what was there, undefined for nothing new. */
export function toRemind(
  before: Case['reminder'],
  after: Case['reminder'],
  { activity, place, to }: Pick<Turn, 'activity' | 'place' | 'to'>,
): Reminder | 'none' | undefined {
  if (before?.id === after?.id) return undefined;
  if (!after || to === 'caller') return 'none';
  const event = reminderEvent(after.id, activity, place.userId);
  return { id: after.id, due: new Date(after.due), to, conversationId: place.conversationId, activity: event };
}

export interface RemindersDeps {
  store: Pick<Store, 'takeReminders' | 'reminderDone'>;
  /** Runs the turn that an activity begins, once however often it is asked; rejects when nothing was committed. */
  speak: Record<Reminder['to'], (activity: Activity) => Promise<void>>;
  log: { warn(facts: object, message: string): void };
  clock?: SteadyClock;
}

/** Gives out what people wanted to be reminded of, when its time has come: each to one process, and each once. */
export class Reminders {
  readonly #deps: RemindersDeps;
  readonly #clock: SteadyClock;

  constructor(deps: RemindersDeps) {
    this.#deps = deps;
    this.#clock = deps.clock ?? new SteadyClock();
  }

  /** Rejects when the store cannot be reached. */
  async run(): Promise<void> {
    const due = await this.#deps.store.takeReminders(this.#clock.now(), LEASE_MS, AT_ONCE);
    await Promise.all(due.map((one) => this.#give(one)));
  }

  async #give({ id, to, conversationId, activity }: DueReminder): Promise<void> {
    const { store, speak, log } = this.#deps;
    try {
      // Another version may have stored it: then nobody can tell whom to write to.
      if (activity) await speak[to](activity as Activity);
      await store.reminderDone(id);
    } catch (error) {
      log.warn({ code: 'reminder-failed', conversationId, ...whereFrom(error) }, 'a reminder waits');
    }
  }
}
