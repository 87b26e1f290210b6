import { type Activity, ActivityTypes, DeliveryModes, type InvokeResponse, type TurnContext } from 'botbuilder-core';
import { z } from 'zod';
import type { Utterance } from '../knowledge/recognizer/utterance.ts';
import { placeOf, whoOpened } from './channels/place.ts';
import { readUtterance } from './channels/read-utterance.ts';
import { reminderOf } from './channels/reminder-event.ts';
import { type Read, readHere } from './reading/read.ts';
import type { NotDone } from './reading/reading-pool.ts';
import { typingWhileSlow } from './teams/typing.ts';
import type { Destination, Turn } from './turns/one-turn.ts';
import { NO_ROOM } from './turns/phrases-no-room.ts';
import type { TurnEnd, Turns } from './turns/turn.ts';

/** Answers one kind of invoke. What it rejects with is answered 500, without its message. */
export type InvokeHandler = (activity: Activity, bot: SupportBot) => Promise<InvokeResponse>;

export interface SupportBotDeps {
  turns: Pick<Turns, 'run'>;
  /** reads what somebody said, files that have to be fetched included; by default only what lies in the activity. @param to who is answered */
  read?: (activity: Activity, to: Destination) => Utterance | Promise<Utterance | NotDone>;
  /** recognises what was said; by default at once, in this thread */
  recognize?: (utterance: Utterance, person: string) => Promise<Read>;
  /** by the name of the invoke; the names here come before the bot's own */
  invokes?: Readonly<Record<string, InvokeHandler>>;
  /** whether a person's case may be opened, or is open; by default always */
  admits?: (caseKey: string) => Promise<boolean>;
  /** called after something was put into the outbox */
  outboxFilled?: () => void;
}

const Execute = z.object({ action: z.object({ data: z.unknown() }) });

/** One activity in, one turn; the same for every channel. */
export class SupportBot {
  readonly #deps: SupportBotDeps;
  readonly #read: NonNullable<SupportBotDeps['read']>;
  readonly #recognize: (utterance: Utterance, person: string) => Promise<Read>;

  constructor(deps: SupportBotDeps) {
    this.#deps = deps;
    this.#read = deps.read ?? readUtterance;
    this.#recognize = deps.recognize ?? (async (utterance) => readHere(utterance));
  }

  /**
   * Runs the turn of an activity. Others than messages and people who open the chat (reactions, typing, edits)
   * count as answered and change nothing. Rejects when nothing was committed.
   */
  async run(activity: Activity, to: Destination): Promise<TurnEnd> {
    return this.#deps.turns.run(this.#turnOf(activity, to));
  }

  /** Answers an activity of a log whose turn fails again and again with one calm sentence. Rejects as {@link run} does. */
  async giveUp(activity: Activity): Promise<void> {
    await this.#deps.turns.run({ activity, place: placeOf(activity), said: 'given up', to: 'log' });
  }

  /** A turn that came through a connector. Its reply goes out by the outbox, or with the answer to this very request. */
  readonly onTurn = async (context: TurnContext): Promise<void> => {
    const { activity } = context;
    if (activity.type === ActivityTypes.Invoke) {
      const value = await this.#invoke(activity);
      await context.sendActivity({ type: ActivityTypes.InvokeResponse, value });
    } else if (isHeard(activity) && !(await this.#admits(activity))) {
      await context.sendActivity(NO_ROOM);
    } else if (activity.deliveryMode === DeliveryModes.ExpectReplies) {
      const end = await this.run(activity, 'caller');
      if (end.is === 'committed' && end.replies.length > 0) await context.sendActivities(end.replies);
    } else if (isHeard(activity)) {
      // A connector repeats what was not acknowledged, so there is no need to remember what is not answered.
      await typingWhileSlow(this.run(activity, 'outbox'), () => context.sendActivity({ type: ActivityTypes.Typing }));
      this.#deps.outboxFilled?.();
    }
  };

  async #admits(activity: Activity): Promise<boolean> {
    const { admits } = this.#deps;
    return admits === undefined || admits(placeOf(activity, whoOpened(activity)).caseKey);
  }

  async #invoke(activity: Activity): Promise<InvokeResponse> {
    const { invokes = {} } = this.#deps;
    const name = activity.name ?? '';
    const handler = Object.hasOwn(invokes, name) ? invokes[name] : undefined;
    if (handler) return handler(activity, this);
    if (name === 'adaptiveCard/action') return this.#pressed(activity);
    return { status: 501 };
  }

  /** A button of a card that is answered in place (Action.Execute): the same turn as the button's message would be. */
  async #pressed(activity: Activity): Promise<InvokeResponse> {
    const value = Execute.safeParse(activity.value).data?.action.data;
    if (value === undefined) return cardAnswer(400, 'application/vnd.microsoft.error', { code: 'BadRequest' });
    const end = await this.run({ ...activity, type: ActivityTypes.Message, text: '', value }, 'caller');
    const [reply] = end.is === 'committed' ? end.replies : [];
    const card = reply?.attachments?.find((one) => one.contentType === 'application/vnd.microsoft.card.adaptive');
    if (card) return cardAnswer(200, card.contentType, card.content);
    return cardAnswer(200, 'application/vnd.microsoft.activity.message', reply?.text ?? '');
  }

  #turnOf(activity: Activity, to: Destination): Turn {
    if (activity.type === ActivityTypes.Message) {
      const place = placeOf(activity);
      const said = async () => {
        const read = await this.#read(activity, to);
        return 'is' in read ? read : this.#recognize(read, place.caseKey);
      };
      return { activity, place, said, to };
    }
    const reminder = reminderOf(activity);
    if (reminder !== undefined)
      return { activity, place: placeOf(activity), said: { is: 'reminder', id: reminder }, to };
    const person = whoOpened(activity);
    if (person === undefined) return { activity, place: placeOf(activity), said: 'nothing', to };
    return { activity, place: placeOf(activity, person), said: 'opened', to };
  }
}

function isHeard(activity: Activity): boolean {
  return activity.type === ActivityTypes.Message || whoOpened(activity) !== undefined;
}

// The body of an adaptiveCard/action answer carries its own status, beside that of HTTP.
function cardAnswer(statusCode: number, type: string, value: unknown): InvokeResponse {
  return { status: 200, body: { statusCode, type, value } };
}
