import { z } from 'zod';
import { MAX_UTTERANCE_LENGTH, type PastedFile } from '../../knowledge/recognizer/utterance.ts';
import { decodeFile } from './decode-file.ts';

/** More files than this in one message are named as unreadable. */
const MOST_FILES = 5;
// Base64 takes four characters for three bytes, and UTF-16 text two bytes for one character.
const LONGEST_URL = Math.ceil((MAX_UTTERANCE_LENGTH * 2 * 4) / 3) + 200;

const Attached = z.object({
  contentType: z.string().max(200),
  content: z.unknown(),
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
}

/** Sorts the attachments of a message. Never throws: what is not understood is unreadable. */
export function readAttachments(attachments: unknown): ReadAttachments {
  const read: ReadAttachments = { htmlTwin: undefined, files: [], unreadable: [] };
  for (const item of Array.isArray(attachments) ? attachments.slice(0, 50) : []) {
    const attached = Attached.safeParse(item).data;
    if (!attached) continue;
    const { contentType, content } = attached;
    // A name means that somebody attached the file; the twin of a message has none.
    if (contentType === 'text/html' && typeof content === 'string' && !attached.name) {
      read.htmlTwin ??= content.slice(0, MAX_UTTERANCE_LENGTH);
      continue;
    }
    const name = attached.name ?? contentType;
    const file = contentType.startsWith('image/') ? undefined : fileOf(name, content, attached.contentUrl ?? '');
    if (file && read.files.length < MOST_FILES) read.files.push(file);
    else if (!/^application\/vnd\.microsoft\.card\./.test(contentType)) read.unreadable.push(name);
  }
  return read;
}

function fileOf(name: string, content: unknown, contentUrl: string): PastedFile | undefined {
  if (typeof content === 'string') return capped({ name, text: content });
  const bytes = contentUrl.length <= LONGEST_URL ? dataOf(contentUrl) : undefined;
  return bytes && capped(decodeFile(name, bytes));
}

function dataOf(url: string): Uint8Array | undefined {
  const comma = url.indexOf(',');
  if (!/^data:/i.test(url) || comma < 0) return undefined;
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
