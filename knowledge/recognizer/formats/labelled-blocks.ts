import { CAPS } from '../paste/caps.ts';
import { onceForLine } from '../paste/once.ts';
import { type Labelled, labelOf, leadingId } from '../paste/split-labels.ts';
import { type Field, isHelpSentence, isMissingText, severityOfLevel } from '../words/field-names.ts';
import { isInsertionString } from '../words/insertion-strings.ts';
import { beginsAnother, namesKnownEvent } from '../words/known-event.ts';
import { isNoEvent, isOfSettings } from '../words/not-events.ts';
import { findSource, leadingSource } from '../words/source-names.ts';
import { sourceBehindId } from '../words/stated-sources.ts';
import { type EventFields, eventOf } from './event-fields.ts';
import type { FoundEvent } from './paste-reader.ts';
import { isDate } from './row-layout.ts';
import { friendlyLabel, heading, strangeLabel } from './unmarked-labels.ts';

/** The labelled lines of one event, before anybody asked which format they are. */
export interface LabelledBlock {
  event: FoundEvent;
  /** letters of every label seen, e.g. `eventsource`, and its field, e.g. `@source`; `event[` for the heading of wevtutil */
  labels: ReadonlySet<string>;
}

interface Open {
  from: number;
  last: number;
  fields: Map<Field, string>;
  labels: Set<string>;
  /** what stood behind the source in its line */
  beside: string;
  text: string[];
  data: { line: number; text: string }[];
  /** where the next unlabelled line belongs */
  now: 'head' | 'text' | 'data' | 'xml';
  /** blank lines just passed */
  gap: number;
}

/** Longest description in lines. */
const MOST_LINES = 80;
const HEX_ROW = /^\s*(?:[0-9a-f]{4}:)?(?: ?[0-9a-f]{2}\b| ?[0-9a-f]{8}\b){1,16}/i;
/** A label that can begin an event; others belong to the one that is open. */
const HEADS: ReadonlySet<Field> = new Set(['id', 'source', 'severity', 'log', 'date', 'dateTime']);

/**
 * Reads every event written as `Label: value` lines, in whatever order and language the labels stand. An event ends where
 * a label comes that it has already, or a blank line and a heading label. Blocks without an event id are left out.
 */
export function readLabelledBlocks(lines: readonly string[]): LabelledBlock[] {
  const reading = new BlockReading(lines);
  for (let index = 0; index < lines.length; index += 1) reading.take(lines[index] ?? '', index);
  return reading.done();
}

const labelOrHeading = onceForLine((line): Labelled | undefined => labelOf(line) ?? heading(line));

class BlockReading {
  readonly #lines: readonly string[];
  readonly #blocks: LabelledBlock[] = [];
  #open: Open | undefined;
  /** the one that was closed last, as long as no other has begun */
  #closed: Open | undefined;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  done(): LabelledBlock[] {
    this.#close();
    return this.#blocks;
  }

  take(line: string, index: number): void {
    const found = this.#labelIn(line, index);
    const open = this.#open;
    // XML that was cut ends where the next event begins.
    if (open?.now === 'xml' && !(found && HEADS.has(found.field) && !line.includes('<')))
      this.#takeXml(open, line, index);
    else if (/^\s*Event\[\d{1,9}\]:?\s*$/i.test(line)) {
      this.#close();
      this.#open = newBlock(index, 'event[');
    } else if (found && accepts(open, found)) {
      if (startsAnother(open, found, line)) this.#close();
      this.#open ??= newBlock(index);
      this.#takeLabel(this.#open, found, index);
    } else if (found?.field === 'xml' && this.#closed && index - this.#closed.last < MOST_LINES)
      this.#reopen(this.#closed, found, index);
    else if (open && !takeLine(open, line, index)) this.#close();
  }

  #labelIn(line: string, index: number): Labelled | undefined {
    const own = isNoEvent(line, this.#lines[index + 1]) ? heading(line) : labelOrHeading(line);
    return (
      own ??
      friendlyLabel(line, this.#open?.labels.has('[name]') ?? false) ??
      strangeLabel(line, sourceWithoutId(this.#open))
    );
  }

  #close(): void {
    const block = this.#open && blockOf(this.#open);
    if (block) this.#blocks.push(block);
    this.#closed = block ? this.#open : undefined;
    this.#open = undefined;
  }

  #takeLabel(open: Open, found: Labelled, index: number): void {
    takeLabel(open, found, index);
    if (found.field === 'xml') this.#takeXml(open, found.value, index);
  }

  #takeXml(open: Open, line: string, index: number): void {
    if (takeXml(open, line, index)) this.#close();
  }

  /** A description of several paragraphs: what stands between is the rest of it. */
  #reopen(closed: Open, found: Labelled, index: number): void {
    this.#blocks.pop();
    this.#open = closed;
    this.#closed = undefined;
    closed.text.push(...this.#lines.slice(closed.last + 1, index).filter((one) => one.trim() !== ''));
    this.#takeLabel(closed, found, index);
  }
}

