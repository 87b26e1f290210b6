import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Comment, parse, type Token, tokTypes } from 'acorn';
import { z } from 'zod';

/** A regular expression of the program, and how much of a text its reader promises to show it. */
export interface FoundRegex {
  file: string;
  line: number;
  source: string;
  flags: string;
  /** from the comment above: `sees at most 300 characters in all: …`, or `of a line` */
  bound?: { characters: number; of: 'all' | 'line' };
}

/** `RegExp(…)` that ran in no module while it was loaded: nothing but a call knows what it will be. */
export interface UnseenRegex {
  file: string;
  line: number;
}

/** acorn's types leave the value of a token out. */
const RegexToken = z.object({ value: z.object({ pattern: z.string(), flags: z.string() }) });

const ROOMS = '{bot,dialogs,knowledge}/**/*.{ts,js}';
const BOUND = /\bsees at most ([\d_]{1,9}) characters (in all|of a line): \S/;

/** Every regular expression in a source text, as literals and as places where `RegExp(…)` is called. */
export function regexesIn(file: string, code: string): { literals: FoundRegex[]; calls: number[] } {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  parse(file.endsWith('.ts') ? stripTypeScriptTypes(code) : code, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    allowHashBang: true,
    locations: true,
    onToken: tokens,
    onComment: comments,
  });
  const found = tokens.flatMap((token) =>
    token.type === tokTypes.regexp ? [{ line: token.loc?.start.line ?? 0, ...RegexToken.parse(token).value }] : [],
  );
  const bounds = boundsOf(
    comments,
    found.map((one) => one.line),
  );
  const literals = found.map(({ line, pattern, flags }): FoundRegex => {
    const bound = bounds.get(line);
    return { file, line, source: pattern, flags, ...(bound && { bound }) };
  });
  const calls = tokens.flatMap((token, at) =>
    token.type === tokTypes.name &&
    'value' in token &&
    token.value === 'RegExp' &&
    tokens[at + 1]?.type === tokTypes.parenL
      ? [token.loc?.start.line ?? 0]
      : [],
  );
  return { literals, calls };
}

/** Bounds by the line of the literal they are meant for: their own, or the first with a literal among the two below. */
function boundsOf(comments: readonly Comment[], literals: readonly number[]): Map<number, FoundRegex['bound']> {
  const bounds = new Map<number, FoundRegex['bound']>();
  for (const { value, loc } of comments) {
    const found = BOUND.exec(value);
    const end = loc?.end.line ?? 0;
    const meant = literals.find((line) => line >= end && line <= end + 2);
    if (!found?.[1] || meant === undefined) continue;
    const of = found[2] === 'in all' ? 'all' : 'line';
    bounds.set(meant, { characters: Number(found[1].replaceAll('_', '')), of });
  }
  return bounds;
}

/** Every regular expression of the program: literals by reading its files, built ones by loading the modules that build them. */
export async function findRegexes(root: string): Promise<{ regexes: FoundRegex[]; unseen: UnseenRegex[] }> {
  const regexes: FoundRegex[] = [];
  const unseen: UnseenRegex[] = [];
  for (const file of globSync(ROOMS, { cwd: root }).toSorted()) {
    const { literals, calls } = regexesIn(file, readFileSync(resolve(root, file), 'utf8'));
    regexes.push(...literals);
    if (calls.length === 0) continue;
    const built = await builtIn(pathToFileURL(resolve(root, file)).href);
    for (const line of calls) {
      const here = built.filter((one) => one.line === line);
      if (here.length === 0) unseen.push({ file, line });
      regexes.push(...here.map(({ source, flags }) => ({ file, line, source, flags })));
    }
  }
  return { regexes, unseen };
}

/** What a module builds while it is loaded, with the line of the call. */
async function builtIn(module: string): Promise<{ line: number; source: string; flags: string }[]> {
  const built: { line: number; source: string; flags: string }[] = [];
  const Original = globalThis.RegExp;
  const note = (regex: RegExp): RegExp => {
    const frame = new Error().stack?.split('\n').find((row) => row.includes(`${module}?`));
    const line = Number(frame?.split(':').at(-2));
    if (line > 0) built.push({ line, source: regex.source, flags: regex.flags });
    return regex;
  };
  globalThis.RegExp = new Proxy(Original, {
    construct: (target, given) => note(Reflect.construct(target, given)),
    apply: (target, self, given) => note(Reflect.apply(target, self, given)),
  });
  try {
    // A query makes it load once more, however often it was imported before.
    await import(`${module}?built=${built.length}`);
  } finally {
    globalThis.RegExp = Original;
  }
  return built;
}
