import type { Activity, Attachment } from 'botbuilder';
import { z } from 'zod';
import type { Utterance } from '../../knowledge/recognizer/utterance.ts';
import { MAX_FILE_BYTES, MOST_FILES } from '../channels/read-attachments.ts';
import { readUtteranceBy, type Worded, wordsOf } from '../channels/read-utterance.ts';
import type { NotDone } from '../reading/reading-pool.ts';

const FILE = 'application/vnd.microsoft.teams.file.download.info';
// Teams keeps what people attach in OneDrive for Business, which is SharePoint: the commercial cloud and those of governments and China.
const DOMAINS = ['.sharepoint.com', '.sharepoint.us', '.sharepoint-mil.us', '.sharepoint.cn'];
const MOST_REDIRECTS = 3;
// The connector waits about 15 seconds for its answer, and the turn comes after this.
const TIMEOUT_MS = 8000;

const Download = z.object({
  contentType: z.literal(FILE),
  name: z.string().min(1).max(300).optional(),
  content: z.object({ downloadUrl: z.string().max(8000) }),
});

/** Gets one address; as the global `fetch`, which it is but for tests. */
export type Get = (url: string, options: { redirect: 'manual'; signal: AbortSignal }) => Promise<Response>;

/** Reads words in another thread when they are many. */
export type ReadWords = (words: Worded) => Promise<string | NotDone>;

/**
 * What somebody said, with the files they attached in Teams. The edge's way to read a message: all else fetches nothing.
 * @returns why it was not read, when it was not
 */
export async function readWithFiles(
  activity: Activity,
  words: ReadWords = async (words) => wordsOf(words),
  get: Get = fetch,
): Promise<Utterance | NotDone> {
  return readUtteranceBy({ ...activity, attachments: await withFiles(activity.attachments, get) }, words);
}

/**
 * The attachments of a message with the files of Teams in them, as data. One that cannot be fetched stays what it was,
 * and is named as unreadable. Never rejects.
 */
export async function withFiles(attachments: unknown, get: Get = fetch, timeoutMs = TIMEOUT_MS): Promise<Attachment[]> {
  const all: Attachment[] = Array.isArray(attachments) ? attachments.slice(0, 50) : [];
  const wanted = all.filter((one) => Download.safeParse(one).success).slice(0, MOST_FILES);
  if (wanted.length === 0) return all;
  const signal = AbortSignal.timeout(timeoutMs);
  const fetched = await Promise.all(wanted.map((one) => asData(one, get, signal)));
  return all.map((one) => fetched[wanted.indexOf(one)] ?? one);
}

async function asData(attachment: Attachment, get: Get, signal: AbortSignal): Promise<Attachment | undefined> {
  const info = Download.safeParse(attachment).data;
  try {
    const bytes = info && (await download(info.content.downloadUrl, get, signal));
    if (!bytes) return undefined;
    const contentType = 'application/octet-stream';
    return {
      contentType,
      name: info.name ?? 'file',
      contentUrl: `data:${contentType};base64,${bytes.toString('base64')}`,
    };
  } catch {
    // Refused, too slow or broken off: for the person it is the same.
    return undefined;
  }
}

/** The address comes from a stranger: only hosts that keep Teams' files are asked, and where they lead to is judged again. */
async function download(from: string, get: Get, signal: AbortSignal): Promise<Buffer | undefined> {
  let url = from;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    if (!isFileHost(url)) return undefined;
    const response = await get(url, { redirect: 'manual', signal });
    const location = response.headers.get('location');
    if (response.status === 200) return read(response);
    await response.body?.cancel();
    if (response.status < 300 || response.status > 399 || location === null) return undefined;
    url = URL.parse(location, url)?.href ?? '';
  }
  return undefined;
}

/** Whether an address is one where Teams keeps files: https, no other port, no name or password in it. */
export function isFileHost(address: string): boolean {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return false;
  return DOMAINS.some((domain) => url.hostname.endsWith(domain));
}

/** The body, as far as the limit: what is announced as larger is not read, and neither is what turns out to be. */
async function read(response: Response): Promise<Buffer | undefined> {
  if (Number(response.headers.get('content-length')) > MAX_FILE_BYTES || !response.body) {
    await response.body?.cancel();
    return undefined;
  }
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body) {
    size += piece.length;
    // Leaving the loop cancels the rest.
    if (size > MAX_FILE_BYTES) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
