import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { onSqlite, onTwoProcesses } from './kill-place.ts';
import { killBots } from './kill-run.ts';
import { onPostgres } from './store/postgres-server.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'faultline-kill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sentence = 'every message it acknowledged has its reply exactly once, and the case stands where it stood';

describe('a bot that is killed at random moments', () => {
  it(`${sentence}: SQLite`, async () => {
    const report = await killBots(onSqlite(folder, 'light'), 5, Math.random);
    expect(report.wrong).toEqual([]);
    expect(report.kills).toBe(5);
  });

  onPostgres((server) => {
    it(`${sentence}: one of two processes on PostgreSQL`, async () => {
      const place = await onTwoProcesses(folder, 'light', await server().freshUrl());
      const report = await killBots(place, 4, Math.random);
      await place.close();
      expect(report.wrong).toEqual([]);
      expect(report.kills).toBe(4);
    });
  });
});
