import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { openSqliteStore } from '../../../bot/store/sqlite/sqlite.ts';
import { migrate } from '../../../bot/store/sqlite/sqlite-schema.ts';
import { logged, message, newConversation, queued, textsOf, turn } from './store-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const newFile = () => join(folder, randomUUID(), 'faultline.sqlite');

/** A file that a store has been opened on before. */
async function usedFile(): Promise<string> {
  const file = newFile();
  await openSqliteStore(file).close();
  return file;
}

describe('a data file that cannot be used is refused with one sentence', () => {
  writeFileSync(join(folder, 'a-file'), '');
  it.each([
    [
      'lies below a file',
      join(folder, 'a-file', 'data'),
      /\(ENOTDIR\)\. It is a file, or lies below one: set DATA_DIR/,
    ],
    ['is a file', join(folder, 'a-file'), /\(EEXIST\)\. It is a file, or lies below one: set DATA_DIR to a folder/],
    ['is where no folder can be made', '/proc/faultline/data', /\(ENOENT\)\. Give the bot's user write access to it/],
  ])('the folder %s', (_, data, problem) => {
    expect(() => openSqliteStore(join(data, 'faultline.sqlite'))).toThrow(problem);
  });

  it('the file is damaged', async () => {
    const file = await usedFile();
    writeFileSync(file, 'this is no database, and it is long enough to be read as the head of one'.repeat(100));
    expect(() => openSqliteStore(file)).toThrow(/The file is damaged or not a database: restore a backup/);
    // The lock does not stay behind.
    rmSync(file);
    await openSqliteStore(file).close();
  });

  it('the file is another program’s', async () => {
    const file = await usedFile();
    const foreign = join(folder, `${randomUUID()}.sqlite`);
    const db = new DatabaseSync(foreign);
    db.exec('CREATE TABLE bookmarks (url TEXT)');
    db.close();
    expect(() => openSqliteStore(foreign)).toThrow(/is not a database of Faultline\. Move it away/);
    expect(() => openSqliteStore(foreign, { shared: true })).toThrow(/is not a database of Faultline/);
    await openSqliteStore(file).close();
  });

  it('the file is of a newer version', async () => {
    const file = await usedFile();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    expect(() => openSqliteStore(file)).toThrow(/written by a newer Faultline \(schema 99, this one knows \d+\)/);
  });

  it('there is none yet, for a tool', () => {
    expect(() => openSqliteStore(newFile(), { shared: true })).toThrow(/There is no data file .* Start the bot once/);
  });
});

describe('the schema of a data file', () => {
  const one = 'CREATE TABLE notes (text TEXT)';
  const two = 'ALTER TABLE notes ADD COLUMN author TEXT';
  const versionOf = (db: DatabaseSync) => db.prepare('PRAGMA user_version').get()?.['user_version'];

  it('is brought from any older version to the present one, and keeps what was stored', () => {
    const db = new DatabaseSync(':memory:');
    migrate(db, 'notes', [one]);
    db.exec("INSERT INTO notes (text) VALUES ('kept')");
    migrate(db, 'notes', [one, two]);
    migrate(db, 'notes', [one, two]);
    expect(versionOf(db)).toBe(2);
    expect({ ...db.prepare('SELECT text, author FROM notes').get() }).toEqual({ text: 'kept', author: null });
  });

  it('stays as it was when a step fails', () => {
    const db = new DatabaseSync(':memory:');
    migrate(db, 'notes', [one]);
    expect(() => migrate(db, 'notes', [one, `${two}; CREATE TABLE notes (again TEXT)`])).toThrow('already exists');
    db.exec('ROLLBACK');
    expect(versionOf(db)).toBe(1);
    migrate(db, 'notes', [one, two]);
    expect(versionOf(db)).toBe(2);
  });
});

describe('what lies on the disk', () => {
  const files = (file: string) => readdirSync(dirname(file)).map((name) => join(dirname(file), name));
  const isThere = (file: string, text: string) => files(file).some((one) => readFileSync(one).includes(text));

  it.each(['delete', 'turn', 'expiry'])('what is deleted (by a %s) is in none of the files any more', async (by) => {
    const file = newFile();
    const store = openSqliteStore(file);
    const { id, userId } = await newConversation(store, { createdAt: new Date('2020-01-01T00:00:00Z') });
    const caseKey = 'the-case';
    const at = new Date('2020-01-01T00:00:00Z');
    await store.commitTurn({ ...turn({ caseKey, at }), replies: [logged(id, 'a word to be gone')] });
    expect(isThere(file, 'a word to be gone')).toBe(true);
    if (by === 'delete') await store.forgetPerson({ caseKey, conversationId: id, userId });
    else if (by === 'expiry') await store.expire(new Date('2021-01-01T00:00:00Z'));
    else {
      const etag = (await store.loadCase(caseKey))?.etag;
      await store.commitTurn({ ...turn({ caseKey, etag }), forget: { conversationId: id, userId } });
    }
    expect(isThere(file, 'a word to be gone')).toBe(false);
    await store.close();
  });

  it('what is deleted while a tool reads, as for a backup, keeps nobody waiting, and is gone soon after', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const file = newFile();
    const store = openSqliteStore(file);
    const { id, userId } = await newConversation(store);
    await store.receive(id, message('a word to be gone'));
    const reader = new DatabaseSync(file);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM activities').get();
    await store.forgetPerson({ caseKey: 'a case', conversationId: id, userId });
    expect(await store.findConversation(id)).toBeUndefined();
    reader.exec('COMMIT');
    reader.close();
    expect(isThere(file, 'a word to be gone')).toBe(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(isThere(file, 'a word to be gone')).toBe(false);
    await store.close();
    vi.useRealTimers();
  });

  it('a reply that expired unsent is in none of the files any more', async () => {
    const file = newFile();
    const store = openSqliteStore(file);
    const first = turn({ at: new Date('2020-01-01T00:00:00Z'), replies: [queued('teams', 'a word to be gone')] });
    await store.commitTurn(first);
    await store.commitTurn(turn({ caseKey: first.caseKey, etag: (await store.loadCase(first.caseKey))?.etag }));
    await store.expire(new Date('2021-01-01T00:00:00Z'));
    expect(isThere(file, 'a word to be gone')).toBe(false);
    await store.close();
  });

  it('can be read by its owner alone, backups too', async () => {
    const file = newFile();
    const store = openSqliteStore(file);
    await store.commitTurn(turn());
    const copy = join(dirname(file), 'copy.sqlite');
    await store.backup(copy);
    const open = files(file).filter((one) => !one.includes('.lock') && (statSync(one).mode & 0o077) !== 0);
    expect(open).toEqual([]);
    await store.close();
  });

  it('a case that is no JSON any more is given as its text, and everything else works', async () => {
    const file = await usedFile();
    const db = new DatabaseSync(file);
    db.exec(`INSERT INTO cases (key, etag, value, touched_at, touched_day) VALUES ('k', 7, '{"foo":', 0, 0)`);
    db.close();
    const store = openSqliteStore(file);
    expect(await store.loadCase('k')).toEqual({ etag: 7, value: '{"foo":' });
    expect((await store.personData({ caseKey: 'k', conversationId: 'c', userId: 'u' })).case).toBe('{"foo":');
    await store.close();
  });
});

describe('a file that cannot be written', () => {
  it('is told by the ping too, until it can be written again', async () => {
    const file = newFile();
    const store = openSqliteStore(file);
    await store.ping();
    // Another program holds it: to the store that is the same as a full disk.
    const held = new DatabaseSync(file);
    held.exec('BEGIN IMMEDIATE');
    await expect(store.commitTurn(turn())).rejects.toThrow(/^SQLite could not commit a turn/);
    await expect(store.ping()).rejects.toThrow(/^SQLite could not write/);
    held.exec('COMMIT');
    held.close();
    await expect(store.ping()).resolves.toBeUndefined();
    expect(await store.commitTurn(turn())).toBe('committed');
    await store.close();
  });
});

describe('writes that arrive together', () => {
  it('are written together, and the one that cannot be is the only one that fails', async () => {
    const store = openSqliteStore(':memory:');
    const { id } = await newConversation(store);
    const good = [turn(), turn({ replies: [logged(id, 'said')] }), turn()];
    const bad = turn({ replies: [logged(id, 'half a turn'), logged('nowhere', 'x')] });
    const results = await Promise.allSettled([...good, bad].map((commit) => store.commitTurn(commit)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect(await textsOf(store, id)).toEqual(['said']);
    expect(await store.loadCase(bad.caseKey)).toBeUndefined();
    await store.close();
  });

  it('are written before the store closes', async () => {
    const file = newFile();
    const store = openSqliteStore(file);
    const last = turn();
    const written = store.commitTurn(last);
    await store.close();
    expect(await written).toBe('committed');
    const again = openSqliteStore(file);
    expect(await again.loadCase(last.caseKey)).toBeDefined();
    await again.close();
  });
});

describe('a backup', () => {
  it('that cannot be made leaves nothing behind, and says why', async () => {
    const store = openSqliteStore(newFile());
    const nowhere = join(folder, 'nowhere', 'copy.sqlite');
    await expect(store.backup(nowhere)).rejects.toThrow(
      `${nowhere} cannot be written (ENOENT): name a file in a folder`,
    );
    await store.close();
    const closed = join(folder, 'closed.sqlite');
    await expect(store.backup(closed)).rejects.toThrow('the store is closed');
    expect(readdirSync(folder)).not.toContain('closed.sqlite');
  });

  it('is a whole data file of one moment, taken while the bot goes on', async () => {
    const file = newFile();
    const store = openSqliteStore(file);
    const { id } = await newConversation(store);
    for (let n = 0; n < 20; n += 1) await store.receive(id, message(`before ${n}`));
    const writing = Promise.all(Array.from({ length: 20 }, (_, n) => store.receive(id, message(`while ${n}`))));
    const tool = openSqliteStore(file, { shared: true });
    const copy = join(folder, `${randomUUID()}.sqlite`);
    await tool.backup(copy);
    await writing;
    await expect(tool.backup(copy)).rejects.toThrow('already exists');
    await tool.close();
    await store.close();

    const restored = openSqliteStore(copy);
    const sequences = (await restored.activitiesAfter(id, 0, 100)).map(({ sequence }) => sequence);
    expect(sequences.length).toBeGreaterThanOrEqual(20);
    expect(sequences).toEqual(sequences.map((_, index) => index + 1));
    await restored.close();
  });
});
