import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { deserialize, serialize } from 'node:v8';

const PACKAGES = new URL('../node_modules/', import.meta.url);
// Beside the packages: whoever may write there could change the packages as well.
const FOLDER = new URL('.cache/faultline/', PACKAGES);
const HASH_BYTES = 32;

/** Of some parts, one after the other. */
export const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  // With its length, so that no two lists of parts run together to the same.
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest();
};

/** What was installed, and on which Node; undefined when nobody can tell, and then nothing is kept. */
function packages(): string | undefined {
  try {
    return sha256(process.version, readFileSync(new URL('.package-lock.json', PACKAGES))).toString('hex');
  } catch {
    return undefined;
  }
}
let installed: string | undefined;

/**
 * Makes something once and keeps it for later starts. What is kept counts only for the same inputs, packages and Node, and
 * as it was written, byte by byte. Whatever goes wrong with a file is no error: the thing is made anew.
 * @param name of the file; one name holds one thing, the newest
 * @param from everything that decides how the thing turns out: data, and the code that makes it
 * @param isOne whether what was read has the shape
 * @param folder where it is kept
 */
export function kept<T>(
  name: string,
  from: readonly (string | Uint8Array)[],
  make: () => T,
  isOne: (value: unknown) => value is T,
  folder: URL = FOLDER,
): T {
  const place = placeOf(name, from, folder);
  if (place === undefined) return make();
  const there = read(place.file, place.key);
  if (isOne(there)) return there;
  const made = make();
  write(place.file, folder, place.key, serialize(made));
  return made;
}

/** Whether {@link kept} has such a thing, by the beginning of its file: what is wrong with the rest is seen when it is read. */
export function isKept(name: string, from: readonly (string | Uint8Array)[], folder: URL = FOLDER): boolean {
  const place = placeOf(name, from, folder);
  if (place === undefined) return false;
  let file: number | undefined;
  try {
    file = openSync(place.file, 'r');
    const begin = Buffer.alloc(HASH_BYTES);
    return readSync(file, begin) === HASH_BYTES && begin.equals(place.key);
  } catch {
    return false;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function placeOf(
  name: string,
  from: readonly (string | Uint8Array)[],
  folder: URL,
): { file: URL; key: Buffer } | undefined {
  installed ??= packages();
  if (installed === undefined) return undefined;
  const file = new URL(`${sha256(name).toString('hex').slice(0, 16)}.kept`, folder);
  return { file, key: sha256(installed, name, ...from) };
}

// The key, what the rest comes to, the rest.
function read(file: URL, key: Buffer): unknown {
  try {
    const bytes = readFileSync(file);
    const body = bytes.subarray(2 * HASH_BYTES);
    return bytes.subarray(0, 2 * HASH_BYTES).equals(headOf(key, body)) ? deserialize(body) : undefined;
  } catch {
    return undefined;
  }
}

const headOf = (key: Buffer, body: Buffer) => Buffer.concat([key, sha256(body)]);

function write(file: URL, folder: URL, key: Buffer, body: Buffer): void {
  const unfinished = new URL(`${file.href}.${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, Buffer.concat([headOf(key, body), body]));
    renameSync(unfinished, file);
  } catch {
    // A folder that cannot be written, or a full disk.
    try {
      rmSync(unfinished, { force: true });
    } catch {}
  }
}

const HERE = new URL('.', import.meta.url);
let code: string | undefined;

/** One text for all code of this folder: what is made of a file is decided there. Another one after any change. */
export function codeId(): string {
  code ??= sha256(
    ...readdirSync(HERE, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .sort()
      .flatMap((file) => [file, readFileSync(new URL(file, HERE))]),
  ).toString('hex');
  return code;
}
