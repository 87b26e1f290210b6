import type { Activity } from 'botbuilder';
import { z } from 'zod';

const EVENT = 'faultline/reminder';
const Due = z.object({ type: z.literal('event'), name: z.literal(EVENT), value: z.object({ id: z.string() }) });

/** Whether an activity is one by which the program speaks first; a client need not see it. */
export const isReminder = (activity: Partial<Activity>): boolean => Due.safeParse(activity).success;

/** The id of the reminder that an activity is about; undefined for any other activity. */
export const reminderOf = (activity: Partial<Activity>): string | undefined => Due.safeParse(activity).data?.value.id;

/** The activity that begins the turn of a reminder, at the place where somebody spoke. */
export function reminderEvent(id: string, spoken: Activity, userId: string): Partial<Activity> {
  const { channelId, serviceUrl, conversation, recipient, from, locale } = spoken;
  return {
    type: 'event',
    name: EVENT,
    // Who sends it twice is understood once.
    id: `reminder:${id}`,
    value: { id },
    channelId,
    serviceUrl,
    conversation,
    recipient,
    from: from.id === userId ? from : { id: userId, name: '' },
    ...(locale && { locale }),
  };
}
