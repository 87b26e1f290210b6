import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { withoutButtons } from '../channels/card-attachment.ts';

// A card and its place take a few KB. People whose last card was forgotten here find it with its buttons, which say that
// they no longer act.
const MOST_CARDS = 2000;

const Ours = z.object({ faultline: z.object({ caseId: z.string() }) });

/**
 * Remembers the newest card of every case, so that the one before can be shown anew without its buttons. Only within one
 * process, and not through a restart: it tidies up, while the dialogs make sure that an old button does nothing.
 */
export class AnsweredCards {
  readonly #newest = new Map<string, Partial<Activity>>();

  /**
   * To be told of every message that a connector has taken, with the id it gave.
   * @returns the message before, without buttons, to be shown in its place; undefined when there is nothing to do
   */
  sent(activity: Partial<Activity>, id: string | undefined): Partial<Activity> | undefined {
    const caseId = Ours.safeParse(activity.channelData).data?.faultline.caseId;
    if (!caseId || !id || activity.type !== 'message') return undefined;
    const key = JSON.stringify([activity.conversation?.id, caseId]);
    const before = this.#newest.get(key);
    this.#newest.delete(key);
    const { replyToId: _answered, ...kept } = { ...activity, id };
    const quiet = withoutButtons(kept);
    if (quiet) this.#newest.set(key, quiet);
    const [oldest] = this.#newest.keys();
    if (this.#newest.size > MOST_CARDS && oldest !== undefined) this.#newest.delete(oldest);
    return before;
  }
}
