import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/** The kinds of pictures that every channel draws, by the ends of their names; what each begins with. None of them can hold a script. */
const KINDS = {
  png: { type: 'image/png', begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  jpg: { type: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
  gif: { type: 'image/gif', begins: [0x47, 0x49, 0x46, 0x38] },
} as const;
type Kind = keyof typeof KINDS;

/** Names of files that are pictures. */
export const PICTURE_NAME = /\.(?:png|jpe?g|gif)$/i;

/** Largest picture, in bytes: a screen of 1920 by 1080 has a tenth of it. */
export const LARGEST_PICTURE = 2 * 1024 * 1024;

/** A picture of a folder of knowledge. */
export interface FolderPicture {
  /** what it is asked for by: a hash of its bytes, and its kind; nothing of a person, and never another picture */
  address: string;
  /** where it lies */
  file: string;
}

/** The address of a picture by its bytes; undefined for what is none. */
export function pictureAddress(bytes: Uint8Array): string | undefined {
  const kind = Object.entries(KINDS).find(([, { begins }]) => begins.every((byte, at) => bytes[at] === byte))?.[0];
  return kind && `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.${kind}`;
}

const isKind = (name: string): name is Kind => Object.hasOwn(KINDS, name);

/** The media type of an address of {@link pictureAddress}; undefined for what is no such address. */
export function pictureType(address: string): string | undefined {
  const [, kind = ''] = /^[0-9a-f]{32}\.(\w{3})$/.exec(address) ?? [];
  return isKind(kind) ? KINDS[kind].type : undefined;
}

/** Reads a picture of a folder. @returns what has to be done about a file that is none, in words */
export function readPicture(folder: string, name: string): FolderPicture | string {
  const file = path.join(folder, name);
  try {
    // A link may lead to another file of the folder, and to none elsewhere.
    if (!realpathSync(file).startsWith(realpathSync(folder) + path.sep))
      return 'leads out of the folder; copy the picture into it';
    const { size } = statSync(file);
    if (size > LARGEST_PICTURE) return `has ${size} bytes; make it smaller, ${LARGEST_PICTURE} bytes at most`;
    const address = pictureAddress(readFileSync(file));
    return address === undefined ? 'is no picture; save it as .png, .jpg or .gif' : { address, file };
  } catch (error) {
    return `cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`;
  }
}
