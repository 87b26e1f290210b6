import type { Activity, Attachment } from 'botbuilder';
import { z } from 'zod';
import type { Utterance } from '../../knowledge/recognizer/utterance.ts';
import { MAX_FILE_BYTES, MOST_FILES, TOO_LARGE } from '../channels/read-attachments.ts';
import { readUtteranceBy, type Worded, wordsOf } from '../channels/read-utterance.ts';
import { GatheredBytes } from '../http/gathered-bytes.ts';
import type { NotDone } from '../reading/reading-pool.ts';
import type { Destination } from '../turns/one-turn.ts';

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
/** As the Emulator and the channels of the Azure Bot Service hand a file on. */
const ByAddress = z.object({
  contentType: z
    .string()
    .max(200)
    .refine((type) => !/^image\/|^application\/vnd\.microsoft\./i.test(type)),
  content: z.null().optional(),
  contentUrl: z
    .string()
    .max(8000)
    .regex(/^https?:/i),
  name: z.string().min(1).max(300).nullish(),
});

/** A file that has to be asked for. */
interface Wanted {
  name: string | undefined;
  url: string;
  /** whether an address may be asked; where it leads to is judged again */
  mayAsk(address: string): boolean;
}

/** Gets one address; as the global `fetch`, which it is but for tests. */
export type Get = (url: string, options: { redirect: 'manual'; signal: AbortSignal }) => Promise<Response>;

/** Reads words in another thread when they are many. */
export type ReadWords = (words: Worded) => Promise<string | NotDone>;

/**
 * What somebody said, with the files they attached. The edge's way to read a message: all else fetches nothing.
 * @param to who is answered; only a connector's own address is asked, never what a caller of the log calls one
 * @returns why it was not read, when it was not
 */
export async function readWithFiles(
  activity: Activity,
  to: Destination,
  words: ReadWords = async (words) => wordsOf(words),
  get: Get = fetch,
): Promise<Utterance | NotDone> {
  const serviceUrl = to === 'log' ? undefined : activity.serviceUrl;
  return readUtteranceBy(
    { ...activity, attachments: await withFiles(activity.attachments, { get, serviceUrl }) },
    words,
  );
}

/**
 * The attachments of a message with their files in them, as data: those of Teams, and those that lie with the connector
 * that brought the message. One that cannot be fetched stays what it was, and is named as such. Never rejects.
 * @param from `serviceUrl`: of the connector, when replies may be sent there
 */
export async function withFiles(
  attachments: unknown,
  {
    get = fetch,
    timeoutMs = TIMEOUT_MS,
    serviceUrl,
  }: { get?: Get; timeoutMs?: number; serviceUrl?: string | undefined } = {},
): Promise<Attachment[]> {
  const all: Attachment[] = Array.isArray(attachments) ? attachments.slice(0, 50) : [];
  const wanted = all
    .flatMap((one) => {
      const file = wantedOf(one, serviceUrl);
      return file ? [{ one, file }] : [];
    })
    .slice(0, MOST_FILES);
  if (wanted.length === 0) return all;
  const signal = AbortSignal.timeout(timeoutMs);
  const fetched = await Promise.all(wanted.map(({ file }) => asData(file, get, signal)));
  return all.map((one) => fetched[wanted.findIndex((other) => other.one === one)] ?? one);
}

function wantedOf(attachment: unknown, serviceUrl: string | undefined): Wanted | undefined {
  const download = Download.safeParse(attachment).data;
  if (download) return { name: download.name, url: download.content.downloadUrl, mayAsk: isFileHost };
  const address = serviceUrl === undefined ? undefined : ByAddress.safeParse(attachment).data;
  if (!address || serviceUrl === undefined) return undefined;
  const mayAsk = (url: string) => isFileOf(serviceUrl, url);
  return { name: address.name ?? undefined, url: address.contentUrl, mayAsk };
}

async function asData(wanted: Wanted, get: Get, signal: AbortSignal): Promise<Attachment | undefined> {
  try {
    const bytes = await download(wanted, get, signal);
    if (!bytes) return undefined;
    return { contentType: 'application/octet-stream', name: wanted.name ?? 'file', content: bytes };
  } catch {
    // Refused, too slow or broken off: for the person it is the same.
    return undefined;
  }
}

type Fetched = Awaited<ReturnType<typeof read>>;

/** The address comes from a stranger: only what keeps files is asked, and where it leads to is judged again. */
async function download({ url: first, mayAsk }: Wanted, get: Get, signal: AbortSignal): Promise<Fetched> {
  let url = first;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    if (!mayAsk(url)) return undefined;
    const response = await get(url, { redirect: 'manual', signal });
    const location = response.headers.get('location');
    if (response.status === 200) return read(response);
    await response.body?.cancel();
    if (response.status < 300 || response.status > 399 || location === null) return undefined;
    url = URL.parse(location, url)?.href ?? '';
  }
  return undefined;
}

/**
 * Whether an address is a file of the connector that brought the message: its own origin, below its own path, among its
 * attachments. Another path would be a way to ask any program of this machine.
 */
export function isFileOf(serviceUrl: string, address: string): boolean {
  const [service, url] = [URL.parse(serviceUrl), URL.parse(address)];
  if (!service || url?.origin !== service.origin || !/^https?:$/.test(url.protocol)) return false;
  if (url.username !== '' || url.password !== '') return false;
  const below = service.pathname.replace(/(?<!\/)\/+$/, '');
  return /^(?:\/v3)?\/attachments\/./.test(url.pathname.slice(below.length)) && url.pathname.startsWith(`${below}/`);
}

/** Whether an address is one where Teams keeps files: https, no other port, no name or password in it. */
export function isFileHost(address: string): boolean {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return false;
  return DOMAINS.some((domain) => url.hostname.endsWith(domain));
}

/** The body, as far as the limit: what is announced as larger is not read, and neither is what turns out to be. */
async function read(response: Response): Promise<Buffer | typeof TOO_LARGE | undefined> {
  const announced = Number(response.headers.get('content-length'));
  if (announced > MAX_FILE_BYTES) {
    await response.body?.cancel();
    return TOO_LARGE;
  }
  if (!response.body) return undefined;
  const gathered = new GatheredBytes(announced);
  for await (const piece of response.body) {
    // Leaving the loop cancels the rest.
    if (gathered.length + piece.length > MAX_FILE_BYTES) return TOO_LARGE;
    await gathered.take(piece);
  }
  return gathered.whole();
}
