import type { Activity, ChannelAccount } from 'botbuilder';
import type { Logger } from 'pino';
import { withoutButtons } from '../channels/card-attachment.ts';
import { placeOf } from '../channels/place.ts';
import type { Worded } from '../channels/read-utterance.ts';
import type { Connector } from '../connector/connector.ts';
import type { Converse } from '../converse.ts';
import { whereFrom } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { NotDone } from '../reading/reading-pool.ts';
import type { InvokeHandler, SupportBotDeps } from '../support-bot.ts';
import type { Destination } from '../turns/one-turn.ts';
import { AnsweredCards } from './answered-cards.ts';
import { Feedback } from './feedback.ts';
import { readWithFiles } from './fetch-files.ts';
import { messageExtension } from './message-extension.ts';
import { isForOneAlone, isTargeted, TARGETED_OPTIONS } from './targeted.ts';

export interface TeamsDeps {
  adapter: Pick<Connector, 'send' | 'update' | 'openPersonalChat'>;
  converse: Converse;
  recognize?: SupportBotDeps['recognize'];
  /** reads the words of an activity for a person; by default at once, in this thread */
  words?: (words: Worded, person: string) => Promise<string | NotDone>;
  /** what the bot calls itself now; by default its own name */
  called?: () => string | undefined;
  metrics: Pick<Metrics, 'feedback'>;
  log: Pick<Logger, 'warn'>;
  outboxFilled(): void;
}

/** Everything that is different in Teams, as what the edge takes: how a message is read, invokes, how a reply goes out. */
export class Teams implements Pick<SupportBotDeps, 'read' | 'invokes'> {
  readonly invokes: Readonly<Record<string, InvokeHandler>>;
  readonly read = (activity: Activity, to: Destination) => {
    const { words } = this.#deps;
    return readWithFiles(activity, to, words && ((all) => words(all, placeOf(activity).caseKey)));
  };
  readonly #deps: TeamsDeps;
  readonly #cards = new AnsweredCards();

  constructor(deps: TeamsDeps) {
    this.#deps = deps;
    const feedback = new Feedback(deps.metrics.feedback);
    this.invokes = {
      'message/submitAction': feedback.answer,
      ...messageExtension({
        converse: deps.converse,
        ...(deps.recognize && { recognize: deps.recognize }),
        ...(deps.words && { words: deps.words }),
        ...(deps.called && { called: deps.called }),
        openPersonalChat: (activity) => deps.adapter.openPersonalChat(activity),
        outboxFilled: deps.outboxFilled,
      }),
    };
  }

  /** Delivers one reply, as the outbox wants it: rejects only when the reply itself did not go out. */
  readonly deliver = async (activity: Partial<Activity>): Promise<void> => {
    const before = this.#cards.sent(activity, await this.#send(activity));
    if (!before) return;
    await this.#deps.adapter.update(before, isTargeted(before) ? TARGETED_OPTIONS : {}).catch((error: unknown) => {
      // The buttons stay, and say that they no longer act.
      this.#deps.log.warn({ code: 'card-not-updated', ...whereFrom(error) }, 'an answered card kept its buttons');
    });
  };

  async #send(activity: Partial<Activity>): Promise<string | undefined> {
    const { adapter } = this.#deps;
    const alone = isForOneAlone(activity);
    if (!isTargeted(activity)) return alone ? this.#sendPersonally(activity) : adapter.send(activity);
    try {
      return await adapter.send(activity, TARGETED_OPTIONS);
    } catch (error) {
      if (!isUnsupported(error)) throw error;
      return alone ? this.#sendPersonally(activity) : adapter.send(activity);
    }
  }

  /** Says something in the chat of the bot and the recipient alone. Its buttons belong to the other chat and are left out. */
  async #sendPersonally(activity: Partial<Activity>): Promise<undefined> {
    const { replyToId: _elsewhere, recipient, from, ...said } = withoutButtons(activity) ?? activity;
    if (!recipient || !from) throw new Error('the message names nobody who may read it');
    const { adapter } = this.#deps;
    const conversation = await adapter.openPersonalChat(swapped(activity, recipient, from));
    await adapter.send({ ...said, recipient, from, conversation });
  }
}

/** The activity as its recipient would have sent it. */
function swapped(activity: Partial<Activity>, person: ChannelAccount, bot: ChannelAccount) {
  const { conversation = { id: '', isGroup: false, conversationType: '', name: '' }, serviceUrl = '' } = activity;
  return { from: person, recipient: bot, conversation, serviceUrl };
}

/** Whether the platform does not know messages for one person here; everything else may pass and is tried again. */
function isUnsupported(error: unknown): boolean {
  return (
    error instanceof Error && 'statusCode' in error && [400, 403, 404, 405, 501].includes(Number(error.statusCode))
  );
}
