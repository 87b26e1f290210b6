import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type Activity, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import { type Case, newCase, parseCase } from '../dialogs/case.ts';
import { ledBy, reply as replyOf } from '../dialogs/compose-reply.ts';
import { CHOICES, phrases, text } from '../dialogs/phrases.ts';
import type { Reply } from '../dialogs/reply.ts';
import type { Utterance } from '../knowledge/recognizer/utterance.ts';
import type { Place } from './channels/place.ts';
import type { Converse, Exchange } from './converse.ts';
import { Lanes } from './lanes.ts';
import { whereFrom } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Store, StoredCase } from './store/store.ts';
import { traced } from './tracing.ts';

/** Where a turn's reply goes: into a Direct Line conversation, through the outbox, or back to the caller alone. */
export type Destination = 'log' | 'outbox' | 'caller';

/** One turn to be run. */
export interface Turn {
  activity: Activity;
  place: Place;
  /** `opened`: somebody only opened the chat; `nothing`: remembered as seen, and not answered */
  said: Utterance | 'opened' | 'nothing';
  to: Destination;
}

/** What a turn came to. A redelivered activity is a `duplicate`: nothing was run or said again. */
export type TurnEnd = { is: 'committed'; replies: Partial<Activity>[] } | { is: 'duplicate' };

export interface TurnDeps {
  store: Pick<Store, 'loadCase' | 'commitTurn'>;
  converse: Converse;
  metrics: Metrics;
  log: Pick<Logger, 'warn' | 'error'>;
}

// Within a process the turns of one case wait for each other, so only other processes can come in between.
const MOST_TRIES = 30;
const LONGEST_PAUSE_MS = 100;

/**
 * Runs turns, each once: the case is read with its etag, the dialogs run on a copy, and the new case, the reply and the
 * id of the inbound activity are committed together; when the case was changed meanwhile, all of it is done again.
 */
export class Turns {
  readonly #deps: TurnDeps;
  readonly #lanes = new Lanes();

  constructor(deps: TurnDeps) {
    this.#deps = deps;
  }

  /** Rejects when nothing was committed: the store cannot be reached, or the case changes faster than it can be read. */
  async run(turn: Turn): Promise<TurnEnd> {
    const { metrics } = this.#deps;
    const began = performance.now();
    const seconds = () => (performance.now() - began) / 1000;
    try {
      const { end, reply, failed, isNews } = await this.#lanes.run(turn.place.caseKey, () =>
        traced('faultline.turn', () => this.#untilCommitted(turn), { to: turn.to }),
      );
      if (reply && end.is === 'committed') metrics.screen(reply.screen, isNews === true);
      metrics.turn(end.is === 'duplicate' ? 'duplicate' : failed ? 'failed' : reply ? 'said' : 'ignored', seconds());
      return end;
    } catch (error) {
      metrics.turn('lost', seconds());
      throw error;
    }
  }

  /** Resolves when no turn runs or waits. */
  idle(): Promise<void> {
    return this.#lanes.idle();
  }

  async #untilCommitted(turn: Turn): Promise<Tried & { end: TurnEnd }> {
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      const tried = await this.#once(turn);
      if (tried.end) return { ...tried, end: tried.end };
      this.#deps.metrics.conflict();
      // Another process holds the case at this moment; unequal pauses let one of the two finish.
      await wait(Math.random() * Math.min(LONGEST_PAUSE_MS, 2 ** tries));
    }
    throw new Error(`a turn met ${MOST_TRIES} other turns on its case and was given up; nothing of it was kept`);
  }

  /** One try; without `end` the case had been changed by another process. */
  async #once(turn: Turn): Promise<Tried & { end?: TurnEnd }> {
    const { store } = this.#deps;
    const { place, to } = turn;
    const at = new Date();
    const stored = await traced('faultline.load', () => store.loadCase(place.caseKey));
    const answered = turn.said === 'nothing' ? undefined : await this.#answer(turn, turn.said, stored, at);
    const drawn = answered
      ? [addressed(turn, place.draw(answered.reply, answered.after.caseId, answered.after.turn), at)]
      : [];
    const { conversationId, userId } = place;
    const result = await traced('faultline.commit', () =>
      store.commitTurn({
        caseKey: place.caseKey,
        etag: stored?.etag,
        value: answered?.after ?? stored?.value ?? newCase(at),
        inboundId: to === 'log' ? turn.activity.id : place.inboundId,
        replies: to === 'caller' ? [] : drawn.map((activity) => ({ to, conversationId, activity })),
        at,
        ...(answered?.forget && { forget: { conversationId, userId } }),
      }),
    );
    if (result === 'conflict') return {};
    const end: TurnEnd = result === 'duplicate' ? { is: 'duplicate' } : { is: 'committed', replies: drawn };
    return {
      end,
      ...(answered && { reply: answered.reply, failed: answered.failed === true, isNews: answered.isNews === true }),
    };
  }

  async #answer(
    turn: Turn,
    said: Utterance | 'opened',
    stored: StoredCase | undefined,
    now: Date,
  ): Promise<Exchange & { failed?: boolean; isNews?: boolean }> {
    const { converse, log } = this.#deps;
    const parsed = stored && parseCase(stored.value);
    const lost = stored !== undefined && parsed === undefined;
    if (lost) log.warn({ code: 'case-shape-unknown' }, 'a stored case could not be read and was begun anew');
    const before = parsed ?? newCase(now);
    try {
      const { after, reply, forget } = await traced('faultline.dialogs', () =>
        converse(before, said === 'opened' ? undefined : said, now),
      );
      // The buttons of a case that is gone would not act.
      if (forget) return { after, reply: { ...reply, choices: [] }, forget };
      const isNews = hasNews(before.known, after.known);
      return { after, isNews, reply: lost ? ledBy([text(phrases.shapeLost)], reply) : reply };
    } catch (error) {
      // The case stays as it was, and so do the buttons of the reply before; the inbound activity counts as answered,
      // since it would fail again.
      const conversationId = turn.place.conversationId;
      log.error({ code: 'dialog-failed', conversationId, ...whereFrom(error) }, 'a dialog threw');
      return { after: before, reply: sorry(), failed: true };
    }
  }
}

interface Tried {
  reply?: Reply;
  /** the dialogs threw, and the reply says so */
  failed?: boolean;
  /** it brought evidence that the case did not have */
  isNews?: boolean;
}

type Known = Case['known'];

function hasNews(before: Known, after: Known): boolean {
  const isNew = (known: readonly unknown[]) => (one: unknown) => !known.some((old) => isDeepStrictEqual(old, one));
  return (
    after.events.some(isNew(before.events)) ||
    after.codes.some(isNew(before.codes)) ||
    after.readings.some(isNew(before.readings))
  );
}

/** The one calm sentence for what nobody foresaw. */
export function sorry(): Reply {
  return replyOf('error', phrases.errorTitle, [text(phrases.error)], [CHOICES.whereAmI, CHOICES.startOver]);
}

function addressed({ activity }: Turn, drawn: Partial<Activity>, at: Date): Partial<Activity> {
  const reference = TurnContext.getConversationReference(activity);
  return { ...TurnContext.applyConversationReference(drawn, reference), timestamp: at };
}
