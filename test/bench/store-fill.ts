import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { CASE, conversationOf } from './store-load.ts';

// Written as SQL, since a million turns would take longer than the measurement. For each conversation: its case, two
// activities of a hundred characters, one remembered inbound id.
const key = conversationOf(0).slice(0, -1);
const activity = JSON.stringify({ type: 'message', text: 'z'.repeat(100) });

/** Fills a SQLite file that a store has made. */
export function fillSqlite(file: string, conversations: number): void {
  const db = new DatabaseSync(file);
  const value = JSON.stringify(CASE);
  db.exec(`PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN;
    CREATE TEMP TABLE numbers AS WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < ${conversations - 1})
      SELECT n, '${key}' || n AS id FROM n ORDER BY random();
    INSERT INTO cases (key, etag, value, touched_at, touched_day) SELECT id, 1, '${value}', 0, n % 30 FROM numbers;
    INSERT INTO conversations (id, user_id, created_at, last_sequence, touched_at, touched_day)
      SELECT id, 'u', 0, 2, 0, n % 30 FROM numbers;
    INSERT INTO activities (conversation_id, sequence, client_id, activity)
      SELECT id, s.column1, CASE s.column1 WHEN 1 THEN 'c' || n END, '${activity}' FROM numbers, (VALUES (1), (2)) s;
    INSERT INTO committed (id, day) SELECT id || '|0000001', n % 30 FROM numbers;
    COMMIT; PRAGMA wal_checkpoint(TRUNCATE)`);
  db.close();
}

/** Fills the tables that a store has made. */
export async function fillPostgres(url: string, conversations: number): Promise<void> {
  const client = new Client(url);
  await client.connect();
  const value = JSON.stringify(CASE);
  const numbers = `(SELECT n, '${key}' || n AS id FROM generate_series(0, ${conversations - 1}) n ORDER BY random()) numbers`;
  for (const statement of [
    'SET synchronous_commit = off',
    `INSERT INTO cases (key, etag, value, touched_at, touched_day) SELECT id, 1, '${value}', now(), n % 30 FROM ${numbers}`,
    `INSERT INTO conversations (id, user_id, created_at, last_sequence, touched_at, touched_day)
      SELECT id, 'u', now(), 2, now(), n % 30 FROM ${numbers}`,
    `INSERT INTO activities (conversation_id, sequence, client_id, activity)
      SELECT id, s, CASE s WHEN 1 THEN 'c' || n END, '${activity}' FROM ${numbers}, generate_series(1, 2) s`,
    `INSERT INTO committed (id, day) SELECT id || '|0000001', n % 30 FROM ${numbers}`,
    'VACUUM ANALYZE cases',
    'VACUUM ANALYZE conversations',
    'VACUUM ANALYZE activities',
    'VACUUM ANALYZE committed',
    'CHECKPOINT',
  ])
    await client.query(statement);
  await client.end();
}
