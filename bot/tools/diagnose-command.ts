import { createReadStream, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { phrases } from '../../dialogs/saying/phrases.ts';
import { type Diagnosis, diagnoseUtterance } from '../../knowledge/diagnose.ts';
import type { LibraryMatch } from '../../knowledge/library/library.ts';
import { LIBRARY_FILE } from '../../knowledge/library/store/schema.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { recognizeEvidence } from '../../knowledge/recognizer/recognize.ts';
import { MAX_UTTERANCE_LENGTH, type PastedFile } from '../../knowledge/recognizer/utterance.ts';
import { diagnosisReport } from '../api/diagnose-report.ts';
import { decodeFile } from '../channels/decode-file.ts';
import { knowledgeFolder, readStorePlace } from '../config.ts';
import { GatheredBytes } from '../http/gathered-bytes.ts';
import { readKnowledge } from '../knowledge/read-knowledge.ts';
import { printable } from '../printable.ts';
import { openArchives } from '../reading/open-archives.ts';
import { HELP_OPTION, readOptions, UsageError } from '../turns/usage.ts';

const HELP = `Names the cause that the events of a file point to.

  npm run diagnose -- [--json] [FILE]

FILE is a log in any form Windows shows or saves it, .evt and .evtx among them,
a .reg file or the log of a program.
Without FILE, or with -, standard input is read. The articles are those of
KNOWLEDGE_DIR, when that is set.

  --json   print the diagnosis as POST /api/diagnose answers it
  --help   print this

Ends with 0 when a cause is named or several are, 1 when nothing was recognised
or no article fits, and 2 when the input could not be read.
`;

/** Largest file that is read, in bytes: several times what Windows keeps in a log unless it is told otherwise. */
const MOST_BYTES = 100 * 1024 * 1024;

/** Where the command reads and writes; of a process, its own streams. */
export interface Streams {
  stdin: Readable & { isTTY?: boolean };
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
}

/**
 * Runs `npm run diagnose`.
 * @param args what stands behind `--`
 * @returns the exit code; see `--help`
 */
export async function diagnoseCommand(args: string[], streams: Streams): Promise<number> {
  try {
    return await run(args, streams);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    streams.stderr.write(`${error.message}\n`);
    return 2;
  }
}

async function run(args: string[], streams: Streams): Promise<number> {
  const { values, positionals } = readOptions(args, { json: { type: 'boolean', default: false }, ...HELP_OPTION });
  if (values.help) {
    streams.stdout.write(HELP);
    return 0;
  }
  if (positionals.length > 1)
    throw new UsageError('Name one file. Several can be joined: cat a.txt b.txt | npm run diagnose');
  const file = await readInput(positionals[0] ?? '-', streams);
  const knowledge = articles();
  const { files, archives } = await openArchives([file]);
  const said = { text: '', cut: 0, files, unreadable: [] };
  const diagnosis = diagnoseUtterance(knowledge, said);
  checkLogs(diagnosis, streams);
  for (const archive of archives) streams.stderr.write(`${phrases.archiveRead(archive)}\n`);
  if (diagnosis.verdict === 'nothing' && file.bytes && archives.length === 0 && !values.json)
    throw new UsageError(`${file.name} is binary, and not an event log that I can read. Export the log as text.`);
  const imported = file.text === undefined ? [] : await importedMatches(file.text, knowledge);
  const told = imported.length > 0 ? { ...diagnosis, imported } : diagnosis;
  const report = values.json ? `${JSON.stringify(told, null, 2)}\n` : diagnosisReport(diagnosis, knowledge);
  streams.stdout.write(printable(values.json ? report : `${report}${importedReport(imported, knowledge)}`));
  if (imported.length > 0) return 0;
  return diagnosis.verdict === 'match' || diagnosis.verdict === 'choose' ? 0 : 1;
}

/** What the library of DATA_DIR has beside the articles; nothing where there is none. */
async function importedMatches(text: string, { overrides }: Knowledge): Promise<LibraryMatch[]> {
  const place = readStorePlace();
  const path = place.ok ? join(place.place.DATA_DIR, LIBRARY_FILE) : '';
  if (!existsSync(path)) return [];
  const { Library } = await import('../../knowledge/library/library.ts');
  const library = new Library(path, (problem) => {
    throw new UsageError(problem);
  });
  try {
    const { LibraryOfSite } = await import('../../knowledge/library/seen-by-site.ts');
    return new LibraryOfSite(library, overrides).find(text, recognizeEvidence({ text, files: [] }));
  } finally {
    await library.close();
  }
}

function importedReport(matches: readonly LibraryMatch[], { overrides }: Knowledge): string {
  if (matches.length === 0) return '';
  const reviewed = (id: string) => {
    const by = overrides?.get(id.toLowerCase())?.reviewed;
    return by ? `reviewed by ${by.who}, ${by.when}` : 'not reviewed';
  };
  const lines = matches.flatMap(({ id, title, collection, url, events, tied }) => [
    `  ${id}: ${title} (imported from ${collection}, ${reviewed(id)})${tied ? ' - nothing tells it from the one above' : ''}`,
    ...events.map((event) => `    + ${event.eventId}${event.source === undefined ? '' : ` from ${event.source}`}`),
    ...(url === undefined ? [] : [`    ${url}`]),
  ]);
  return `\nIn the library:\n${lines.join('\n')}\n`;
}

/** Says what a binary log lacks; throws when it lacks everything. */
function checkLogs({ logs = [] }: Diagnosis, { stderr }: Streams): void {
  for (const { name, read, damaged } of logs) {
    if (read === 0) throw new UsageError(`${name} is an event log, but damaged or empty. Export the log again.`);
    if (damaged > 0)
      stderr.write(
        `${name}: ${read} records were read. ${damaged} are damaged or were not written yet, and do not count.\n`,
      );
  }
}

/** Those of the bot. Its other settings do not matter here, and may even be wrong. */
function articles(): Knowledge {
  try {
    return readKnowledge(knowledgeFolder());
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function readInput(name: string, { stdin, stderr }: Streams): Promise<PastedFile> {
  const isInput = name === '-';
  if (isInput && stdin.isTTY) stderr.write('Paste the events, then press Ctrl+D.\n');
  const shown = isInput ? 'Standard input' : name;
  if (!isInput) await checkFile(name);
  const bytes = await bytesOf(isInput ? stdin : createReadStream(name), shown);
  if (bytes.length === 0) throw new UsageError(`${shown} is empty. Paste or export the events first.`);
  const file = decodeFile(isInput ? shown : basename(name), bytes);
  if (file.text !== undefined && file.text.length > MAX_UTTERANCE_LENGTH)
    throw new UsageError(
      `${shown} has ${file.text.length} characters; at most ${MAX_UTTERANCE_LENGTH} are read. Keep the part around the failure.`,
    );
  return file;
}

async function checkFile(name: string): Promise<void> {
  const found = await stat(name).catch((error: unknown) => {
    throw new UsageError(`${name} cannot be read: ${reasonOf(error)}`);
  });
  if (found.isDirectory()) throw new UsageError(`${name} is a folder. Name a file in it.`);
}

/** Reads on only as far as the limit: standard input may never end. */
async function bytesOf(stream: Readable, shown: string): Promise<Buffer> {
  const gathered = new GatheredBytes(0);
  try {
    for await (const chunk of stream) {
      gathered.add(chunk);
      if (gathered.length > MOST_BYTES)
        throw new UsageError(
          `${shown} has more than ${MOST_BYTES} bytes, which is the limit. Keep the part around the failure.`,
        );
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${shown} cannot be read: ${reasonOf(error)}`);
  }
  return gathered.bytes;
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file. Check the name and the folder.';
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read it.';
  return `${String(code ?? error)}.`;
}
