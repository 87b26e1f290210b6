import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { openSqliteStore } from '../../../bot/store/sqlite/sqlite.ts';
import { CARRY_BYTES } from '../../../bot/store/sqlite/sqlite-file.ts';
import { restoreSqliteFile } from '../../../bot/store/sqlite/sqlite-restore.ts';
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
  const whole = openSync(file, 'r+');
  writeSync(whole, Buffer.alloc(4096), 0, 4096, (page - 1) * 4096);
  closeSync(whole);
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

describe('a process that was killed', () => {
  /** Data that were carried into the file, then written on, and whose process was killed. */
  async function killed(): Promise<{ file: string; id: string }> {
    const file = newFile();
    const child = spawn(process.execPath, [join(import.meta.dirname, 'write-file.ts'), file]);
    const [id] = await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    return { file, id: String(id).trim() };
  }
  const away = (file: string) => renameSync(`${file}-wal`, `${file}-wal.away`);

  it('and whose write-ahead log was deleted: an older state is not taken for the last one', async () => {
    const { file, id } = await killed();
    away(file);
    for (const shared of [false, true])
      expect(() => openSqliteStore(file, { shared })).toThrow(
        /is older than what was last written: .*-wal, which is gone/,
      );
    renameSync(`${file}-wal.away`, `${file}-wal`);
    const store = openSqliteStore(file);
    expect(await textsOf(store, id)).toEqual(['before', 'after 0', 'after 1', 'after 2']);
    await store.close();
    // Now all of it lies in the file.
    expect(existsSync(`${file}-wal`)).toBe(false);
    await openSqliteStore(file).close();
  });

  it('and whose log a tool has carried into the file: there is nothing to complain of', async () => {
    const { file, id } = await killed();
    const db = new DatabaseSync(file);
    expect(db.prepare('SELECT count(*) AS n FROM activities').get()?.['n']).toBe(4);
    db.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
    const store = openSqliteStore(file);
    expect(await textsOf(store, id)).toHaveLength(4);
    await store.close();
  });

  it('goes on with what there is, or with a backup, or empty, when its operator says so', async () => {
    const { file, id } = await killed();
    const copy = `${file}.copy`;
    const tool = openSqliteStore(file, { shared: true });
    await tool.backup(copy);
    await tool.close();
    const later = openSqliteStore(file);
    await later.receive(id, message('after the backup'));
    await later.close();
    // An older file in its place, with or without a log.
    copyFileSync(copy, file);
    expect(() => openSqliteStore(file)).toThrow(/older than what was last written.*an older file was put in its place/);
    restoreSqliteFile(copy, file);
    const restored = openSqliteStore(file);
    expect(await textsOf(restored, id)).toHaveLength(4);
    await restored.receive(id, message('on'));
    await restored.close();
    copyFileSync(copy, file);
    rmSync(`${file}-written`);
    await openSqliteStore(file).close();
    renameSync(file, `${file}.old`);
    await openSqliteStore(file).close();
  });
});

describe('a large write-ahead log', () => {
  it('is carried into the file while messages go on, and begins anew', async () => {
    const file = newFile();
    const store = openSqliteStore(file);
    const { id } = await newConversation(store);
    const bytes = new Uint8Array(CARRY_BYTES / 10);
    const sizes: number[] = [];
    for (let n = 0; n < 26; n += 1) {
      await store.saveAttachment(id, `file-${n}`, bytes);
      await store.receive(id, message(`${n}`));
      sizes.push(statSync(`${file}-wal`).size);
    }
    await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(CARRY_BYTES), { timeout: 20_000 });
    // What came while it was carried stands in it as well; what came after does not.
    expect(Math.max(...sizes)).toBeLessThan(CARRY_BYTES * 2.5);
    expect(await textsOf(store, id)).toEqual(Array.from({ length: 26 }, (_, n) => `${n}`));
    expect((await store.loadAttachment(id, 'file-25'))?.length).toBe(bytes.length);
    await store.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
  });
});
