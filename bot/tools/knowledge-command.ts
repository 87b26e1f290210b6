import { join } from 'node:path';
import { checkSource } from '../../knowledge/library/check-source.ts';
import { draftOf } from '../../knowledge/library/draft.ts';
import { importLibrary, type Progress, removeCollection } from '../../knowledge/library/import-library.ts';
import { isLookedInto } from '../../knowledge/library/read-file.ts';
import { PROVIDERS } from '../../knowledge/library/readers/providers.ts';
import { FORMATS } from '../../knowledge/library/readers/reader-table.ts';
import { articleText } from '../../knowledge/library/reading/article-text.ts';
import { estimateOf } from '../../knowledge/library/sources/estimate.ts';
import { measureSource } from '../../knowledge/library/sources/measure-source.ts';
import { nameOfSource } from '../../knowledge/library/sources/read-sources.ts';
import { LibraryFile } from '../../knowledge/library/store/library-file.ts';
import { LIBRARY_FILE } from '../../knowledge/library/store/schema.ts';
import { readStorePlace } from '../config.ts';
import { makeDataFolder } from '../data-folder.ts';
import { printable } from '../printable.ts';
import { HELP_OPTION, readOptions, UsageError } from '../turns/usage.ts';
import type { Streams } from './diagnose-command.ts';

const HELP = `Brings runbooks and knowledge bases into the library, in DATA_DIR.

  npm run knowledge -- import PATH [--name NAME] [--format FORMAT]
                       [--base-url URL] [--licence TEXT] [--products A,B]
  npm run knowledge -- list
  npm run knowledge -- remove NAME
  npm run knowledge -- check PATH [--format FORMAT]
  npm run knowledge -- show ID
  npm run knowledge -- draft ID

PATH is a folder, a file, a .zip, a .tar.gz or a .tar.zst. FORMAT is ${FORMATS.join(', ')}
or auto. A second import under the same NAME reads what has changed, and takes
out what is gone. Pictures beside the articles that show them are kept too. URL
may hold {id} or {path}; otherwise the path of the article follows it. check
reads without importing. draft writes a curated article to finish, as YAML. The
format providers takes what collect-providers.ps1 (knowledge/collector/) wrote:
the names and texts of a machine's own events.

Ends with 0 when it was done, 1 when nothing was found to do it with, and 2 when
it could not be done; then nothing has changed.
`;

const OPTIONS = {
  name: { type: 'string' },
  format: { type: 'string', default: 'auto' },
  'base-url': { type: 'string' },
  licence: { type: 'string' },
  products: { type: 'string' },
  ...HELP_OPTION,
} as const;
type Values = ReturnType<typeof readOptions<typeof OPTIONS>>['values'];

type Out = Pick<Streams, 'stdout' | 'stderr'>;

/**
 * Runs `npm run knowledge`.
 * @param args what stands behind `--`
 * @param library the file of the library; that of DATA_DIR when it is left out
 * @returns the exit code; see `--help`
 */
export async function knowledgeCommand(args: string[], streams: Out, library?: string): Promise<number> {
  try {
    const { values, positionals } = readOptions(args, OPTIONS);
    const [what = '', subject, ...more] = positionals;
    if (values.help) {
      streams.stdout.write(HELP);
      return 0;
    }
    const command = COMMANDS[what];
    if (!command) throw new UsageError(`${what === '' ? 'Say what to do' : `There is no ${what}`}; see --help.`);
    if (more.length > 0 || (command.takes === undefined) !== (subject === undefined))
      throw new UsageError(`${what} takes ${command.takes ?? 'nothing behind it'}; see --help.`);
    if (values.format !== 'auto' && !FORMATS.includes(values.format))
      throw new UsageError(`There is no format ${values.format}. Use ${FORMATS.join(', ')} or auto.`);
    return await command.run(library ?? fileOfLibrary(), subject ?? '', values, streams);
  } catch (error) {
    streams.stderr.write(`${printable(error instanceof Error ? error.message : String(error))}\n`);
    return 2;
  }
}

function fileOfLibrary(): string {
  const read = readStorePlace();
  if (!read.ok) throw new UsageError(read.problems.join('\n'));
  makeDataFolder(read.place.DATA_DIR);
  return join(read.place.DATA_DIR, LIBRARY_FILE);
}

interface Command {
  /** what stands behind it, in words; undefined for nothing */
  takes?: string;
  run(library: string, subject: string, values: Values, streams: Out): number | Promise<number>;
}

const COMMANDS: Record<string, Command> = {
  import: { takes: 'one PATH', run: importPath },
  list: { run: list },
  remove: { takes: 'one NAME', run: remove },
  check: { takes: 'one PATH', run: check },
  show: { takes: 'one ID', run: show },
  draft: { takes: 'one ID', run: draft },
};

const SAID_EVERY_MS = 2000;
const MOST_UNREAD_SAID = 20;

