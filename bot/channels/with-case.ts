import type { Activity } from 'botbuilder';
import type { CaseSummary } from '../../dialogs/saying/case-summary.ts';
import { channelOf } from './channel.ts';

/** The message with the case as it stands after it, where its channel shows that beside the conversation. */
export function withCase(activity: Partial<Activity>, beside: (() => CaseSummary) | undefined): Partial<Activity> {
  const { caseBeside, maxBytes } = channelOf(activity.channelId ?? '');
  if (!beside || !caseBeside) return activity;
  const { channelData } = activity;
  const told = {
    ...activity,
    channelData: { ...channelData, faultline: { ...channelData?.faultline, case: beside() } },
  };
  // It only repeats what the conversation says; a message that just fits is not made too large by it.
  return Buffer.byteLength(JSON.stringify(told)) <= maxBytes ? told : activity;
}
