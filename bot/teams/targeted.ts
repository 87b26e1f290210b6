import type { Activity } from 'botbuilder';
import { z } from 'zod';

// Our own sign between the adapter and the policy below; it never leaves the process.
const HEADER = 'x-faultline-targeted';
const Marked = z.object({ faultline: z.object({ targeted: z.literal(true) }) });

/** Whether a message is meant for its recipient's eyes alone, although its chat is shared. */
export function isTargeted(activity: Partial<Activity>): boolean {
  return Marked.safeParse(activity.channelData).success;
}

const Alone = z.object({ faultline: z.object({ alone: z.literal(true) }) });

/** Whether a message may not be shown to the others in its chat by any means. */
export function isForOneAlone(activity: Partial<Activity>): boolean {
  return Alone.safeParse(activity.channelData).success;
}

/** Request options of the SDK's connector client for a targeted message. */
export const TARGETED_OPTIONS = { customHeaders: { [HEADER]: 'yes' } };

interface PipelineRequest {
  url: string;
  headers: { get(name: string): string | undefined; delete(name: string): void };
}

/**
 * A step of the SDK's pipeline. Teams shows a message to one person when the address says so; the SDK's client knows
 * no such parameter, so the header that {@link TARGETED_OPTIONS} sets is turned into it.
 * @see Microsoft Learn, "Targeted messages"
 */
export const targetedPolicy = {
  name: 'faultlineTargetedMessages',
  sendRequest<T>(request: PipelineRequest, next: (request: PipelineRequest) => Promise<T>): Promise<T> {
    if (request.headers.get(HEADER) !== undefined) {
      request.headers.delete(HEADER);
      const url = new URL(request.url);
      url.searchParams.set('isTargetedActivity', 'true');
      request.url = url.href;
    }
    return next(request);
  },
};
