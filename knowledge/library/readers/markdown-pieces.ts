/** So much of a Markdown file is read, in characters and in lines. */
const LONGEST = 400_000;
const MOST_LINES = 20_000;
/** The parser's work grows with the square of the lines that it sees at once, and worse: it sees no more. */
const LINES_AT_ONCE = 400;
/** A piece begins at a heading or behind a blank line, if there is one in this many lines before its end. */
const LOOK_BACK = 200;
/** Lists in lists, and quotes in quotes, cost with each line: so many characters may say how deep it stands. */
const DEEPEST = 40;
const DEPTH = /^(?:\s|[>*+-]|\d{1,9}[.)]\s)*/;
/** Addresses that names stand for are known in all pieces. */
const MOST_DEFINITIONS = 200;
const DEFINITION = /^ {0,3}\[(?!\^)[^\]]{1,100}\]: *\S/;
const FENCE = /^ {0,40}(`{3,}|~{3,})/;

/** A text no longer than is read; and what is said of it when it was. */
export function boundedMarkdown(text: string): { text: string; cut?: string } {
  const short = text.slice(0, LONGEST);
  const lines = short.split('\n', MOST_LINES + 1);
  if (lines.length > MOST_LINES)
    return { text: lines.slice(0, MOST_LINES).join('\n'), cut: `only its first ${MOST_LINES} lines were read` };
  return text.length > LONGEST
    ? { text: short, cut: `only its first ${LONGEST} characters were read` }
    : { text: short };
}

/** A Markdown text as pieces that can be parsed one by one; a short one is one piece. */
export function piecesOf(text: string): string[] {
  const lines = linesOf(text);
  const definitions = lines.flatMap(({ line, fence }) => (fence === '' && DEFINITION.test(line) ? [line] : []));
  const known = ['', '', ...definitions.slice(0, MOST_DEFINITIONS)];
  const pieces: string[] = [];
  for (let from = 0; from < lines.length; ) {
    const to = endOf(lines, from);
    // Code that is longer goes on as code.
    const opened = lines[from]?.fence ? [lines[from]?.fence] : [];
    const closed = lines[to]?.fence ? [lines[to]?.fence] : [];
    const own = lines.slice(from, to).map(({ line }) => line);
    pieces.push([...opened, ...own, ...closed, ...(to - from < lines.length ? known : [])].join('\n'));
    from = to;
  }
  return pieces;
}

interface Line {
  /** no deeper than it may be */
  line: string;
  /** what opened the code that it is in; '' outside */
  fence: string;
}

function linesOf(text: string): Line[] {
  let open = '';
  return text.split('\n').map((line) => {
    const mark = FENCE.exec(line)?.[1];
    const fence = open;
    if (fence === '') open = mark ?? '';
    else if (mark?.startsWith(fence)) open = '';
    return { line: fence === '' ? shallow(line) : line, fence };
  });
}

function shallow(line: string): string {
  const depth = DEPTH.exec(line)?.[0].length ?? 0;
  return depth > DEEPEST ? line.slice(0, DEEPEST) + line.slice(depth) : line;
}

/** Before which line the piece that begins at `from` ends: at a heading best, else where a block ends, else where it has to. */
function endOf(lines: readonly Line[], from: number): number {
  const last = from + LINES_AT_ONCE;
  if (last >= lines.length) return lines.length;
  let end: number | undefined;
  for (let at = last; at > last - LOOK_BACK; at--) {
    const { line = '', fence } = lines[at] ?? {};
    if (fence !== '') continue;
    if (/^#{1,6} /.test(line)) return at;
    if (lines[at - 1]?.line === '' && /^[^\s\d*+-]/.test(line)) end ??= at;
  }
  return end ?? last;
}