async function importPath(library: string, path: string, values: Values, { stdout, stderr }: Out): Promise<number> {
  const name = values.name ?? nameOfSource(path);
  if (!/^[\w.-]{1,60}$/.test(name)) throw new UsageError('Set --name to letters, digits, dots and dashes, at most 60.');
  const counted = await sayEstimate(library, name, path, values.format, stderr);
  const began = performance.now();
  let said = began;
  const total = { files: 0 };
  const say = ({ files, articles, unchanged, expected }: Progress) => {
    total.files = files;
    if (performance.now() - said < SAID_EVERY_MS) return;
    said = performance.now();
    const seconds = (said - began) / 1000;
    const left = expected
      ? `, about ${Math.ceil((seconds / Math.max(1, files + unchanged)) * (expected - files - unchanged))} s left`
      : '';
    stderr.write(`${files + unchanged}${expected ? ` of about ${expected}` : ''} files, ${articles} articles${left}\n`);
  };
  const { articles, files, provided, unchanged, removed, unread } = await importLibrary(
    library,
    path,
    {
      name,
      format: values.format,
      ...(values['base-url'] && { baseUrl: webAddress(values['base-url']) }),
      ...(values.licence && { licence: values.licence }),
      products: (values.products ?? '')
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    },
    say,
    counted,
  );
  sayUnread(unread, stderr);
  stdout.write(
    printable(
      `${name}: ${articles} articles${provided > 0 ? ` and ${provided} events of providers` : ''} of ${files} files read; ${unchanged} files unchanged, ${removed} gone, ${unread.length} not read. A running Faultline takes them up by itself.\n`,
    ),
  );
  return articles + provided + unchanged > 0 ? 0 : 1;
}

/** Says what a first import will take. @returns how many files there are to read; undefined where there is nothing to say */
async function sayEstimate(
  library: string,
  name: string,
  path: string,
  format: string,
  stderr: Out['stderr'],
): Promise<number | undefined> {
  const isKnown = withLibrary(library, (file) => file.collections().some((one) => one.name === name)) ?? false;
  if (isKnown || format === PROVIDERS) return undefined;
  const size = await measureSource(path, (one) => isLookedInto(one, format));
  if (size.files === 0) return undefined;
  const { seconds, megabytes } = estimateOf(size);
  const files = size.files === 1 ? '1 file' : `${size.files} files`;
  stderr.write(
    `${files} with ${Math.ceil(size.bytes / 1024)} KB to read: about ${seconds} s, and ${megabytes} MB of disk beside their pictures.\n`,
  );
  return size.files;
}

function webAddress(text: string): string {
  if (!/^https?:$/.test(URL.parse(text.replace(/[{}]/g, ''))?.protocol ?? ''))
    throw new UsageError('Set --base-url to an address that begins with https:// or http://.');
  return text;
}

function sayUnread(unread: readonly { path: string; why: string }[], stderr: Out['stderr']): void {
  for (const { path, why } of unread.slice(0, MOST_UNREAD_SAID))
    stderr.write(printable(`Not read: ${path}: ${why}.\n`));
  if (unread.length > MOST_UNREAD_SAID)
    stderr.write(`… and ${unread.length - MOST_UNREAD_SAID} more; list tells them.\n`);
}

function list(library: string, _subject: string, _values: Values, { stdout }: Out): number {
  const collections = withLibrary(library, (file) => file.collections());
  if (!collections || collections.length === 0) {
    stdout.write('The library is empty. Bring something in: npm run knowledge -- import PATH\n');
    return 1;
  }
  for (const { name, articles, format, importedAt, licence, unread } of collections) {
    const facts = [
      `${articles} articles`,
      format,
      `imported ${importedAt.slice(0, 16)}Z`,
      licence ?? 'no licence noted',
    ];
    stdout.write(
      printable(`${name}: ${facts.join(', ')}${unread.length > 0 ? `, ${unread.length} files not read:` : ''}\n`),
    );
    for (const { path, why } of unread) stdout.write(printable(`  ${path}: ${why}\n`));
  }
  return 0;
}

function remove(library: string, name: string, _values: Values, { stdout }: Out): number {
  const removed = removeCollection(library, name);
  stdout.write(
    printable(removed ? `${name} and its articles are gone.\n` : `There is no ${name}; list tells what there is.\n`),
  );
  return removed ? 0 : 1;
}

async function check(_library: string, path: string, { format }: Values, { stdout, stderr }: Out): Promise<number> {
  const { articles, unread, lines } = await checkSource(path, format);
  for (const line of lines) stdout.write(printable(`${line}\n`));
  sayUnread(unread, stderr);
  return articles > 0 ? 0 : 1;
}

function show(library: string, id: string, _values: Values, { stdout }: Out): number {
  const stored = withLibrary(library, (file) => file.article(id));
  stdout.write(printable(stored ? articleText(stored) : `The library has no ${id}.\n`));
  return stored ? 0 : 1;
}

function draft(library: string, id: string, _values: Values, { stdout }: Out): number {
  const stored = withLibrary(library, (file) => {
    const article = file.article(id);
    return article && draftOf(article, file.eventsOf(article.row));
  });
  stdout.write(stored ?? printable(`The library has no ${id}.\n`));
  return stored ? 0 : 1;
}

function withLibrary<T>(library: string, look: (file: LibraryFile) => T): T | undefined {
  const file = LibraryFile.open(library);
  if (!file) return undefined;
  try {
    return look(file);
  } finally {
    file.close();
  }
}
