import { codeOfFamily } from '../../codes/known-codes.ts';
import { words } from '../../vocabulary/words.ts';
import type { CodeMention, EventRecord } from '../event-record.ts';

/** What the source of an event says about the numbers in it. */
type Speaker = 'mapi' | 'hresult' | undefined;

function speakerOf(sources: readonly (string | undefined)[]): Speaker {
  const named = sources.filter((source) => source !== undefined);
  if (named.length === 0) return undefined;
  return named.some((source) => words().sources.speaksMapi.test(source)) ? 'mapi' : 'hresult';
}

const isDatabaseError = ({ code }: CodeMention) => code > 0xffff_8000 && codeOfFamily('jet', code) !== undefined;

/** Whether the number is told by another code beside it: as its wrapped form, or as the reason of a database error. */
function isToldBeside(one: CodeMention, beside: Beside): boolean {
  if (one.code === 0) return beside.failed;
  // The name of a stop beside its number in a small dump: 0x7e and 0x1000007e.
  if (one.as === 'stop' && beside.all.has(0x1000_0000 + one.code)) return true;
  if (one.code > 0xffff || (one.as !== undefined && one.as !== 'win32')) return false;
  return beside.ofDatabase || beside.all.has(0x8007_0000 + one.code);
}

/** What the codes of one place are together; a log has thousands, so each is looked at once. */
interface Beside {
  all: ReadonlySet<number>;
  failed: boolean;
  ofDatabase: boolean;
}

const besides = (codes: readonly CodeMention[]): Beside => ({
  all: new Set(codes.map(({ code }) => code)),
  failed: codes.some(({ code }) => code !== 0),
  ofDatabase: codes.some(isDatabaseError),
});

/** Such sources number their failures themselves: "error 8" of a directory is not the Windows error 8. `%%8` is. */
const isOwnNumber = (one: CodeMention, speaker: Speaker) =>
  speaker === 'mapi' &&
  one.as === 'win32' &&
  one.code <= 0xffff &&
  /^(?:0x[0-9a-f]{1,7}|\d{1,5})$/i.test(one.asWritten);

/** What becomes of each code beside the others; undefined for one that is left out. */
function settled(codes: readonly CodeMention[], speaker: Speaker): (CodeMention | undefined)[] {
  if (codes.length === 0) return [];
  const beside = besides(codes);
  return codes.map((one) => {
    if (isToldBeside(one, beside) || isOwnNumber(one, speaker)) return undefined;
    return one.as === undefined && one.code > 0xffff && speaker !== undefined ? { ...one, as: speaker } : one;
  });
}

const isLeft = (code: CodeMention | undefined) => code !== undefined;

const keyOf = ({ code, line, where, asWritten }: CodeMention) => `${code} ${line} ${where} ${asWritten}`;

/**
 * Settles what the codes of a paste are by the sources of its events: MAPI's names only where one speaks that prints them. A code that
 * only repeats another one beside it, and success beside a failure, are left out.
 * @param codes all mentions, those of the events included, in order
 * @param meant the sources that the paste names
 */
export function settleCodes(
  codes: readonly CodeMention[],
  events: readonly EventRecord[],
  meant: readonly string[],
): { codes: CodeMention[]; events: EventRecord[] } {
  const ofEvents = new Map<string, CodeMention | undefined>();
  const told = events.map((event) => {
    if (event.codes.length === 0) return event;
    const own = settled(event.codes, speakerOf([event.source]));
    for (const [at, one] of event.codes.entries()) ofEvents.set(keyOf(one), own[at]);
    return { ...event, codes: own.filter(isLeft) };
  });
  const speaker = speakerOf([...new Set([...meant, ...events.map((event) => event.source)])]);
  const rest = codes.flatMap((one) => {
    const key = keyOf(one);
    return ofEvents.has(key) ? (ofEvents.get(key) ?? []) : one;
  });
  return { codes: settled(rest, speaker).filter(isLeft), events: told };
}
