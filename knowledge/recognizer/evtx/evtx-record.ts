import { folded } from '../formats/event-fields.ts';
import { CAPS } from '../paste/caps.ts';
import { severityOfLevel } from '../words/field-names.ts';
import type { BinaryXml } from './binary-xml.ts';
import type { FoundRecord } from './found-record.ts';

/** What is kept of the texts of one record; more says nothing more. */
const MOST_STRINGS = 64;

/** The texts of a record by where they stand in its event. */
interface Texts {
  system: Map<string, string>;
  strings: string[];
  binary: string;
  message: string;
}

const DATA = /^Event\/(?:EventData|UserData|ProcessingErrorData|DebugData)\//;
const SYSTEM = 'Event/System/';

/**
 * Reads one record of a chunk.
 * @param line what counts as its line: its place in the log
 * @returns undefined when it has no id or no source; damage behind those costs what stands behind it alone
 */
export function readEvtxRecord(xml: BinaryXml, at: number, end: number, line: number): FoundRecord | undefined {
  const texts: Texts = { system: new Map(), strings: [], binary: '', message: '' };
  try {
    xml.read(at, end, (path, text) => take(texts, path, text));
  } catch {
    // What was read until then may do.
  }
  return eventOf(texts, line);
}

function take(texts: Texts, path: string, text: string): void {
  if (path.startsWith(SYSTEM)) texts.system.set(path.slice(SYSTEM.length), text);
  else if (path === 'Event/EventData/Binary') texts.binary = text;
  else if (path === 'Event/RenderingInfo/Message') texts.message = text;
  else if (DATA.test(path) && !path.includes('@') && texts.strings.length < MOST_STRINGS) texts.strings.push(text);
}

function eventOf({ system, strings, binary, message }: Texts, line: number): FoundRecord | undefined {
  const id = Number(system.get('EventID') ?? Number.NaN);
  // The name under which Event Viewer lists it, which for older programs is not that of the provider.
  const source = folded(system.get('Provider@EventSourceName') ?? system.get('Provider@Name'));
  if (!Number.isInteger(id) || source === '') return undefined;
  const severity = severityOfLevel(Number(system.get('Level') ?? Number.NaN));
  const [task = '', time, computer] = ['Task', 'TimeCreated@SystemTime', 'Computer'].map((name) => system.get(name));
  return {
    eventId: id & 0xffff,
    source,
    ...(severity && { severity }),
    ...(Number(task) > 0 && { category: `(${task})` }),
    ...(time && { time }),
    ...(computer && { computer }),
    description: folded(message || strings.join(' ')).slice(0, CAPS.sentence),
    ...(binary !== '' && { data: [{ line, text: binary }] }),
    at: { line, lastLine: line },
  };
}
