import type { LibraryFile } from '../store/library-file.ts';

/** Longer texts are looked at this far, in UTF-16 code units. */
const LONGEST = 20_000;
/** So many different names are looked up. */
const MOST_NAMES = 200;
const SHORTEST_NAME = 6;
const LONGEST_NAME = 80;

/** Whether a word is a name and no ordinary word: capitals inside, digits, or parts joined by `-` and `_`. */
const isName = (word: string) => /\p{Ll}\p{Lu}|[\p{L}\p{N}][-_][\p{L}\p{N}]|\p{L}\p{N}{3}/u.test(word);

/**
 * The rows of articles whose id stands in a text, as the name of an alert does in what a monitor sends ("alertname":
 * "KubePodCrashLooping"). In the order of the text, each once. Linear in the text.
 */
export function articlesNamedIn(file: LibraryFile, text: string): number[] {
  const names = new Set<string>();
  for (const [word] of text.slice(0, LONGEST).matchAll(/[\p{L}\p{N}][\p{L}\p{N}._-]*[\p{L}\p{N}]/gu)) {
    if (names.size >= MOST_NAMES) break;
    const name = word.replace(/\.(?:md|html?)$/i, '');
    if (name.length >= SHORTEST_NAME && name.length <= LONGEST_NAME && isName(name)) names.add(name);
  }
  return [...new Set([...names].flatMap((name) => file.rowOf(name) ?? []))];
}
