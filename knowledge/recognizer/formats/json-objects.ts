import { CAPS } from '../paste/caps.ts';

/** An object that stands in a text, parsed, with its 1-based lines. */
export interface JsonObject {
  value: unknown;
  /** as written */
  text: string;
  line: number;
  lastLine: number;
}

/**
 * Finds the JSON objects that begin a line, follow another one or stand behind a blank or colon, whatever stands around them.
 * A broken one is passed over. Work is limited to a small multiple of the text, so it stays linear.
 */
export function jsonObjects(lines: readonly string[]): JsonObject[] {
  const text = lines.join('\n');
  const found: JsonObject[] = [];
  let work = 4 * text.length + 1;
  let line = 1;
  let counted = 0;
  const lineAt = (offset: number) => {
    for (; counted < offset; counted += 1) if (text.charCodeAt(counted) === 10) line += 1;
    return line;
  };
  const opening =
    /(?:^|\n)[ \t]*(?:[[,][ \t]*)?(?=\{)|(?<=\})[ \t]*,[ \t]*(?=\{)|(?<=\[)(?=\{)|(?<=[ \t:])(?=\{ {0,4}")/g;
  for (let match = opening.exec(text); match !== null && work > 0; match = opening.exec(text)) {
    const from = match.index + match[0].length;
    const limit = Math.min(text.length, from + Math.min(CAPS.object, work));
    const to = objectEnd(text, from, limit);
    work -= (to ?? limit) - from;
    const value = to === undefined ? undefined : parsed(text.slice(from, to));
    if (to !== undefined && value !== undefined) {
      found.push({ value, text: text.slice(from, to), line: lineAt(from), lastLine: lineAt(to) });
      opening.lastIndex = to;
    } else {
      opening.lastIndex = from + 1;
    }
  }
  return found;
}

/** Offset behind the brace that closes the one at `from`. */
function objectEnd(text: string, from: number, limit: number): number | undefined {
  let depth = 0;
  for (let at = from; at < limit; at += 1) {
    const letter = text[at];
    if (letter === '"') at = stringEnd(text, at, limit);
    else if (letter === '{') depth += 1;
    else if (letter === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

/** Offset of the quotation mark that ends the string at `from`, or the limit. */
function stringEnd(text: string, from: number, limit: number): number {
  for (let at = from + 1; at < limit; at += 1) {
    const letter = text[at];
    if (letter === '\\') at += 1;
    else if (letter === '"') return at;
  }
  return limit;
}

function parsed(text: string): unknown {
  // Mail wraps long strings; a bare line break inside one is not JSON.
  const line = text.replaceAll('\n', ' ');
  try {
    // Ruby prints `"EventID"=>1530`.
    return JSON.parse(line.includes('"=>') ? line.replaceAll('"=>', '":').replaceAll('":nil', '":null') : line);
  } catch {
    return undefined;
  }
}
