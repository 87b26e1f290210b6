import { randomBytes, randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepFile, loadKept, PIECE_BYTES } from '../../bot/direct-line/files/attachment-link.ts';
import { openSqliteStore, SQLITE_FILE, type SqliteStore } from '../../bot/store/sqlite/sqlite.ts';
import { temporaryFolder } from '../bot/running-faultline.ts';

const PIECES = 12;
const { folder, remove } = temporaryFolder();
let store: SqliteStore;
beforeAll(() => {
  store = openSqliteStore(`${folder}/${SQLITE_FILE}`);
});
afterAll(async () => {
  await store.close();
  remove();
});

async function conversation(): Promise<string> {
  const id = randomUUID();
  await store.createConversation({ id, userId: 'u', createdAt: new Date() });
  return id;
}

const large = () => ({ name: 'a.evtx', contentType: 'x/y', bytes: randomBytes(PIECES * PIECE_BYTES - 1) });

describe('a large file that is kept', () => {
  it('lets others write between its pieces', async () => {
    const id = await conversation();
    let isKept = false;
    const keeping = keepFile(store, id, large()).then(() => {
      isKept = true;
    });
    await store.receive(id, { type: 'message', text: 'short' });
    expect(isKept).toBe(false);
    await keeping;
  });

  it('lets others go on between its pieces when it is read', async () => {
    const id = await conversation();
    const file = large();
    const { contentUrl = '' } = await keepFile(store, id, file);
    let passes = 0;
    let isRead = false;
    const reading = loadKept(store, id, contentUrl.slice('attachment:'.length)).finally(() => {
      isRead = true;
    });
    while (!isRead) {
      await setImmediate();
      passes += 1;
    }
    expect(Buffer.from((await reading) ?? []).equals(file.bytes)).toBe(true);
    expect(passes).toBeGreaterThanOrEqual(PIECES - 1);
  });

  it('is there for whoever opens the data after the process was killed', async () => {
    const id = await conversation();
    const file = large();
    const { contentUrl = '' } = await keepFile(store, id, file);
    const beside = openSqliteStore(`${folder}/${SQLITE_FILE}`, { shared: true });
    const bytes = await loadKept(beside, id, contentUrl.slice('attachment:'.length));
    await beside.close();
    expect(Buffer.from(bytes ?? []).equals(file.bytes)).toBe(true);
  });
});
