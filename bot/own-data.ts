import type { Activity } from 'botbuilder';
import { phrases, text } from '../dialogs/phrases.ts';
import type { Reply } from '../dialogs/reply.ts';
import type { PersonData } from './store/store.ts';

// The file travels in a message of at most 256 KB, in base64, beside a card.
const MOST_BYTES = 120 * 1024;
// Of a long chat each message is cut to the longest of these that lets all of them fit; after that the oldest go.
const LENGTHS = [Number.POSITIVE_INFINITY, 20_000, 4000, 1000, 200];

/** The name of the file that answers "show my data". */
export const OWN_DATA_FILE = 'my-data.json';

/**
 * Adds everything the store has about a person to the reply, as a JSON file. The bot's own messages are in it by their
 * text: their cards say the same, and an earlier such file would hold all before it once more.
 */
export function withOwnData(reply: Reply, data: PersonData, userId: string): Reply {
  for (const longest of LENGTHS) {
    const file = fileOf(data, data.activities, userId, longest);
    if (fits(file)) return withFile(reply, file, longest < Number.POSITIVE_INFINITY);
  }
  let newest = data.activities.slice(-1000);
  const shortest = LENGTHS.at(-1) ?? 0;
  while (newest.length > 0 && !fits(fileOf(data, newest, userId, shortest)))
    newest = newest.slice(Math.ceil(newest.length / 4));
  return withFile(reply, fileOf(data, newest, userId, shortest), true);
}

function withFile(reply: Reply, file: string, isCut: boolean): Reply {
  const blocks = isCut ? [...reply.blocks, text(phrases.ownDataCut)] : reply.blocks;
  return { ...reply, blocks, files: [...reply.files, { name: OWN_DATA_FILE, text: file }] };
}

function fileOf(data: PersonData, activities: PersonData['activities'], userId: string, longest: number): string {
  const cut = (said: string) =>
    said.length > longest ? `${said.slice(0, longest)} (and ${said.length - longest} more characters)` : said;
  const told = (activity: Partial<Activity>) => ({
    at: activity.timestamp,
    by: activity.from?.id === userId ? 'you' : 'Faultline',
    text: cut(activity.text || (activity.summary ?? '')),
    ...(activity.from?.id === userId && {
      ...(activity.value !== undefined && { value: activity.value }),
      ...(activity.attachments && { files: activity.attachments.map(({ name, contentType }) => name ?? contentType) }),
    }),
  });
  const { case: kept, touchedAt, files, outbox } = data;
  const left = data.activities.length - activities.length;
  const all = {
    case: kept ?? null,
    lastTouched: touchedAt,
    ...(left > 0 && { olderMessagesLeftOut: left }),
    messages: activities.map(told),
    files,
    waitingForTheirChannel: outbox.map(told),
  };
  return `${JSON.stringify(all, undefined, 1)}\n`;
}

const fits = (file: string) => Buffer.byteLength(file) <= MOST_BYTES;
