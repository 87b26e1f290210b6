import { CAPS } from '../paste/caps.ts';
import { type Field, fieldNamed, severityOf, severityOfLevel } from '../words/field-names.ts';
import { dataRows } from './data-rows.ts';
import { eventOf } from './event-fields.ts';
import { readEventXml } from './event-xml.ts';
import { type JsonObject, jsonObjects } from './json-objects.ts';
import type { FoundEvent, PasteReader } from './paste-reader.ts';

/** Deeper objects are not looked into; real ones need 6. */
const DEEPEST = 10;
const MOST_LEAVES = 2000;

/** A value of a JSON object under the names that lead to it, innermost last; names that only wrap a value are left out. */
interface Leaf {
  names: readonly string[];
  /** what its innermost name stands for */
  field: Field | undefined;
  text: string;
  /** the object it stands in */
  of: object;
}

/**
 * Reads events out of JSON by what its keys mean, whoever wrote it: PowerShell, winlogbeat, Wazuh, nxlog, Splunk, EvtxECmd,
 * LogMonitor, Kibana; one object, an array, one a line, behind the head of a syslog line, with XML or JSON in its strings.
 */
export const readEventJson: PasteReader = (lines) =>
  lines.some((line) => line.includes('{'))
    ? jsonObjects(lines).flatMap((object) => eventsOf(object.value, object, 0))
    : [];

function eventsOf(value: unknown, object: JsonObject, depth: number): FoundEvent[] {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
  if (!Array.isArray(value)) {
    const event = eventIn(leavesOf(value), value, object);
    if (event) return [event];
  }
  const inside = Object.values(value).flatMap((one) => eventsOf(one, object, depth + 1));
  return inside.length > 0 ? inside : Object.values(value).flatMap((one) => eventsInText(one, object, depth));
}

/** Events in a string: XML as it was rendered, or JSON that somebody wrapped. */
function eventsInText(text: unknown, object: JsonObject, depth: number): FoundEvent[] {
  if (typeof text !== 'string') return [];
  const { line, lastLine } = object;
  if (text.includes('<Event') && text.includes('EventID'))
    return readEventXml([text]).map(({ data: _, ...event }) => ({
      ...event,
      at: { line, lastLine },
      within: object.text,
    }));
  if (!/^\s*\{.*event/is.test(text.slice(0, CAPS.header))) return [];
  return jsonObjects([text]).flatMap(({ value }) => eventsOf(value, object, depth + 1));
}

const WRAPPERS = /^(?:attributes|text|value|content|t|)$/;
const letters = (key: string) => key.toLowerCase().replace(/[^\p{L}]/gu, '');

/** The places of a list have no names. */
const namesIn = (key: string, of: object) =>
  Array.isArray(of)
    ? []
    : key
        .split('.')
        .map(letters)
        .filter((name) => !WRAPPERS.test(name));

const isValue = (one: unknown) => typeof one === 'string' || typeof one === 'number';

function leavesOf(value: object): Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (of: object, names: readonly string[]) => {
    if (names.length > DEEPEST) return;
    for (const [key, one] of Object.entries(of)) {
      if (leaves.length > MOST_LEAVES) return;
      const path = [...names, ...namesIn(key, of)];
      if (isValue(one)) leaves.push(leafOf(path, String(one), of));
      else if (mayDescend(one, path)) visit(one, path);
    }
  };
  visit(value, []);
  return leaves;
}

/** Of a list only values are part of the object around it: objects in one may be events of their own. */
const mayDescend = (one: unknown, path: readonly string[]): one is object =>
  typeof one === 'object' &&
  one !== null &&
  (!Array.isArray(one) ||
    typeof one[0] !== 'object' ||
    path.some((name) => fieldNamed(name)?.field === 'strings' || name === 'data'));

function leafOf(names: readonly string[], text: string, of: object): Leaf {
  const last = names.at(-1) ?? '';
  const parent = names.at(-2) ?? '';
  if (last === 'name') return { names, field: nameOf(parent), text, of };
  // `"event_id": { "id": 7040, "qualifiers": 16384 }`
  if (last === 'id' && TELLING_ID.test(parent)) return { names: names.slice(0, -1), field: 'id', text, of };
  if (last === 'code') return { names, field: parent === 'event' ? 'id' : undefined, text, of };
  return { names, field: fieldNamed(last)?.field, text, of };
}

