import { words } from '../vocabulary/words.ts';
import { readCodes } from './entities/read-codes.ts';
import { codesInData } from './entities/read-data.ts';
import { readFiles } from './entities/read-files.ts';
import { readVersions, speaksOfProduct } from './entities/read-versions.ts';
import { readSettings } from './entities/setting-readings.ts';
import { settleCodes } from './entities/settle-codes.ts';
import type { CodeMention, EventRecord } from './event-record.ts';
import { foldCodes, foldEvents } from './fold-events.ts';
import { LABEL_FORMATS } from './formats/label-formats.ts';
import { exampleOf, readIntents } from './intents/classify-intent.ts';
import { CAPS } from './paste/caps.ts';
import { normalisePaste } from './paste/normalise-paste.ts';
import { inOnePaste } from './paste/once.ts';
import { readEvents } from './read-events.ts';
import { readLogs } from './read-logs.ts';
import type { RecognizerResult } from './recognizer-result.ts';
import { textIn, type Utterance } from './utterance.ts';
import { sourcesMeant } from './words/source-names.ts';

/** A longer text is a paste, and nobody is asked what its author meant. */
const MOST_LINES_OF_A_SENTENCE = 3;

/**
 * Recognises everything in one utterance: events of any shape, codes, configured numbers, files, versions, and what
 * a short sentence asks for. Files are read like text below the message, binary event logs record by record.
 * Linear in the text; never throws, whatever the bytes are.
 */
export function recognizeUtterance(utterance: Pick<Utterance, 'files' | 'text'>): RecognizerResult {
  return withIntent(recognizeEvidence(utterance), utterance.text);
}

/**
 * {@link recognizeUtterance} without what a short sentence asks for.
 * @param isInTime asked now and then while a binary log is read; when it says no, what was read of it so far counts
 */
export function recognizeEvidence(
  utterance: Pick<Utterance, 'files' | 'text'>,
  isInTime: () => boolean = () => true,
): Omit<RecognizerResult, 'intent'> {
  const read = inOnePaste(() => recognizeText(textIn(utterance)));
  const { events: inFiles, logs } = readLogs(utterance.files, read.lines, isInTime);
  const named = distinct([...read.named, ...meantBy(inFiles)]);
  const settled = settleCodes(
    inFiles.flatMap((event) => event.codes),
    inFiles,
    named,
  );
  return {
    ...read,
    events: foldEvents([...read.events, ...settled.events]),
    named,
    codes: foldCodes([...read.codes, ...settled.codes]),
    files: [...read.files, ...readFiles(inFiles, [])],
    ...(logs.length > 0 && { logs }),
  };
}

/** Adds what the text asks for, when it is a short sentence. */
export function withIntent(found: Omit<RecognizerResult, 'intent'>, text: string): RecognizerResult {
  if (!asksSomething(text, found.events)) return { ...found };
  const { intent, also, between } = readIntents(text);
  return {
    ...found,
    ...(intent && { intent }),
    ...(also && { alsoMeans: also }),
    ...(between && { mayMean: between.map(exampleOf) }),
  };
}

function asksSomething(text: string, events: readonly EventRecord[]): boolean {
  const short = text.length <= CAPS.request && text.split('\n').length <= MOST_LINES_OF_A_SENTENCE;
  return short && events.length === 0 && /\p{L}|\p{Extended_Pictographic}/u.test(text);
}

