import { parse } from 'yaml';

const LONGEST = 20_000;

/** The scalars and lists of the front matter of a Markdown file, as text, and what stands below it. */
export function readFrontMatter(text: string): { facts: Record<string, string[]>; body: string } {
  const opened = /^---[ \t]*\r?\n/.exec(text)?.[0];
  if (!opened) return { facts: {}, body: text };
  const close = /\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text.slice(opened.length - 1, LONGEST));
  if (!close) return { facts: {}, body: text };
  const end = opened.length - 1 + close.index;
  return { facts: factsOf(text.slice(opened.length, end)), body: text.slice(end + close[0].length) };
}

function factsOf(yaml: string): Record<string, string[]> {
  let read: unknown;
  try {
    read = parse(yaml, { schema: 'failsafe', maxAliasCount: 0 });
  } catch {
    // A head that is no YAML says nothing; the article below it is as good as ever.
    return {};
  }
  if (typeof read !== 'object' || read === null) return {};
  return Object.fromEntries(
    Object.entries(read).map(([key, value]) => [
      key.toLowerCase(),
      (Array.isArray(value) ? value : [value]).filter(
        (one): one is string => typeof one === 'string' && one.trim() !== '',
      ),
    ]),
  );
}
