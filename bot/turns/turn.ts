import { setTimeout as wait } from 'node:timers/promises';
import { type Activity, TurnContext } from 'botbuilder-core';
import { phrases } from '../../dialogs/saying/phrases.ts';
import type { Reply } from '../../dialogs/saying/reply.ts';
import { newCase } from '../../dialogs/walking/case.ts';
import { isReminder } from '../channels/reminder-event.ts';
import { withCase } from '../channels/with-case.ts';
import { withDrawings } from '../channels/with-drawings.ts';
import { whereFrom } from '../log.ts';
import type { StoredCase } from '../store/store.ts';
import { traced } from '../tracing.ts';
import { type Answered, answerTurn, excused } from './answer-turn.ts';
import { Lanes } from './lanes.ts';
import type { Said, Turn, TurnDeps } from './one-turn.ts';

/** What a turn came to. A redelivered activity is a `duplicate`: nothing was run or said again. */
export type TurnEnd = { is: 'committed'; replies: Partial<Activity>[] } | { is: 'duplicate' };

/** How much a turn has put into a log. */
export const bytesOf = (end: TurnEnd): number =>
  end.is === 'committed' ? Buffer.byteLength(JSON.stringify(end.replies)) : 0;

// Within a process the turns of one case wait for each other, so only other processes can come in between.
const MOST_TRIES = 30;
const LONGEST_PAUSE_MS = 100;

/**
 * Runs turns, each once: the case is read with its etag, the dialogs run on a copy, and the new case and the reply are
 * committed together with the note that the inbound activity is answered; when the case was changed meanwhile, all of it is done again.
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
        traced('faultline.turn', async () => this.#untilCommitted(await withReading(turn)), { to: turn.to }),
      );
      if (reply && end.is === 'committed') metrics.said(reply, isNews === true);
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

  async #untilCommitted(turn: ReadTurn): Promise<Tried & { end: TurnEnd }> {
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
  async #once(turn: ReadTurn): Promise<Tried & { end?: TurnEnd }> {
    const { store } = this.#deps;
    const { place, to } = turn;
    const at = new Date();
    const stored = await traced('faultline.load', () => store.loadCase(place.caseKey));
    const said = turn.said === 'nothing' ? undefined : await answerTurn(this.#deps, turn, turn.said, stored, at);
    const { answered, drawn } = await traced('faultline.draw', async () => this.#draw(turn, said, stored, at));
    const { conversationId, userId } = place;
    // Before the commit: a line that ended without one costs a token, one that went on would open what was left for good.
    if (answered?.leaves && to === 'log') await store.endLine(conversationId, at);
    const result = await traced('faultline.commit', () =>
      store.commitTurn({
        caseKey: place.caseKey,
        etag: stored?.etag,
        value: answered?.keeps ?? stored?.value ?? newCase(at),
        ...(to === 'log' ? { settles: turn.activity.id } : { inboundId: place.inboundId }),
        replies: to === 'caller' ? [] : drawn.map((activity) => ({ to, conversationId, activity })),
        at,
        ...(answered?.remind && { remind: answered.remind }),
        ...(answered?.asks === 'forget' && { forget: { conversationId, userId } }),
      }),
    );
    if (result === 'conflict') return {};
    const end: TurnEnd = result === 'duplicate' ? { is: 'duplicate' } : { is: 'committed', replies: drawn };
    return {
      end,
      ...(answered && { reply: answered.reply, failed: answered.failed === true, isNews: answered.isNews === true }),
    };
  }

  /** What is headed with the bot's name is headed with the one that its operator gave it. */
  #named(answered: Answered): Answered {
    if (answered.reply.title !== phrases.welcomeTitle) return answered;
    const name = this.#deps.called?.();
    return name === undefined ? answered : { ...answered, reply: { ...answered.reply, title: name } };
  }

  /** What is said and how it looks. A reply that cannot be drawn never could be: it is excused, as a dialog that throws is. */
  #draw(turn: Turn, answered: Answered | undefined, stored: StoredCase | undefined, at: Date) {
    if (!answered) return { answered, drawn: [] };
    try {
      return {
        answered,
        drawn: [withDrawings(withCase(draw(turn, this.#named(answered), at), answered.beside), this.#deps.drawings)],
      };
    } catch (error) {
      const { conversationId } = turn.place;
      this.#deps.log.error({ code: 'draw-failed', conversationId, ...whereFrom(error) }, 'a reply could not be drawn');
      const excuse = excused(stored?.value, at);
      return { answered: excuse, drawn: [draw(turn, excuse, at)] };
    }
  }
}

/** A turn of which is known what was said. */
type ReadTurn = Turn & { said: Said };

async function withReading(turn: Turn): Promise<ReadTurn> {
  const { said } = turn;
  return { ...turn, said: typeof said === 'function' ? await traced('faultline.read', said) : said };
}

interface Tried {
  reply?: Reply;
  /** the dialogs threw, and the reply says so */
  failed?: boolean;
  /** it brought evidence that the case did not have */
  isNews?: boolean;
}

/** The reply as its channel shows it, addressed to where the activity came from. */
function draw({ activity, place }: Turn, answered: Answered, timestamp: Date): Partial<Activity> {
  const drawn = place.draw(answered.reply, answered.buttons.caseId, answered.buttons.turn, answered.asks === 'show');
  const reference = TurnContext.getConversationReference(activity);
  const addressed = { ...TurnContext.applyConversationReference(drawn, reference), timestamp };
  if (!isReminder(activity)) return addressed;
  // Whoever speaks first answers nobody.
  const { replyToId: _nobody, ...first } = addressed;
  return first;
}
