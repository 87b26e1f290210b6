import type { Activity } from 'botbuilder';
import { phrases, text } from '../../dialogs/saying/phrases.ts';
import type { Reply } from '../../dialogs/saying/reply.ts';
import type { Person, PersonData, Store } from '../store/store.ts';
import { type ToldFile, Uploads } from './uploads.ts';

/** The name of the file that answers "show my data". */
export const OWN_DATA_FILE = 'my-data.json';

/** One message as its person is told it. The bot's own are told by their text, since their cards say the same. */
interface Told {
  at: Date | undefined;
  by: 'you' | 'Faultline';
  text: string;
  value?: unknown;
  files?: string[];
}

/** What is kept about a person, as far as one message can tell it. */
export interface OwnData extends Omit<PersonData, 'outbox' | 'files'> {
  /** by which whoever runs the server finds the same */
  ids: { conversation: string; user: string };
  /** newest first */
  messages: Told[];
  /** newest first; the last line is for what none of these messages came with */
  files: ToldFile[];
  /** older ones, which were not read */
  hasMore: boolean;
  /** replies that still wait for their channel, oldest first */
  waiting: Told[];
}

// The log is read backwards until there is more than any channel can show: a chat may hold hundreds of megabytes.
const PAGE = 20;
const ENOUGH_CHARACTERS = 300_000;
const ENOUGH_MESSAGES = 2000;

/** Reads what the store has about a person. Rejects when the store does. */
export async function readOwnData(
  store: Pick<Store, 'personData' | 'ownActivities'>,
  person: Person,
): Promise<OwnData> {
  const { outbox, files, ...kept } = await store.personData(person);
  const uploads = new Uploads(files);
  const told = (activity: Partial<Activity>) => toldTo(person.userId, activity);
  const messages: Told[] = [];
  let characters = 0;
  let before: number | undefined;
  const all = (hasMore: boolean): OwnData => ({
    ...kept,
    ids: { conversation: person.conversationId, user: person.userId },
    messages,
    files: uploads.told(),
    hasMore,
    waiting: outbox.map(told),
  });
  while (characters < ENOUGH_CHARACTERS && messages.length < ENOUGH_MESSAGES) {
    const page = await store.ownActivities(person, before, PAGE);
    for (const { activity } of page) {
      // That somebody opened the chat is no message.
      if (activity.type !== 'message') continue;
      const message = told(activity);
      messages.push(message);
      if (message.by === 'you') uploads.add(activity.attachments ?? []);
      characters += message.text.length;
    }
    before = page.at(-1)?.sequence;
    if (page.length < PAGE) return all(false);
  }
  return all(true);
}

function toldTo(userId: string, activity: Partial<Activity>): Told {
  const isTheirs = activity.from?.id === userId;
  const said = activity.text || (activity.summary ?? '');
  return {
    at: activity.timestamp,
    by: isTheirs ? 'you' : 'Faultline',
    // No file has room for more, and a page of messages may be twenty megabytes.
    text: said.length > ENOUGH_CHARACTERS ? shortened(said, ENOUGH_CHARACTERS) : said,
    ...(isTheirs && activity.value !== undefined && { value: activity.value }),
    ...(isTheirs &&
      activity.attachments && { files: activity.attachments.map(({ name, contentType }) => name ?? contentType) }),
  };
}

const shortened = (said: string, longest: number) =>
  said.length > longest ? `${said.slice(0, longest)} (and ${said.length - longest} more characters)` : said;

// How long the file may be, in characters; the longest that the channel shows whole is taken.
const BUDGETS = [90_000, 40_000, 18_000, 8000, 3000];
const LENGTHS = [Number.POSITIVE_INFINITY, 20_000, 4000, 1000, 200];

/**
 * Adds what is kept about a person to a reply, as a JSON file; what does not fit is cut, and that is said.
 * @param isShownWhole whether the channel shows a reply as it is; one that is too long loses its files
 */
export function withOwnData(reply: Reply, data: OwnData, isShownWhole: (reply: Reply) => boolean): Reply {
  for (const budget of BUDGETS) {
    const file = fileOf(data, budget);
    const notes = [text(phrases.ownDataFile), ...(file.isCut ? [text(phrases.ownDataCut)] : [])];
    const blocks = [...reply.blocks.slice(0, 1), ...notes, ...reply.blocks.slice(1)];
    const whole = {
      ...reply,
      blocks,
      files: [...reply.files, { name: OWN_DATA_FILE, text: file.text, attachedOnly: true as const }],
    };
    if (isShownWhole(whole)) return whole;
  }
  return { ...reply, blocks: [...reply.blocks.slice(0, 1), text(phrases.ownDataTooLong), ...reply.blocks.slice(1)] };
}

function fileOf(data: OwnData, budget: number): { text: string; isCut: boolean } {
  for (const longest of LENGTHS) {
    const messages = data.messages.map((one) => ({ ...one, text: shortened(one.text, longest) }));
    const file = jsonOf(data, messages);
    if (file.length <= budget) return { text: file, isCut: data.hasMore || longest < Number.POSITIVE_INFINITY };
  }
  // Even short messages are too many, or the rest is too long: the newest, a case of its own length, and some of all else.
  const brief = (one: Told): Told => ({ at: one.at, by: one.by, text: shortened(one.text, 200) });
  const caseLength = JSON.stringify(data.case ?? null).length;
  const kept = {
    ...data,
    case: caseLength > budget / 2 ? { leftOut: `${caseLength} characters` } : data.case,
    files: data.files.slice(0, Math.floor(budget / 1000)),
    waiting: data.waiting.slice(-Math.floor(budget / 3000)).map(brief),
    hasMore: true,
  };
  let newest = data.messages.slice(0, Math.floor(budget / 100)).map(brief);
  while (newest.length > 0 && jsonOf(kept, newest).length > budget)
    newest = newest.slice(0, Math.floor(newest.length * 0.75));
  return { text: jsonOf(kept, newest), isCut: true };
}

function jsonOf(data: OwnData, messages: readonly Told[]): string {
  const { case: kept, touchedAt, files, waiting, hasMore, ids, reminders } = data;
  const all = {
    ids,
    case: kept ?? null,
    lastTouched: touchedAt,
    ...(hasMore && { olderMessages: 'left out' }),
    messages: messages.toReversed(),
    files,
    waitingForTheirChannel: waiting,
    ...(reminders.length > 0 && { reminders }),
  };
  return `${JSON.stringify(all, undefined, 1)}\n`;
}
