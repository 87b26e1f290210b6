import { existsSync } from 'node:fs';
import { caseKeyOf } from '../channels/case-key.ts';
import { type StorePlace, sqliteFileOf } from '../store/open-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite.ts';
import { restoreSqliteFile } from '../store/sqlite/sqlite-restore.ts';
import type { Store } from '../store/store.ts';
import { print, storePlace, withStore } from '../turns/operator.ts';
import { Uploads } from '../turns/uploads.ts';
import { HELP_OPTION, readOptions, UsageError } from '../turns/usage.ts';
import { runTool } from './run-tool.ts';

const HELP = `Shows or deletes what is kept about a person; backs the data up.

  npm run data -- show CONVERSATION USER      prints it as JSON
  npm run data -- delete CONVERSATION USER    deletes it, for good
      --channel NAME   of another channel than the web chat, like msteams
  npm run data -- backup FILE     writes a copy into a new file, while the bot goes on
  npm run data -- restore FILE    puts a copy in place; stop the bot first

CONVERSATION and USER are the ids in the activities of the channel; "show my data"
in the chat tells a person theirs.
A backup holds what was deleted after it: delete that again after a restore.
A restore keeps the present file beside the new one, under another name: neither
retention nor a deletion reaches that one, so remove it when all is well. Run it as
the bot's user. The key of the chats (direct-line.key) is no part of a backup.
PostgreSQL (DATABASE_URL) is backed up with its own pg_dump.
`;

async function main(args: string[]): Promise<void> {
  const { values, positionals } = readOptions(args, { channel: { type: 'string' }, ...HELP_OPTION });
  const [command, ...names] = positionals;
  if (values.help || command === undefined) return print(HELP.trimEnd());
  if (command === 'show') return show(names, values.channel);
  if (command === 'delete') return forget(names, values.channel);
  if (command === 'backup') return backup(fileOf(command, names));
  if (command === 'restore') return restore(fileOf(command, names));
  throw new UsageError(`There is no command ${command}: npm run data -- --help tells what there is.`);
}

const NOTHING_KEPT = 'Nothing is kept under these ids. For another channel than the web chat name it: --channel.';

/** Activities read at once. */
const PAGE = 20;

async function show(names: string[], channel: string | undefined): Promise<void> {
  const person = personOf('show', names, channel);
  await withStore(async (store) => {
    const { files, ...data } = await store.personData(person);
    const [last] = await store.ownActivities(person, undefined, 1);
    if (data.case === undefined && !last && files.length + data.outbox.length === 0)
      process.stderr.write(`${NOTHING_KEPT}\n`);
    // A chat may be too long for one text, so it is printed as it is read.
    print(JSON.stringify(data, null, 2).replace(/\n\}$/, ',\n  "activities": ['));
    const uploads = new Uploads(files);
    if (last) await printActivities(store, person.conversationId, last.sequence, uploads);
    print(`  ],\n  "files": ${JSON.stringify(uploads.told())}\n}`);
  });
}

/** Prints a chat up to an activity, page by page, and notes its files. */
async function printActivities(store: Store, conversationId: string, last: number, uploads: Uploads): Promise<void> {
  let comma = ' ';
  for (let from = 0; from < last; ) {
    const page = await store.activitiesAfter(conversationId, from, PAGE);
    for (const { activity } of page) {
      print(`  ${comma} ${JSON.stringify(activity)}`);
      comma = ',';
      uploads.add(activity.attachments ?? []);
    }
    from = page.at(-1)?.sequence ?? last;
  }
}

async function forget(names: string[], channel: string | undefined): Promise<void> {
  const person = personOf('delete', names, channel);
  const { cases, activities, outbox } = await withStore((store) => store.forgetPerson(person));
  if (cases + activities + outbox === 0) throw new UsageError(NOTHING_KEPT);
  print(`deleted: ${cases} cases, ${activities} activities, ${outbox} replies that waited`);
}

async function backup(to: string): Promise<void> {
  if (to.trim() === '') throw new UsageError('Name a new file: npm run data -- backup FILE');
  if (existsSync(to)) throw new UsageError(`${to} exists already. Name a new file.`);
  const store = openSqliteStore(sqliteFileOf(sqlitePlace()), { shared: true });
  try {
    await store.backup(to);
    print(`The data are in ${to}.`);
  } finally {
    await store.close();
  }
}

async function restore(from: string): Promise<void> {
  const file = sqliteFileOf(sqlitePlace());
  const kept = restoreSqliteFile(from, file);
  print(`${file} is now what ${from} was.${kept ? ` What was there before is in ${kept}.` : ''}`);
}

function sqlitePlace(): StorePlace {
  const place = storePlace();
  if (place.DATABASE_URL) throw new UsageError('The data are in PostgreSQL: use its pg_dump and pg_restore.');
  return place;
}

function personOf(command: string, [conversationId, userId, ...more]: string[], channel: string | undefined) {
  if (conversationId === undefined || userId === undefined || more.length > 0)
    throw new UsageError(`Name a conversation and a user: npm run data -- ${command} CONVERSATION USER`);
  const isWebChat = channel === undefined || ['directline', 'webchat'].includes(channel);
  if (isWebChat) return { caseKey: caseKeyOf(conversationId, userId), conversationId, userId };
  // Other channels keep their logs themselves: no conversation here is theirs, whatever its id.
  return { caseKey: caseKeyOf(conversationId, userId, channel), conversationId: '', userId };
}

function fileOf(command: string, [file, ...more]: string[]): string {
  if (file === undefined || more.length > 0) throw new UsageError(`Name one file: npm run data -- ${command} FILE`);
  return file;
}

await runTool(main);
