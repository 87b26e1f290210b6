import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openSqliteStore } from '../../../bot/store/sqlite/sqlite.ts';
import { describeStore } from './contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeStore({
  name: 'SQLite',
  open: async () => openSqliteStore(join(folder, randomUUID(), 'faultline.sqlite')),
});
