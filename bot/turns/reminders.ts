import type { Activity } from 'botbuilder';
import type { Case } from '../../dialogs/walking/case.ts';
import { reminderEvent } from '../channels/reminder-event.ts';
import { whereFrom } from '../log.ts';
import { SteadyClock } from '../steady-clock.ts';
import type { DueReminder, Reminder, Store } from '../store/store.ts';
import type { Turn } from './one-turn.ts';

/** How long other processes keep off a reminder that is taken, and how soon one is taken again that could not be given. */
const LEASE_MS = 60_000;
/** The longest pause between two tries. */
const LONGEST_PAUSE_MS = 60 * LEASE_MS;
/** So many failed ones are remembered; of the oldest beyond that it is forgotten that they were logged. */
const REMEMBERED = 1000;
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
  /** those that could not be given out, by id: how long the pause is, and until when (milliseconds of the clock) */
  readonly #failed = new Map<string, { pause: number; until: number }>();

  constructor(deps: RemindersDeps) {
    this.#deps = deps;
    this.#clock = deps.clock ?? new SteadyClock();
  }

  /** Rejects when the store cannot be reached. */
  async run(): Promise<void> {
    const now = this.#clock.now();
    const due = await this.#deps.store.takeReminders(now, LEASE_MS, AT_ONCE);
    await Promise.all(due.map((one) => this.#give(one, now.getTime())));
  }

  async #give(reminder: DueReminder, now: number): Promise<void> {
    const { id, to, activity } = reminder;
    const { store, speak } = this.#deps;
    if (now < (this.#failed.get(id)?.until ?? 0)) return;
    try {
      // Another version may have stored it: then nobody can tell whom to write to.
      if (activity) await speak[to](activity as Activity);
      await store.reminderDone(id);
      this.#failed.delete(id);
    } catch (error) {
      this.#wait(reminder, now, error);
    }
  }

  /** Lets one that cannot be given out wait, each time twice as long. It is told once. */
  #wait({ id, conversationId }: DueReminder, now: number, error: unknown): void {
    const before = this.#failed.get(id);
    if (!before)
      this.#deps.log.warn({ code: 'reminder-failed', conversationId, ...whereFrom(error) }, 'a reminder waits');
    const pause = Math.min(before ? 2 * before.pause : LEASE_MS, LONGEST_PAUSE_MS);
    this.#failed.delete(id);
    this.#failed.set(id, { pause, until: now + pause });
    const [oldest] = this.#failed.keys();
    if (oldest !== undefined && this.#failed.size > REMEMBERED) this.#failed.delete(oldest);
  }
}