const nameOf = (parent: string): Field | undefined =>
  /^(?:event)?provider(?:attributes)?$/.test(parent)
    ? 'source'
    : /^(?:host|computer)$/.test(parent)
      ? 'computer'
      : undefined;

/** Objects about something else, in which a word such as `id` or `level` is no event's. */
const OTHERS =
  /^(?:rule|agent|manager|decoder|process|thread|execution|correlation|security|user|input|ecs|file|parent|cluster|task|job)$/;
const isOwn = ({ names }: Leaf) => !names.slice(0, -1).some((name) => OTHERS.test(name));
/** Names of an id that stand for the id of an event and nothing else. */
const TELLING_ID = /^(?:win)?event(?:id|code|identifier)|^instanceid$|^code$/;

function eventIn(leaves: readonly Leaf[], whole: object, object: JsonObject): FoundEvent | undefined {
  const all = (field: Field) => leaves.filter((leaf) => leaf.field === field && leaf.text !== '' && isOwn(leaf));
  const ids = all('id').filter(({ text }) => /^-?\d{1,10}$/.test(text));
  const last = (leaf: Leaf | undefined) => leaf?.names.at(-1) ?? '';
  const telling = ids.filter((leaf) => TELLING_ID.test(last(leaf)));
  // Of two the one that has no high bits; both mean the same event.
  const id =
    telling.toSorted((a, b) => Number(a.text.length > 5) - Number(b.text.length > 5))[0] ??
    ids.find((leaf) => leaf.of === whole);
  if (!id) return undefined;
  const source = sourceFor(all('source'), id);
  const told = (['severity', 'dateTime', 'computer', 'log', 'description'] as const).filter(
    (field) => all(field).length > 0,
  );
  if (telling.length > 0 ? !source && told.length < 2 : !source || last(source) === 'source') return undefined;
  const first = (field: Field) => all(field)[0]?.text;
  const strings = leaves.filter(({ names }) =>
    names.some((name) => fieldNamed(name)?.field === 'strings' || name === 'userdata'),
  );
  const { line, lastLine } = object;
  const event = eventOf(
    {
      id: id.text,
      description: first('description') || strings.map(({ text }) => text).join(' '),
      ...(source && { source: source.text }),
      ...pick(
        'category',
        all('category').toSorted((a, b) => Number(/^\d/.test(a.text)) - Number(/^\d/.test(b.text)))[0]?.text,
      ),
      ...pick('time', first('dateTime')),
      ...pick('computer', first('computer')),
    },
    { line, lastLine },
    'event-json',
  );
  if (!event) return undefined;
  const severity = severityIn(all('severity'));
  const bytes = leaves.filter(({ field, of, text }) => field === 'data' && Array.isArray(of) && /^\d{1,3}$/.test(text));
  return {
    ...event,
    ...(severity && { severity }),
    ...(bytes.length > 0 && {
      data: dataRows(
        bytes.map(({ text }) => Number(text)),
        line,
      ),
    }),
    ...(line === lastLine && { within: object.text }),
  };
}

/** A provider anywhere in the record; a mere `source` only beside the id, since shippers name their own so. */
function sourceFor(sources: readonly Leaf[], id: Leaf): Leaf | undefined {
  const named = sources.filter(({ text }) => /\p{L}/u.test(text) && !/^(?:xml)?wineventlog/i.test(text));
  const isPlain = ({ names }: Leaf) => names.at(-1) === 'source';
  return (
    named.find((leaf) => !isPlain(leaf) && leaf.names.at(-1) !== 'eventsourcename') ??
    named.find((leaf) => !isPlain(leaf)) ??
    named.find((leaf) => leaf.of === id.of)
  );
}

function severityIn(leaves: readonly Leaf[]) {
  const isNumber = ({ text }: Leaf) => /^\d+$/.test(text);
  for (const leaf of leaves.toSorted((a, b) => Number(isNumber(a)) - Number(isNumber(b)))) {
    const isLevel = leaf.names.at(-1) === 'level' && isNumber(leaf);
    const severity = isLevel ? severityOfLevel(Number(leaf.text)) : severityOf(leaf.text);
    if (severity) return severity;
  }
  return undefined;
}

const pick = <Name extends string>(name: Name, text: string | undefined) =>
  text === undefined ? {} : { [name]: text };
