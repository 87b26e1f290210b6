import { z } from 'zod';
import { MAX_UTTERANCE_LENGTH, type PastedFile } from '../../knowledge/recognizer/utterance.ts';
import { decodeFile } from './decode-file.ts';

/** More files than this in one message are named as unreadable. */
export const MOST_FILES = 5;
/** Largest file that is read, in bytes. Windows lets a log grow to 20 MB unless told otherwise, and the file has a head of its own. */
export const MAX_FILE_BYTES = 21 * 1024 * 1024;
// Base64 takes four characters for three bytes.
const LONGEST_URL = Math.ceil((MAX_FILE_BYTES * 4) / 3) + 300;

/** Stands as its content for a file that was not fetched since it is too large. */
export const TOO_LARGE: unique symbol = Symbol('too large');

const Attached = z.object({
  contentType: z.string().max(200),
  content: z.unknown().optional(),
  contentUrl: z.string().nullish(),
  name: z.string().max(300).nullish(),
});

/** What came along with a message. Only what lies in the message itself is read; nothing is fetched. */
export interface ReadAttachments {
  /** the same message as HTML, which Teams sends beside the text */
  htmlTwin: string | undefined;
  files: PastedFile[];
  /** names of what could not be read */
  unreadable: string[];
  /** names of files whose bytes lie at an address */
  elsewhere: string[];
  /** names of files of more than {@link MAX_FILE_BYTES} */
  tooLarge: string[];
  /** characters that were cut off texts that are too long */
  cut: number;
}

/** Sorts the attachments of a message. Never throws: what is not understood is unreadable. */
export function readAttachments(attachments: unknown): ReadAttachments {
  const read: ReadAttachments = { htmlTwin: undefined, files: [], unreadable: [], elsewhere: [], tooLarge: [], cut: 0 };
  for (const item of Array.isArray(attachments) ? attachments.slice(0, 50) : []) {
    const attached = Attached.safeParse(item).data;
    if (!attached) continue;
    const { contentType, content } = attached;
    // A name means that somebody attached the file; the twin of a message has none.
    if (contentType === 'text/html' && typeof content === 'string' && !attached.name) {
      read.htmlTwin ??= content.slice(0, MAX_UTTERANCE_LENGTH);
      continue;
    }
    takeFile(read, attached);
  }
  return read;
}

/** One attached file: read, or named as unreadable. Cards are neither. */
function takeFile(
  read: ReadAttachments,
  { contentType, content, contentUrl, ...attached }: z.infer<typeof Attached>,
): void {
  const isImage = contentType.startsWith('image/');
  const name = attached.name || (isImage ? 'image' : contentType);
  const file = isImage ? undefined : fileOf(name, content, contentUrl ?? '');
  if (file === 'too large') read.tooLarge.push(name);
  else if (file && read.files.length < MOST_FILES) {
    read.files.push(capped(file));
    read.cut += Math.max(0, (file.text?.length ?? 0) - MAX_UTTERANCE_LENGTH);
  } else if (!isImage && isWebAddress(contentUrl)) read.elsewhere.push(name);
  else if (!/^application\/vnd\.microsoft\.card\./.test(contentType)) read.unreadable.push(name);
}

/** @returns whether the file itself did not come, only where it lies */
const isWebAddress = (contentUrl: string | null | undefined) => /^https?:/i.test(contentUrl ?? '');

function fileOf(name: string, content: unknown, contentUrl: string): PastedFile | 'too large' | undefined {
  if (typeof content === 'string') return { name, text: content };
  // As a channel of this process hands a file on; nobody can send one so.
  if (content === TOO_LARGE) return 'too large';
  const isData = /^data:/i.test(contentUrl);
  if (isData && contentUrl.length > LONGEST_URL) return 'too large';
  const bytes = content instanceof Uint8Array ? content : isData ? dataOf(contentUrl) : undefined;
  if (bytes === undefined) return undefined;
  return bytes.length <= MAX_FILE_BYTES ? decodeFile(name, bytes) : 'too large';
}

function dataOf(url: string): Uint8Array | undefined {
  const comma = url.indexOf(',');
  if (comma < 0) return undefined;
  const data = url.slice(comma + 1);
  if (/;base64$/i.test(url.slice(0, comma))) return Buffer.from(data, 'base64');
  try {
    return Buffer.from(decodeURIComponent(data), 'utf8');
  } catch {
    return undefined;
  }
}

function capped(file: PastedFile): PastedFile {
  return file.text === undefined ? file : { ...file, text: file.text.slice(0, MAX_UTTERANCE_LENGTH) };
}