function newBlock(from: number, mark?: string): Open {
  return {
    from,
    last: from,
    fields: new Map(),
    labels: new Set(mark ? [mark] : []),
    beside: '',
    text: [],
    data: [],
    now: 'head',
    gap: 0,
  };
}

const sourceWithoutId = (open: Open | undefined) => (open?.fields.has('id') ? undefined : open?.fields.get('source'));

/** Whether this label means anything here: an id must be one, and a block begins with a label that can head it. */
function accepts(open: Open | undefined, { field, name, value }: Labelled): boolean {
  if (field === 'id') {
    const rest = leadingId(value)?.rest;
    if (rest === undefined || (!open && isSentence(rest))) return false;
  }
  if (open) return open.now !== 'text' || field !== 'other' || open.fields.size > 2;
  return HEADS.has(field) || name === 'message' || field === 'time' || field === 'computer' || field === 'other';
}

/** "3039 MSExchangeIMC at 02:17, then 4094": behind the label somebody goes on with the next event. */
const isSentence = (rest: string) => namesKnownEvent(rest.slice(0, CAPS.line)) && findSource(rest) !== undefined;

function startsAnother(open: Open | undefined, found: Labelled, line: string): boolean {
  if (!open) return false;
  const { field, name } = found;
  const isHead = HEADS.has(field);
  // A copied event begins with the name of its log; an id alone above it is its title.
  if (field === 'log' && open.gap > 0 && open.fields.size === 1 && open.fields.has('id')) return true;
  if (isBetterSource(open, name)) return false;
  if (name === 'index') return open.labels.has(name) || open.fields.has('id');
  // Get-WinEvent lists the message first.
  if (name === 'message' && open.fields.has('id') && open.labels.has('message')) return true;
  if (open.fields.has(field) && isHead) {
    // The title of a window says the id, and so does the head below its text.
    const isTitled = field === 'id' && open.fields.has('source') && !open.labels.has(name);
    // Get-EventLog and Get-WinEvent show some things twice under different names, one below the other.
    const beside = isTitled || (open.now === 'head' && open.gap === 0);
    return open.labels.has(name) || !beside || !isTwin(open, found);
  }
  return isHead && !/^\s/.test(line) && isOver(open, field);
}

/** Whether the blank lines above a label that can head an event end the one before. */
function isOver(open: Open, field: Field): boolean {
  const hasId = open.fields.has('id');
  if (hasId && (open.text.length > 0 || open.fields.has('description'))) return open.gap > 0;
  // A page that puts a blank line below each label has one everywhere, also before there is an id.
  return !hasId && field !== 'id' && open.gap > 1;
}

function isTwin(open: Open, { field, value }: Labelled): boolean {
  if (field !== 'id') return true;
  return leadingId(value)?.eventId === leadingId(open.fields.get('id') ?? '')?.eventId;
}

function takeLabel(open: Open, { field, name, value }: Labelled, index: number): void {
  open.labels.add(name).add(`@${field}`);
  open.last = index;
  open.gap = 0;
  if (field === 'xml') {
    open.now = 'xml';
    return;
  }
  if (field === 'description') {
    open.now = 'text';
    open.fields.set(field, '');
    if (value !== '') open.text.push(value);
    return;
  }
  // In several languages "Data" is a date.
  if (field === 'data' && !isDate(value.split(/\s/, 1)[0] ?? '')) {
    open.now = 'data';
    if (HEX_ROW.test(value)) open.data.push({ line: index + 1, text: value });
    return;
  }
  if (!open.fields.get(field) || (SAYS_SOURCE.has(name) && value !== '')) setField(open, field, name, value);
  if (open.now !== 'text' || open.fields.has('description')) open.now = 'head';
}

/** Beside one of these a plain `source` is the machine that a collector has it from. */
const SAYS_SOURCE: ReadonlySet<string> = new Set(['eventsource', 'sourcename', 'providername', 'eventprovider']);

