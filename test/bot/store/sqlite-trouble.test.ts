import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { openSqliteStore } from '../../../bot/store/sqlite/sqlite.ts';
import { message, newConversation, textsOf, turn } from './store-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-trouble-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  vi.useRealTimers();
});
const newFile = () => join(folder, randomUUID(), 'faultline.sqlite');

describe('a data file that goes away while it is open', () => {
  it('is deleted: nothing is acknowledged any more, and the ping tells', async () => {
    const file = newFile();
    const store = openSqliteStore(file);
    const { id } = await newConversation(store);
    rmSync(file);
    await expect(store.receive(id, message('lost'))).rejects.toThrow(/the file was deleted, or another one put/);
    await expect(store.ping()).rejects.toThrow(/the file was deleted/);
    await store.close();
  });

  it('has another one in its place: the same, until it is back', async () => {
    const file = newFile();
    const store = openSqliteStore(file);
    const { id } = await newConversation(store);
    renameSync(file, `${file}.away`);
    copyFileSync(`${file}.away`, file);
    await expect(store.receive(id, message('lost'))).rejects.toThrow(/another one put in its place/);
    renameSync(`${file}.away`, file);
    await store.receive(id, message('kept'));
    await store.ping();
    await store.close();
  });

  it('loses its write-ahead log: what was acknowledged is carried into the file, and no more is', async () => {
    const file = newFile();
    const store = openSqliteStore(file);
    const { id } = await newConversation(store);
    await store.receive(id, message('acknowledged'));
    rmSync(`${file}-wal`);
    await expect(store.receive(id, message('more'))).rejects.toThrow(/write-ahead log was deleted/);
    await expect(store.ping()).rejects.toThrow(/write-ahead log was deleted/);
    await store.close();
    const again = openSqliteStore(file);
    expect(await textsOf(again, id)).toContain('acknowledged');
    await again.close();
  });
});

it('pages that cannot be read are told by the ping from then on', async () => {
  const file = newFile();
  const first = openSqliteStore(file);
  const one = turn();
  await first.commitTurn(one);
  await first.close();
  const db = new DatabaseSync(file);
  const page = Number(db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'cases'").get()?.['rootpage']);
  db.close();
  truncateSync(file, (page - 1) * 4096);
  truncateSync(file, 4096 * 60);
  const store = openSqliteStore(file);
  await store.ping();
  await expect(store.loadCase(one.caseKey)).rejects.toThrow(/damaged/);
  await expect(store.ping()).rejects.toThrow(/damaged/);
  await store.close();
});

describe('the write-ahead log', () => {
  it('is carried into the file when nothing is written for a while', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const file = newFile();
    const store = openSqliteStore(file);
    const first = turn();
    await store.commitTurn(first);
    expect(statSync(file).size).toBe(4096);
    await vi.advanceTimersByTimeAsync(10_000);
    const copy = newFile();
    mkdirSync(dirname(copy));
    copyFileSync(file, copy);
    const copied = openSqliteStore(copy);
    expect((await copied.loadCase(first.caseKey))?.value).toEqual(first.value);
    await copied.close();
    await store.close();
  });

  it('is carried into the file every few minutes while writes go on', async () => {
    const file = newFile();
    vi.useFakeTimers({ toFake: ['performance'] });
    const store = openSqliteStore(file);
    await store.commitTurn(turn());
    expect(statSync(file).size).toBe(4096);
    vi.advanceTimersByTime(120_000);
    await store.commitTurn(turn());
    expect(statSync(file).size).toBeGreaterThan(4096);
    await store.close();
  });

  it('was deleted: the file does not start empty without a word', async () => {
    const file = newFile();
    const store = openSqliteStore(file);
    await store.commitTurn(turn());
    const copy = newFile();
    mkdirSync(dirname(copy));
    copyFileSync(file, copy);
    await store.close();
    expect(existsSync(`${copy}-wal`)).toBe(false);
    expect(() => openSqliteStore(copy)).toThrow(
      /was in use, and is empty: what was written lay in .*-wal, which is gone/,
    );
  });
});
