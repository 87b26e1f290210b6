import { randomUUID } from 'node:crypto';
import { Client, type ClientConfig } from 'pg';
import { z } from 'zod';
import { storedKey } from '../stored-key.ts';
import { Watchers } from '../watchers.ts';
import type { PostgresEngine } from './postgres-engine.ts';

const CHANNEL = 'faultline_log';
const Grown = z.object({ id: z.string(), last_sequence: z.coerce.number() });
const LONGEST_PAUSE_MS = 5000;

/**
 * Tells watchers of all processes that a log has grown.
 *
 * NOTIFY is sent after the commit, in a statement of its own: inside the transaction it would make all commits of the
 * server wait for each other. So a notice may get lost with its process or its connection, and every `pollMs` the
 * watched conversations are asked for their last sequence. The question is asked on the listening connection: one that
 * does not answer is dead, and is replaced.
 */
export class PostgresWatch {
  readonly #watchers = new Watchers();
  readonly #seen = new Map<string, number>();
  readonly #self = randomUUID();
  readonly #config: ClientConfig;
  readonly #query: PostgresEngine['query'];
  readonly #pollMs: number;
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #closed = false;
  #grown = new Set<string>();

  constructor(config: ClientConfig, query: PostgresEngine['query'], pollMs: number) {
    this.#config = config;
    this.#query = query;
    this.#pollMs = pollMs;
  }

  add(conversationId: string, changed: () => void): () => void {
    return this.#watchers.add(storedKey(conversationId), changed);
  }

  /** Tells this process at once, the others soon. */
  grew(conversationId: string): void {
    const key = storedKey(conversationId);
    this.#watchers.tell(key);
    this.#grown.add(key);
    if (this.#grown.size === 1) setImmediate(() => this.#notify());
  }

  /** Begins to listen; a connection that cannot be made now is made later. */
  async start(): Promise<void> {
    await this.#beat();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#watchers.clear();
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => {});
  }

  #notify(): void {
    const grown = [...this.#grown].map((key) => `${this.#self} ${key}`);
    this.#grown = new Set();
    if (this.#closed) return;
    const statement = {
      name: 'notify',
      text: `SELECT pg_notify('${CHANNEL}', n) FROM unnest($1::text[]) n`,
      values: [grown],
    };
    // Who misses the notice finds out by asking.
    this.#query('tell the other processes', statement, true).catch(() => {});
  }

  async #beat(): Promise<void> {
    try {
      const isNew = this.#client === undefined;
      this.#client ??= await this.#listen();
      await this.#ask(this.#client);
      // Whatever was said while nobody listened.
      if (isNew) for (const key of this.#watchers.watched) this.#watchers.tell(key);
      this.#failures = 0;
    } catch {
      this.#drop(this.#client);
      this.#failures += 1;
    }
    if (this.#closed) return;
    const pause = this.#client ? this.#pollMs : Math.min(100 * 2 ** this.#failures, LONGEST_PAUSE_MS);
    this.#timer = setTimeout(() => void this.#beat(), pause).unref();
  }

  async #listen(): Promise<Client> {
    const client = new Client(this.#config);
    client.on('error', () => this.#drop(client));
    client.on('end', () => this.#drop(client));
    client.on('notification', ({ payload = '' }) => {
      const [from, key = ''] = split(payload);
      if (from !== this.#self) this.#watchers.tell(key);
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    if (this.#closed) await client.end();
    return client;
  }

  async #ask(client: Client): Promise<void> {
    const watched = this.#watchers.watched;
    const { rows } = await client.query({
      name: 'grown',
      text: 'SELECT id, last_sequence FROM conversations WHERE id = ANY($1::text[])',
      values: [watched],
    });
    const stillWatched = new Set(watched);
    for (const key of this.#seen.keys()) if (!stillWatched.has(key)) this.#seen.delete(key);
    for (const row of rows) {
      const { id, last_sequence } = Grown.parse(row);
      if (this.#seen.get(id) !== last_sequence) this.#watchers.tell(id);
      this.#seen.set(id, last_sequence);
    }
  }

  #drop(client: Client | undefined): void {
    if (client === undefined || client !== this.#client) return;
    this.#client = undefined;
    client.end().catch(() => {});
  }
}

function split(payload: string): [string, string] {
  const space = payload.indexOf(' ');
  return [payload.slice(0, space), payload.slice(space + 1)];
}
