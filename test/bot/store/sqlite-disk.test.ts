import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { openSqliteStore } from '../../../bot/store/sqlite/sqlite.ts';
import { message, newConversation, textsOf } from './store-fixture.ts';

/** How the disk takes what is given to it; each test says. */
const disk = vi.hoisted(() => ({ takes: async () => {} }));
vi.mock('node:fs/promises', async (load) => {
  const real = await load<typeof import('node:fs/promises')>();
  const open = async (...args: Parameters<typeof real.open>): Promise<FileHandle> => {
    const file = await real.open(...args);
    const datasync = file.datasync.bind(file);
    file.datasync = async () => {
      await disk.takes();
      await datasync();
    };
    return file;
  };
  return { ...real, open };
});

const folder = mkdtempSync(path.join(tmpdir(), 'faultline-disk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  disk.takes = async () => {};
});
const newFile = () => path.join(folder, randomUUID(), 'faultline.sqlite');
const writtenBeside = (file: string) => Number(readFileSync(`${file}-written`, 'utf8'));

describe('a disk that takes its time', () => {
  it('keeps whoever wrote waiting, and nobody else', async () => {
    const file = newFile();
    const store = openSqliteStore(file);
    const { id } = await newConversation(store);
    const before = writtenBeside(file);
    const taken = Promise.withResolvers<void>();
    disk.takes = () => taken.promise;
    const acknowledged: string[] = [];
    const written = ['first', 'second'].map(async (text) => {
      await store.receive(id, message(text));
      acknowledged.push(text);
    });
    const upload = store
      .saveAttachment(id, 'a'.repeat(43), Buffer.alloc(600_000))
      .then(() => acknowledged.push('file'));
    // Two commits, one after the other, have been made by then.
    while ((await textsOf(store, id)).length < 2) await wait(1);
    await store.ping();
    expect([acknowledged, writtenBeside(file)]).toEqual([[], before]);
    taken.resolve();
    await Promise.all([...written, upload]);
    expect(acknowledged.toSorted()).toEqual(['file', 'first', 'second']);
    expect(writtenBeside(file)).toBeGreaterThan(before);
    await store.close();
  });

  it('is waited for at the end', async () => {
    const store = openSqliteStore(newFile());
    const { id } = await newConversation(store);
    const taken = Promise.withResolvers<void>();
    disk.takes = () => taken.promise;
    const ends: string[] = [];
    const written = store.receive(id, message('the last')).then(() => ends.push('acknowledged'));
    const closed = store.close().then(() => ends.push('closed'));
    await wait(1);
    taken.resolve();
    await Promise.all([written, closed]);
    expect(ends).toEqual(['acknowledged', 'closed']);
  });
});

describe('a disk that fails when it is asked to keep what it was given', () => {
  it('has nothing acknowledged, and the ping tells until a message is on it', async () => {
    const store = openSqliteStore(newFile());
    const { id } = await newConversation(store);
    disk.takes = () => Promise.reject(Object.assign(new Error('i/o error'), { code: 'EIO' }));
    await expect(store.receive(id, message('in doubt'))).rejects.toThrow('i/o error');
    await expect(store.ping()).rejects.toThrow('i/o error');
    disk.takes = async () => {};
    await store.receive(id, message('kept'));
    await store.ping();
    await store.close();
  });
});
