import { stemOf, wordsOf } from './words.ts';

interface Node {
  next: Map<string, Node>;
  means?: string;
}

/** One place where a phrase stands: the words `from` to before `to`. */
export interface FoundPhrase {
  means: string;
  from: number;
  to: number;
}

/**
 * Finds phrases in a text word by word, compared by their stems; of several that begin at one word the longest counts.
 * @param phrases each wording with what it means
 */
export function phraseFinder(
  phrases: Iterable<readonly [wording: string, means: string]>,
): (stems: readonly string[]) => FoundPhrase[] {
  const root: Node = { next: new Map() };
  for (const [wording, means] of phrases) {
    let at = root;
    for (const stem of wordsOf(wording).map(stemOf)) {
      const known: Node = at.next.get(stem) ?? { next: new Map() };
      at.next.set(stem, known);
      at = known;
    }
    at.means ??= means;
  }
  const longest = (stems: readonly string[], from: number): FoundPhrase | undefined => {
    let at: Node | undefined = root;
    let found: FoundPhrase | undefined;
    for (let to = from; at && to <= stems.length; to++) {
      if (at.means !== undefined) found = { means: at.means, from, to };
      at = at.next.get(stems[to] ?? '');
    }
    return found;
  };
  return (stems) => {
    const found: FoundPhrase[] = [];
    let from = 0;
    while (from < stems.length) {
      const phrase = longest(stems, from);
      if (phrase) found.push(phrase);
      from = phrase ? phrase.to : from + 1;
    }
    return found;
  };
}