function recognizeText(text: string): Omit<RecognizerResult, 'intent'> {
  const { lines, lineOf, cutLines, written } = normalisePaste(text);
  const isMoved = lineOf.some((line, index) => line !== index + 1);
  const at = (line: number) => lineOf[line - 1] ?? line;
  const settings = readSettings(lines);
  const { codes, guesses } = readCodes(lines);
  const read = readEvents(blanked(lines, settings.lines), codes);
  const onLine = <Placed extends { line: number }>(one: Placed): Placed =>
    at(one.line) === one.line ? one : { ...one, line: at(one.line) };
  const moved = (event: EventRecord): EventRecord => ({
    ...event,
    at: { line: at(event.at.line), lastLine: at(event.at.lastLine) },
    codes: event.codes.map(onLine),
  });
  const events = isMoved ? read.events.map(moved) : read.events;
  const dataCodes = events.flatMap((event) => event.codes.filter((code) => code.where === 'data'));
  const loose: { text: string; line: number }[] = [];
  for (const [index, row] of read.rest.entries())
    if (row !== '' && row.trim() !== '') loose.push({ text: row, line: at(index + 1) });
  // Who writes the name of a product, its version and two events says the version in the line of the events.
  const spoken = new Set(read.events.flatMap((event) => (event.shape === 'prose' ? [event.at.line] : [])));
  const sentences = [...spoken, ...linesOnProduct(lines, read.events)].map((line) => ({
    text: lines[line - 1] ?? '',
  }));
  const looseData = loose.filter((row) => DATA_ROW.test(row.text));
  const dataLines = new Set([...looseData.map((row) => row.line), ...dataCodes.map((code) => code.line)]);
  const inText = codes.map(onLine).filter((code) => !dataLines.has(code.line));
  const used = new Set(inText.map((code) => code.line));
  const named = distinct([...meantBy(events), ...[...new Set(lines)].flatMap(sourcesMeant)]);
  const all = byLine([...inText, ...dataCodes, ...codesInData(looseData)]);
  const settled = settleCodes(all, events, named);
  return {
    lines: text === '' ? 0 : written,
    ...(cutLines > 0 && { cutLines }),
    events: settled.events,
    codes: settled.codes,
    guesses: [...read.guesses, ...guesses].map(onLine),
    readings: settings.readings.map(onLine),
    files: readFiles(events, loose),
    named,
    versions: readVersions([...loose, ...sentences]),
    bareNumbers: text.length <= CAPS.request ? bareNumbers(loose) : [],
    unusedLines: [...new Set(loose.map((row) => row.line))].filter((line) => !used.has(line) && !dataLines.has(line)),
  };
}

const LABELLED = new Set(LABEL_FORMATS.map((one) => one.shape));

/** Lines of labelled events in which a product is named: somebody wrote the version behind the labels or below them. */
function linesOnProduct(lines: readonly string[], events: readonly EventRecord[]): number[] {
  return events.flatMap(({ shape, at }) =>
    LABELLED.has(shape)
      ? lines
          .slice(at.line - 1, at.lastLine)
          .flatMap((text, index) => (speaksOfProduct(text.slice(0, CAPS.header)) ? [at.line + index] : []))
      : [],
  );
}

const distinct = (names: readonly string[]) => [...new Set(names)];

/** The sources of events that people name in words of their own as well. */
const meantBy = (events: readonly EventRecord[]) =>
  events.flatMap(({ source }) =>
    words().sources.spoken.some((one) => one.source === source) && source ? [source] : [],
  );

const DATA_ROW = /^\s*0{2,4}[0-9a-f]{0,2}:(?: ?[0-9a-f]{2}){4}|^\s*(?:0000: ?)?[0-9a-f]{8} [0-9a-f]{8}\b/i;

const byLine = (codes: CodeMention[]) => codes.toSorted((a, b) => a.line - b.line);

/** The paste without the lines that configured numbers were read from. */
function blanked(lines: readonly string[], used: readonly number[]): string[] {
  const rest = [...lines];
  for (const line of used) rest[line - 1] = '';
  return rest;
}

function bareNumbers(rows: readonly { text: string; line: number }[]): { value: number; line: number }[] {
  return rows.flatMap(({ text, line }) =>
    [...text.matchAll(/(?<![\w.-])(\d{2,5})(?![\w.-]*\w)/g)].map((match) => ({ value: Number(match[1]), line })),
  );
}
