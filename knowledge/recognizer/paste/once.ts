import { CAPS } from './caps.ts';

/** Lines that a paste repeats are few; what it does not repeat need not be kept. */
const MOST = 20_000;

const kept: Map<string, unknown>[] = [];
let pastes = 0;

/**
 * Makes work on a piece of text that nothing but the piece decides be done once for equal pieces of a paste: a log says "Error"
 * a thousand times. Outside of {@link inOnePaste} every call works. For whole lines {@link onceForLine} is cheaper.
 * @param work pure; nobody may change what it returns
 */
export function onceForEqual<Result>(work: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  kept.push(known);
  return (text) => {
    if (pastes === 0 || text.length > CAPS.line) return work(text);
    const before = known.get(text);
    if (before !== undefined || known.has(text)) return before as Result;
    const result = work(text);
    if (known.size < MOST) known.set(text, result);
    return result;
  };
}

/** Of each line of the paste, what every work made of it, in a place of its own; a line is looked up once for all of them. */
const ofLines = new Map<string, unknown[]>();
/** In the first place stands what was made of the line whatever its time is. */
const OF_ANY_TIME = 0;
const NOTHING = Symbol('the work was done and made nothing');
let works = 1;
let lastLine = '';
let ofLast: unknown[] | undefined;

function ofLine(line: string): unknown[] | undefined {
  if (ofLast !== undefined && line === lastLine) return ofLast;
  let known = ofLines.get(line);
  if (known === undefined) {
    if (ofLines.size >= MOST) return undefined;
    known = new Array(works);
    ofLines.set(line, known);
  }
  lastLine = line;
  ofLast = known;
  return known;
}

/**
 * {@link onceForEqual} for work on whole lines, which many readers ask about: "Event Type: Error" is there a thousand times.
 * @param work pure; nobody may change what it returns
 */
export const onceForLine = <Result>(work: (line: string) => Result) => onceBy(work, ofLine);

/** {@link onceForLine} for work that asks no clock time: the rows of a log differ by little else. */
export const onceButForTime = <Result>(work: (line: string) => Result) => onceBy(work, ofAnyTime);

function onceBy<Result>(
  work: (line: string) => Result,
  knownOf: (line: string) => unknown[] | undefined,
): (line: string) => Result {
  const place = works++;
  return (line) => {
    const known = pastes === 0 || line.length > CAPS.line ? undefined : knownOf(line);
    if (known === undefined) return work(line);
    const before = known[place];
    if (before !== undefined) return (before === NOTHING ? undefined : before) as Result;
    const result = work(line);
    known[place] = result === undefined ? NOTHING : result;
    return result;
  };
}

const TIME = /(?<![\w:.])\d{1,2}:\d\d:\d\d(?![\w:.])/g;

function ofAnyTime(line: string): unknown[] | undefined {
  const own = ofLine(line);
  if (own === undefined) return undefined;
  own[OF_ANY_TIME] ??= (line.includes(':') && ofLine(line.replace(TIME, withoutDigits))) || own;
  return own[OF_ANY_TIME] as unknown[];
}

/** As long as before, so that every place in the line stays where it is. */
const withoutDigits = (time: string) => time.replace(/\d/g, '0');

/** Reads one paste. What was remembered of its lines is gone afterwards. */
export function inOnePaste<Result>(read: () => Result): Result {
  pastes += 1;
  try {
    return read();
  } finally {
    pastes -= 1;
    if (pastes === 0) forget();
  }
}

function forget(): void {
  for (const known of kept) if (known.size > 0) known.clear();
  ofLines.clear();
  lastLine = '';
  ofLast = undefined;
}
