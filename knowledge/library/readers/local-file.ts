import { posix } from 'node:path';
import { isPlainPath } from '../sources/source-limits.ts';

/** A picture's name longer than this is none. */
const LONGEST = 1000;

/**
 * Where a picture lies that an article shows, relative to the import; undefined for one elsewhere, which is never fetched.
 * @param path of the article, relative to the import
 * @param address as the article has it: beside the article, or from the root of the import when it begins with a slash
 */
export function localFile(path: string, address: string): string | undefined {
  if (address === '' || address.length > LONGEST || /^[a-z][a-z0-9+.-]*:|^[\\/]{2}/i.test(address)) return undefined;
  const name = decoded(address.split(/[?#]/, 1)[0] ?? '').replaceAll('\\', '/');
  const file = posix.normalize(name.startsWith('/') ? name.slice(1) : posix.join(posix.dirname(path), name));
  return isPlainPath(file) ? file : undefined;
}

/** `%20` of an address is a blank of a name. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
