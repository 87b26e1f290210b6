import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../bot/config.ts';
import { createLog } from '../../bot/log.ts';
import type { Faultline } from '../../bot/serve.ts';
import { startFaultline } from '../../bot/start.ts';

/** Signs the tokens of the products that tests start, so that a test can sign one too. */
export const TEST_KEY = 'a key of tests with more than 32 characters';

/** The whole product as `npm start` runs it, in a folder of its own, on a free port. */
export class Product {
  readonly #folder: string;
  readonly #settings: NodeJS.ProcessEnv;
  #running: Faultline;

  private constructor(folder: string, settings: NodeJS.ProcessEnv, running: Faultline) {
    this.#folder = folder;
    this.#settings = settings;
    this.#running = running;
  }

  static async start(settings: NodeJS.ProcessEnv = {}): Promise<Product> {
    const folder = await mkdtemp(join(tmpdir(), 'faultline-web-chat-'));
    return new Product(folder, settings, await run(folder, { ...settings, PORT: '0' }));
  }

  get url(): string {
    return this.#running.url;
  }

  async stop(): Promise<void> {
    await this.#running.close();
  }

  /** Starts again with the same data at the same address. */
  async startAgain(): Promise<void> {
    this.#running = await run(this.#folder, { ...this.#settings, PORT: URL.parse(this.url)?.port });
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function run(folder: string, settings: NodeJS.ProcessEnv): Promise<Faultline> {
  const read = readConfig({
    ADMIN_PORT: '0',
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    DIRECT_LINE_KEYS: TEST_KEY,
    ...settings,
  });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return startFaultline(read.config, createLog('silent'));
}
