import type { Activity, InvokeResponse } from 'botbuilder';
import { z } from 'zod';

const Submitted = z.object({
  actionName: z.literal('feedback'),
  actionValue: z.object({ reaction: z.enum(['like', 'dislike']) }),
});

/**
 * Counts the thumbs under answers (invoke `message/submitAction`). Only the direction is kept: neither who pressed nor
 * what was written with it.
 */
export class Feedback {
  readonly #counts: { liked: number; disliked: number };

  /** @param counts what is counted on; those typed count there too */
  constructor(counts: { liked: number; disliked: number }) {
    this.#counts = counts;
  }

  /** Answers the invoke; Teams shows an error for anything but 200, so what is not understood is passed over. */
  readonly answer = async ({ value }: Pick<Activity, 'value'>): Promise<InvokeResponse> => {
    const reaction = Submitted.safeParse(value).data?.actionValue.reaction;
    if (reaction === 'like') this.#counts.liked += 1;
    if (reaction === 'dislike') this.#counts.disliked += 1;
    return { status: 200, body: {} };
  };
}
