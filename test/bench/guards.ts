import { createHash } from 'node:crypto';

/** An early return of the code: `if (…) return …`, without an else. */
export interface Guard {
  file: string;
  line: number;
  /** what it asks, in one line */
  asks: string;
  /** it stays itself when other lines come or go: its file, a hash of the function it stands in, its place among that one's guards */
  key: string;
}

/** Where a condition that begins at `from`, behind its opening bracket, ends; -1 for none. Strings and expressions are passed over. */
function endOfCondition(code: string, from: number): number {
  let depth = 1;
  for (let at = from; at < code.length; at++) {
    const letter = code[at];
    if (letter === "'" || letter === '`') {
      at = code.indexOf(letter, at + 1);
      if (at < 0) return -1;
    }
    if (letter === '(') depth++;
    if (letter === ')' && --depth === 0) return at;
  }
  return -1;
}

/** The lines of what stands at the left edge, or one step in from it, around a place: a function or a method. */
function around(code: string, at: number): string {
  const begins = [...code.slice(0, at).matchAll(/^(?: {2})?[a-zA-Z#].*[{(>=]$/gm)].at(-1);
  const from = begins?.index ?? 0;
  const end = code.slice(at).search(/^(?: {2})?\}/m);
  return code.slice(from, end < 0 ? undefined : at + end);
}

/**
 * Puts a switch behind the condition of every guard of a file. `globalThis.guardTaken(number)` is asked where the condition
 * holds; where it says no, the guard is as if it were not there.
 * @param first the number of the first guard found
 */
export function withSwitches(file: string, code: string, first: number): { code: string; guards: Guard[] } {
  const guards: Guard[] = [];
  let made = '';
  let done = 0;
  for (const { index, 0: opening } of code.matchAll(/^ *if \(/gm)) {
    const from = index + opening.length;
    const end = endOfCondition(code, from);
    if (end < 0 || from < done) continue;
    const then = /^\s*(?:return|continue)\b[^;]*;(?!\s*else)/.test(code.slice(end + 1));
    if (!then) continue;
    const asks = code.slice(from, end).replace(/\s+/g, ' ');
    made += `${code.slice(done, from)}(${code.slice(from, end)}) && globalThis.guardTaken(${first + guards.length})`;
    done = end;
    const hash = createHash('sha256').update(around(code, index)).digest('hex').slice(0, 12);
    const before = guards.filter((guard) => guard.key.startsWith(`${file} ${hash} `)).length;
    guards.push({ file, line: code.slice(0, index).split('\n').length, asks, key: `${file} ${hash} ${before}` });
  }
  return { code: made + code.slice(done), guards };
}
