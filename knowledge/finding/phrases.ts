import { wordsOf } from './words.ts';

interface Node {
  next: Map<string, Node>;
  /** what follows behind up to `LONGEST_GAP` words of any kind */
  beyond?: Node;
  means?: string;
}

/** One place where a phrase stands: the words `from` to before `to`. */
export interface FoundPhrase {
  means: string;
  from: number;
  to: number;
}

const LONGEST_GAP = 5;

const empty = (): Node => ({ next: new Map() });

function add(root: Node, parts: readonly (readonly string[])[], means: string): void {
  let at = root;
  for (const [index, part] of parts.entries()) {
    if (index > 0) at = at.beyond ??= empty();
    for (const stem of part) {
      const known: Node = at.next.get(stem) ?? empty();
      at.next.set(stem, known);
      at = known;
    }
  }
  at.means ??= means;
}

type Ending = { means: string; to: number } | undefined;

const longer = (a: Ending, b: Ending): Ending => (b && b.to > (a?.to ?? 0) ? b : a);

/** What ends behind a gap. A wording has one gap at most, so the work stays a constant for each word. */
function beyondGap(beyond: Node | undefined, stems: readonly string[], start: number): Ending {
  if (!beyond) return undefined;
  let found: Ending;
  for (let from = start; from <= start + LONGEST_GAP; from++)
    if (beyond.next.has(stems[from] ?? '')) found = longer(found, longest(beyond, stems, from));
  return found;
}

/** The longest phrase below a node that stands there. */
function longest(node: Node, stems: readonly string[], start: number): Ending {
  let at: Node | undefined = node;
  let found: Ending;
  for (let to = start; at && to <= stems.length; to++) {
    if (at.means !== undefined) found = longer(found, { means: at.means, to });
    found = longer(found, beyondGap(at.beyond, stems, to));
    at = at.next.get(stems[to] ?? '');
  }
  return found;
}

/**
 * Finds phrases in a text word by word, compared by their stems; of several that begin at one word the longest counts.
 * @param phrases each wording with what it means; one `*` in it stands for up to five words
 * @param stem of a word, as the text's own were made
 */
export function phraseFinder(
  phrases: Iterable<readonly [wording: string, means: string]>,
  stem: (word: string) => string,
): (stems: readonly string[]) => FoundPhrase[] {
  const root = empty();
  for (const [wording, means] of phrases)
    add(
      root,
      wording.split('*').map((part) => wordsOf(part).map(stem)),
      means,
    );
  return (stems) => {
    const found: FoundPhrase[] = [];
    let from = 0;
    while (from < stems.length) {
      const phrase = longest(root, stems, from);
      if (phrase && phrase.to > from) found.push({ ...phrase, from });
      from = phrase && phrase.to > from ? phrase.to : from + 1;
    }
    return found;
  };
}
