import type { Activity } from 'botbuilder';
import { isReminder } from '../channels/reminder-event.ts';
import type { LoggedActivity, Store } from '../store/store.ts';
import { BOT } from './accounts.ts';
import { shownSender } from './client-activity.ts';
import { malformed } from './direct-line-error.ts';
import { type LinkTerms, withLinks } from './files/attachment-link.ts';

/** An activity as the JSON text that clients get, and the watermark after it. */
export interface SeenActivity {
  text: string;
  watermark: number;
}

/** A stretch of a log, ready to be sent. */
export interface Frame {
  /** what of it a client may see */
  activities: SeenActivity[];
  /** after the whole stretch */
  watermark: number;
  /** whether the log goes on */
  more: boolean;
}

/** Who reads a log, and how. */
export interface Reader extends LinkTerms {
  store: Store;
  /** whether the client hears it as it happens; "somebody is typing" is for such clients only */
  live: boolean;
  /** JSON text handed over at once; at least one activity always is */
  frameBytes: number;
}

// Rows read at once. As a rule one or two are new; texts of the largest size must not be read many times to be sent once.
const FIRST_ROWS = 2;
const MOST_ROWS = 32;

/** Reads the log on from a watermark. */
export async function readFrame(reader: Reader, after: number): Promise<Frame> {
  const frame: Frame = { activities: [], watermark: after, more: false };
  let size = 0;
  for (let rows = FIRST_ROWS; ; rows = Math.min(rows * 2, MOST_ROWS)) {
    const logged = await reader.store.activitiesAfter(reader.claims.conv, frame.watermark, rows);
    for (const entry of logged) {
      const text = isVisible(entry.activity, reader.live) ? await asSeenByClients(reader, entry) : '';
      size += text.length;
      if (size > reader.frameBytes && frame.activities.length > 0) return { ...frame, more: true };
      frame.watermark = entry.sequence;
      if (text) frame.activities.push({ text, watermark: entry.sequence });
    }
    if (logged.length < rows) return frame;
  }
}

/** What the protocol calls an ActivitySet. */
export function activitySet(activities: readonly SeenActivity[], watermark: number): string {
  return `{"activities":[${activities.map(({ text }) => text).join(',')}],"watermark":"${watermark}"}`;
}

/** The sequence after which a client wants to read; undefined for a missing, empty or null watermark. Throws 400. */
export function parseWatermark(watermark: string | null): number | undefined {
  if (!watermark || watermark === 'null' || watermark === 'undefined') return undefined;
  if (!/^\d{1,15}$/.test(watermark)) throw malformed('watermark: send back the last one you were given, or none.');
  return Number(watermark);
}

function isVisible(activity: Partial<Activity>, live: boolean): boolean {
  const { type } = activity;
  if (type === 'typing') return live;
  if (type === undefined || ['conversationUpdate', 'trace', 'delay', 'invokeResponse'].includes(type)) return false;
  return !isReminder(activity);
}

const CARD = 'application/vnd.microsoft.card.adaptive';

/** Web Chat shows a text and the card that says the same one below the other, but reads this one aloud in place of the card. */
function cardsAlone(activity: Partial<Activity>): Partial<Activity> {
  const { text, textFormat: _format, ...rest } = activity;
  if (!text || !activity.attachments?.some(({ contentType }) => contentType === CARD)) return activity;
  return { ...rest, channelData: { ...activity.channelData, 'webchat:fallback-text': text } };
}

/** Its id comes from the store: it is made from the place in the log, so ids sort as the log does, whoever wrote the entry. */
async function asSeenByClients(reader: Reader, { activity: logged }: LoggedActivity): Promise<string> {
  const { conv, cards } = reader.claims;
  const activity = cards ? cardsAlone(logged) : logged;
  const seen: Partial<Activity> = {
    ...activity,
    from: shownSender(activity.from) ?? BOT,
    ...(activity.attachments && { attachments: await withLinks(activity.attachments, reader) }),
    channelId: 'directline',
  };
  return JSON.stringify({ ...seen, conversation: { id: conv } });
}
