import type { Statement } from './postgres-engine.ts';

/*
 * The whole commit of a turn as one statement. `saved` decides: what follows it does nothing unless the case was written.
 *
 * $1 case key, $2 etag, $3 value, $4 at, $5 day, $6 inbound id or null,
 * $7 and $8 conversations and activities for logs, $9 and $10 for the outbox, $11 id of the pending activity or null.
 *
 * The pending activity is locked first, so of two processes that answer it the second waits and finds it gone.
 */
const commit = (name: string, saved: string): Statement => ({
  name,
  text: `
    WITH waiting AS (SELECT 1 FROM pending WHERE id = $11::text FOR UPDATE),
    duplicate AS (
      SELECT 1 FROM committed WHERE id = $6
      UNION ALL SELECT 1 WHERE $11::text IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waiting)),
    missing AS (
      SELECT 1 FROM unnest($7::text[]) log (id) WHERE NOT EXISTS (SELECT 1 FROM conversations c WHERE c.id = log.id)),
    saved AS (${saved}),
    remembered AS (
      INSERT INTO committed (id, day) SELECT $6::text, $5::integer FROM saved WHERE $6::text IS NOT NULL),
    settled AS (DELETE FROM pending WHERE id = $11 AND EXISTS (SELECT 1 FROM saved)),
    grown AS (
      UPDATE conversations c SET last_sequence = c.last_sequence + new.number, touched_at = $4, touched_day = $5
      FROM (SELECT log.id, count(*) AS number FROM unnest($7::text[]) log (id) GROUP BY log.id) new
      WHERE c.id = new.id AND EXISTS (SELECT 1 FROM saved)
      RETURNING c.id, c.last_sequence - new.number AS before),
    logged AS (
      INSERT INTO activities (conversation_id, sequence, activity)
      SELECT grown.id, grown.before + row_number() OVER (PARTITION BY reply.id ORDER BY reply.number), reply.activity
      FROM unnest($7::text[], $8::text[]) WITH ORDINALITY reply (id, activity, number) JOIN grown USING (id)),
    queued AS (
      INSERT INTO outbox (conversation_id, case_key, activity, due_at, created_at)
      SELECT reply.id, $1, reply.activity, $4, $4
      FROM saved, unnest($9::text[], $10::text[]) WITH ORDINALITY reply (id, activity, number) ORDER BY reply.number)
    SELECT CASE
      WHEN EXISTS (SELECT 1 FROM duplicate) THEN 'duplicate'
      WHEN EXISTS (SELECT 1 FROM missing) THEN 'missing'
      WHEN EXISTS (SELECT 1 FROM saved) THEN 'committed'
      ELSE 'conflict' END AS result`,
});

const MAY = 'NOT EXISTS (SELECT 1 FROM duplicate) AND NOT EXISTS (SELECT 1 FROM missing)';

/** The first turn of a case: $2 is the etag it gets. */
export const COMMIT_FIRST = commit(
  'commit_first',
  `INSERT INTO cases (key, etag, value, touched_at, touched_day)
   SELECT $1::text, $2::bigint, $3::text, $4::timestamptz, $5::integer WHERE ${MAY}
   ON CONFLICT DO NOTHING RETURNING 1`,
);

/** A further turn: $2 is the etag that was read. */
export const COMMIT_NEXT = commit(
  'commit_next',
  `UPDATE cases SET etag = etag + 1, value = $3, touched_at = $4::timestamptz, touched_day = $5
   WHERE key = $1::text AND etag = $2::bigint AND ${MAY} RETURNING 1`,
);
