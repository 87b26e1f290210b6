import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../../bot/store/sqlite/sqlite.ts';
import { turn } from './store-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-lock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const newFile = () => join(folder, randomUUID(), 'faultline.sqlite');

describe('a data file that is in use', () => {
  it('is refused to a second process, and free again when the first is killed', async () => {
    const file = newFile();
    const holder = spawn(process.execPath, [join(import.meta.dirname, 'hold-file.ts'), file]);
    try {
      await once(holder.stdout, 'data');
      expect(() => openSqliteStore(file)).toThrow(`Another Faultline process uses ${file}. Stop it first`);
    } finally {
      holder.kill('SIGKILL');
    }
    await once(holder, 'exit');
    await openSqliteStore(file).close();
  });

  it('is refused to a second store of the same process until the first is closed', async () => {
    const file = newFile();
    const first = openSqliteStore(file);
    expect(() => openSqliteStore(file)).toThrow('Another Faultline process');
    await first.close();
    await openSqliteStore(file).close();
  });

  it('is one file, under whatever name', async () => {
    const file = newFile();
    const first = openSqliteStore(file);
    const link = join(dirname(file), 'link.sqlite');
    symlinkSync(file, link);
    expect(() => openSqliteStore(link)).toThrow('Another Faultline process');
    await first.close();
  });

  it.each([
    [
      'its lock was removed',
      (file: string) => {
        rmSync(`${file}.lock`);
        return file;
      },
    ],
    [
      'it has a second name in another folder, and no lock beside it',
      (file: string) => {
        const other = newFile();
        mkdirSync(dirname(other));
        linkSync(file, other);
        return other;
      },
    ],
  ])('lets no second process in when %s', async (_, otherName) => {
    const file = newFile();
    const holder = spawn(process.execPath, [join(import.meta.dirname, 'hold-file.ts'), file]);
    try {
      await once(holder.stdout, 'data');
      const name = otherName(file);
      expect(() => openSqliteStore(name)).toThrow(/^Another Faultline process uses|has 2 names \(hard links\)/);
    } finally {
      holder.kill('SIGKILL');
      await once(holder, 'exit');
    }
  });

  it('lets an operator’s tool in beside the bot', async () => {
    const file = newFile();
    const bot = openSqliteStore(file);
    const first = turn();
    await bot.commitTurn(first);
    const tool = openSqliteStore(file, { shared: true });
    expect((await tool.loadCase(first.caseKey))?.value).toEqual(first.value);
    await tool.forgetPerson({ caseKey: first.caseKey, conversationId: 'c', userId: 'u' });
    expect(await bot.loadCase(first.caseKey)).toBeUndefined();
    await tool.close();
    await bot.close();
  });
});