const isBetterSource = ({ labels, gap }: Open, name: string) =>
  SAYS_SOURCE.has(name) && labels.has('source') && !labels.has(name) && gap < 2;

function setField(open: Open, field: Field, name: string, value: string): void {
  if (field === 'source') {
    const source = leadingSource(value);
    open.beside = source.rest;
    open.fields.set(field, source.name || value);
  } else if (name === 'level' && /^\d$/.test(value)) open.fields.set(field, severityOfLevel(Number(value)) ?? '');
  else open.fields.set(field, value);
}

/** Takes a line without a label. false: it does not belong to the event, which has ended. */
function takeLine(open: Open, line: string, index: number): boolean {
  if (line.trim() === '') {
    open.gap += 1;
    return open.gap < 4;
  }
  if (beginsAnother(line) && !isFirstOfText(open)) return false;
  if (open.now === 'data' || /^\s*[0-9a-f]{4}: ?[0-9a-f]{2}/i.test(line)) {
    if (!HEX_ROW.test(line)) return false;
    open.data.push({ line: index + 1, text: line.trim() });
  } else {
    if (isBehindText(open, line)) return false;
    // Text belongs to an event once it has said what it is.
    if (!open.fields.has('id') && !open.fields.has('description')) return open.fields.has('source');
    open.now = 'text';
    if (!isHelpSentence(line)) open.text.push(line.slice(0, CAPS.start));
  }
  open.gap = 0;
  open.last = index;
  return true;
}

/** Right below the label of its text stands the text, whatever it begins with. */
const isFirstOfText = ({ now, text, gap, fields }: Open) =>
  now === 'text' && text.length === 0 && gap === 0 && fields.has('description');

/** Format-List indents what goes on; anything else behind a blank line is somebody's next sentence. */
function isBehindText({ text, gap }: Open, line: string): boolean {
  if (text.length >= MOST_LINES) return true;
  if (gap === 0 || text.length === 0) return false;
  return !/^\s{8,}\S/.test(line) && !isHelpSentence(line) && !isInsertionString(text, line);
}

/** The XML below a Vista copy repeats the event; what only it has are the bytes and the insertion strings. true: it ends here. */
function takeXml(open: Open, line: string, index: number): boolean {
  open.last = index;
  open.labels.add('eventxml');
  const binary = /<Binary>([0-9a-f\s]{8,4096})<\/Binary>/i.exec(line.slice(0, CAPS.joined))?.[1];
  if (binary !== undefined) open.data.push({ line: index + 1, text: binary.replace(/\s/g, '') });
  if (line.includes('<Data>')) {
    const strings = [...line.slice(0, CAPS.start).matchAll(/<Data>([^<]{1,400})<\/Data>/g)].map((match) => match[1]);
    if (strings.length > 0)
      open.fields.set('strings', [open.fields.get('strings'), ...strings].filter(Boolean).join(' '));
  }
  return line.includes('</Event>');
}

function blockOf(open: Open): LabelledBlock | undefined {
  const { fields } = open;
  const id = leadingId(fields.get('id') ?? '');
  if (id === undefined) return undefined;
  const beside = id.rest.slice(0, 120);
  if (isOfSettings(open, id.eventId)) return undefined;
  const source = fields.get('source') || sourceBehindId(fields.get('id') ?? '', beside, id.eventId);
  const time = fields.get('dateTime') || [fields.get('date'), fields.get('time')].filter(Boolean).join(' ');
  const own = id.rest !== '' && !/^[(),.\s]*$/.test(id.rest) ? [id.rest] : [];
  const said = [...own, open.beside, ...open.text].filter(Boolean).join('\n');
  // Where the message file was missing, the insertion strings are all there is.
  const strings = said === '' || isMissingText(said) ? (fields.get('strings') ?? '').replace(/^\{|\}$/g, '') : '';
  const description = [said, strings].filter(Boolean).join('\n').slice(0, CAPS.start);
  const told: EventFields = { id: String(id.eventId), description, time };
  if (source) told.source = source;
  takeInto(told, fields);
  const event = eventOf(told, { line: open.from + 1, lastLine: open.last + 1 }, 'labels');
  if (event && open.data.length > 0) event.data = open.data;
  return event && { event, labels: open.labels };
}

function takeInto(told: EventFields, fields: ReadonlyMap<Field, string>): void {
  for (const name of ['severity', 'category', 'computer'] as const) {
    const value = fields.get(name);
    if (value) told[name] = value;
  }
}
