import { gunzipSync, inflateRawSync } from 'node:zlib';
import type { ZipEntry } from '../../knowledge/library/sources/zip-entries.ts';
import type { ArchiveRead, LeftOut } from '../../knowledge/recognizer/recognizer-result.ts';
import { MAX_UTTERANCE_LENGTH, type PastedFile } from '../../knowledge/recognizer/utterance.ts';
import { decodeFile } from '../channels/decode-file.ts';

/** Entries of one archive that are read; those that look like logs come first. */
const MOST_ENTRIES = 20;
/** What the archives of one message may unpack to, in bytes: three logs of the size that Windows lets one grow to. */
const MOST_UNPACKED = 64 * 1024 * 1024;
const LONGEST_NAME = 200;

/** Whether bytes begin as a .zip archive does, an empty one included. */
const isZip = (bytes: Uint8Array) =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && bytes[3] === bytes[2] + 1;
const isGzip = (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
const isTar = (bytes: Uint8Array) => latin(bytes.subarray(257, 262)) === 'ustar';
const isArchive = (bytes: Uint8Array) =>
  isZip(bytes) || isGzip(bytes) || isTar(bytes) || /^(?:7z\xbc\xaf|Rar!|MSCF)/.test(latin(bytes.subarray(0, 4)));
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** The files of a message, with what lay in their archives in the place of those, and what became of each archive. */
export interface Opened {
  files: PastedFile[];
  archives: ArchiveRead[];
}

/**
 * Opens the .zip and .gz archives among some files, never one inside another. What they unpack to is bounded before it is unpacked;
 * what is left out is told with its reason. It unpacks in one go, for a thread of its own. Never rejects, whatever the bytes are.
 */
export async function openArchives(files: readonly PastedFile[]): Promise<Opened> {
  const room = { bytes: MOST_UNPACKED };
  const opened: Opened = { files: [], archives: [] };
  for (const file of files) {
    const { name, bytes } = file;
    if (bytes && (isZip(bytes) || isGzip(bytes))) {
      const archive = new Archive(name, room);
      if (isZip(bytes)) await archive.unzip(bytes);
      else archive.gunzip(bytes);
      opened.files.push(...archive.files);
      opened.archives.push(archive.read);
    } else opened.files.push(file);
  }
  return opened;
}

/** Whether an entry's name is that of a log or a text; others are looked at when there is room for them. */
const LOOKS_READABLE = /\.(?:evtx?|txt|log|csv|tsv|xml|json|ndjson|jsonl|reg|html?|md|ini)$/i;
/** What systems put beside the files of people. */
const BESIDE = /\/$|(?:^|\/)(?:__MACOSX\/|\.DS_Store$|desktop\.ini$|Thumbs\.db$)/i;

class Archive {
  readonly files: PastedFile[] = [];
  readonly read: ArchiveRead;
  readonly #room: { bytes: number };
  #text = MAX_UTTERANCE_LENGTH;

  constructor(name: string, room: { bytes: number }) {
    this.read = { name, read: 0, left: [] };
    this.#room = room;
  }

  async unzip(bytes: Uint8Array): Promise<void> {
    // Most messages have no archive, and most threads never see one.
    const { zipEntries } = await import('../../knowledge/library/sources/zip-entries.ts');
    const { entries, isWhole } = await zipEntries(bytes);
    if (!isWhole) this.#leave('damaged', '');
    const own = entries.filter(({ name }) => !BESIDE.test(name));
    const sorted = own.toSorted((a, b) => Number(LOOKS_READABLE.test(b.name)) - Number(LOOKS_READABLE.test(a.name)));
    for (const [at, entry] of sorted.entries()) {
      if (at >= MOST_ENTRIES) this.#leave('many', entry.name);
      else await this.#takeEntry(entry);
    }
  }

  gunzip(bytes: Uint8Array): void {
    const name = this.read.name.replace(/\.t?gz(?:ip)?$/i, '');
    this.#unpack(name, (most) => gunzipSync(bytes, { maxOutputLength: most }));
  }

  async #takeEntry({ name, isEncrypted, method, packed, packedSize, size }: ZipEntry): Promise<void> {
    const { bytes: room } = this.#room;
    if (isEncrypted) this.#leave('encrypted', name);
    else if (method !== 0 && method !== 8) this.#leave('method', name);
    else if (size > room || (method === 0 && packedSize > room)) this.#leave('large', name);
    else {
      const stored = await packed().catch(() => undefined);
      if (!stored) this.#leave('damaged', name);
      else this.#unpack(name, (most) => (method === 0 ? stored : inflateRawSync(stored, { maxOutputLength: most })));
    }
  }

  #unpack(name: string, unpacked: (most: number) => Uint8Array): void {
    if (this.#room.bytes <= 0) {
      this.#leave('large', name);
      return;
    }
    try {
      const bytes = unpacked(this.#room.bytes);
      this.#room.bytes -= bytes.length;
      this.#take(name, bytes);
    } catch (error) {
      const isBomb = error instanceof RangeError;
      // What was unpacked until the limit was work as well: nothing more is tried at this size.
      if (isBomb) this.#room.bytes = Math.floor(this.#room.bytes / 2);
      this.#leave(isBomb ? 'large' : 'damaged', name);
    }
  }

  #take(name: string, bytes: Uint8Array): void {
    if (isArchive(bytes)) {
      this.#leave('archive', name);
      return;
    }
    const file = decodeFile(`${shortName(name)} in ${this.read.name}`, bytes);
    if (file.text !== undefined) {
      if (file.text.length > this.#text) this.#leave('long', name);
      file.text = file.text.slice(0, this.#text);
      this.#text -= file.text.length;
    }
    this.files.push(file);
    this.read.read += 1;
  }

  #leave(why: LeftOut, name: string): void {
    const group = this.read.left.find((one) => one.why === why);
    if (group) group.count += 1;
    else this.read.left.push({ why, first: shortName(name), count: 1 });
  }
}

/** A name without its folders. */
const shortName = (name: string) => (name.split(/[\\/]/).at(-1) ?? '').slice(-LONGEST_NAME);
