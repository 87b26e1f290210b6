import { words } from '../../vocabulary/words.ts';
import { CAPS } from '../paste/caps.ts';
import { deniedIn, isDenied } from '../words/denials.ts';
import { beginsAnother, isKnownEvent, namesKnownEvent } from '../words/known-event.ts';
import { isCounted } from '../words/other-numbers.ts';
import { findSource, spokenSources } from '../words/source-names.ts';
import { headingSource } from '../words/stated-sources.ts';
import { eventOf } from './event-fields.ts';
import type { FoundEvent, PasteReader } from './paste-reader.ts';

const MOST_LINES = 40;
/** A number alone in its line, perhaps with a bracket, full stop or colon; or a number and then its sentence. */
const ALONE = /^\s*\(?(\d{2,5})\)?[.:,;]?\s*$/;
const LEADING = /^\s*\(?(\d{3,5})(?:\)? ?[-:.,]|\))?\s+(?=\D)/;
const SHORTEST_SENTENCE = 13;

/**
 * Reads the way articles print a run of events: the bare id on a line of its own and its text below (KB Q169686, Q317653),
 * or in front of the text. A number counts when it is the id of a known event or when a whole sentence as events say it follows it.
 */
export const readBareNumberBlocks: PasteReader = (lines) => {
  let listOf: string | undefined;
  const heads = lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const listed = listOf === undefined ? undefined : leadingId(line, index);
    if (listed === undefined) listOf = headingSource(line);
    return (listed && listOf !== undefined ? { ...listed, source: listOf } : headAt(lines, line, index)) ?? [];
  });
  return heads.flatMap((head, at) => {
    const next = heads[at + 1]?.index ?? lines.length;
    let last = head.index;
    const text = [head.text];
    for (let index = head.index + 1; index < Math.min(next, head.index + MOST_LINES); index += 1) {
      const line = lines[index] ?? '';
      if (line.trim() === '' && text.join('') !== '') break;
      if (line.trim() === '') continue;
      if (text.join('') !== '' && beginsAnother(line)) break;
      text.push(line);
      last = index;
    }
    return eventFrom(head, text.join('\n'), { line: head.index + 1, lastLine: last + 1 });
  });
};

/** A line that begins with the id of an event. */
interface Head {
  index: number;
  id: string;
  text: string;
  /** of the list that it stands in */
  source?: string;
}

function eventFrom({ id, source: ofList }: Head, description: string, at: FoundEvent['at']): FoundEvent[] {
  const source = ofList ?? findSource(description.slice(0, CAPS.request))?.asWritten;
  const event = eventOf({ id, description, ...(source && { source }) }, at, 'bare-number-blocks');
  return event === undefined ? [] : [event];
}

/** `1069 - Cluster resource …` in a list whose heading names the source. */
function leadingId(line: string, index: number): Head | undefined {
  const [whole = '', id] = (line.length <= CAPS.header && LEADING.exec(line)) || [];
  const text = line.slice(whole.length);
  return id !== undefined && isSentence(text) && !isCounted(` ${text}`) ? { index, id, text } : undefined;
}

function headAt(lines: readonly string[], line: string, index: number): Head | undefined {
  if (line.length > CAPS.header || !/^\s*\(?\d/.test(line) || isDenied(deniedIn(line), line.search(/\d/)))
    return undefined;
  const alone = ALONE.exec(line)?.[1];
  if (alone !== undefined) {
    const below = lines[index + 1] ?? '';
    const another = /^\s*\(?(\d{2,5})\b/.exec(below)?.[1];
    if (another !== undefined && isKnownEvent(Number(another))) return undefined;
    const sentence =
      isSentence(below) && (isKnownEvent(Number(alone)) || isOfEvent(`${below} ${lines[index + 2] ?? ''}`));
    return sentence ? { index, id: alone, text: '' } : undefined;
  }
  const leading = LEADING.exec(line);
  const id = leading?.[1];
  const text = leading ? line.slice(leading[0].length) : '';
  // With another id behind it the line is a sentence about both, and read as one.
  return id !== undefined &&
    isKnownEvent(Number(id)) &&
    !namesKnownEvent(text) &&
    !isCounted(` ${text}`) &&
    text.length >= SHORTEST_SENTENCE &&
    isSentence(text) &&
    isOfEvent(text)
    ? { index, id, text }
    : undefined;
}

function isSentence(text: string): boolean {
  return /\p{L}{2,}/u.test(text) && text.trim().split(/\s+/).length >= 3;
}

/** A MAPI code is as good a sign as any word. */
const MAPI_CODE = /\b(?:0x)?8004[0-9a-f]{4}\b/i;

function isOfEvent(text: string): boolean {
  return words().sentences.test(text) || MAPI_CODE.test(text) || spokenSources(text).length > 0;
}
