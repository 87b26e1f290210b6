import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openSqliteStore } from '../../bot/store/sqlite/sqlite.ts';
import { type MainProcess, startMain } from './main-process.ts';
import { answerOf, temporaryFolder } from './running-faultline.ts';
import { message, newConversation } from './store/store-fixture.ts';

// Real processes, each of which loads the SDK.
const PATIENCE = 60_000;

function dataFolder(): string {
  const { folder, remove } = temporaryFolder();
  onTestFinished(remove);
  return folder;
}

function start(environment: Record<string, string>): MainProcess {
  const started = startMain(environment);
  onTestFinished(async () => void (await started.kill()));
  return started;
}

/** The sentences a start failed with; it must have ended with 1 and printed nothing else. */
async function complaint(environment: Record<string, string>): Promise<string> {
  const { code, stdout, stderr } = await start(environment).ended;
  expect([code, stdout]).toEqual([1, '']);
  const [first, ...sentences] = stderr.trimEnd().split('\n');
  expect(first).toBe('Faultline did not start.');
  return sentences.join('\n');
}

describe('npm start', { timeout: PATIENCE }, () => {
  it('prints where it is, creates its data folder, and ends with 0 when it is asked to', async () => {
    const DATA_DIR = path.join(dataFolder(), 'deep', 'data');
    const { process: child, line, admin, ended } = start({ DATA_DIR });
    const url = /^Faultline is ready: (http:\/\/127\.0\.0\.1:\d+)$/.exec(await line)?.[1];
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${await admin}/readyz`)).status).toBe(200);
    expect(statSync(path.join(DATA_DIR, 'direct-line.key')).mode & 0o777).toBe(0o600);
    expect(statSync(path.join(DATA_DIR, 'faultline.sqlite')).mode & 0o777).toBe(0o600);
    expect(statSync(DATA_DIR).mode & 0o777).toBe(0o700);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('answers what an earlier process had acknowledged, and removes what has expired, as soon as it starts', async () => {
    const DATA_DIR = dataFolder();
    const store = openSqliteStore(path.join(DATA_DIR, 'faultline.sqlite'));
    const waiting = await newConversation(store);
    const from = { id: waiting.userId, name: '' };
    const timestamp = new Date();
    await store.receive(waiting.id, { ...message('event 4094 from MSExchangeIMC'), from, timestamp });
    const old = await newConversation(store, { createdAt: new Date(Date.now() - 3 * 24 * 3_600_000) });
    await store.close();
    const { process: child, line, ended } = start({ DATA_DIR, RETENTION_DAYS: '2' });
    await line;
    const beside = openSqliteStore(path.join(DATA_DIR, 'faultline.sqlite'), { shared: true });
    await vi.waitFor(async () => expect(await beside.pending(0, 10)).toEqual([]), 30_000);
    expect(await beside.activitiesAfter(waiting.id, 0, 10)).toHaveLength(2);
    await vi.waitFor(async () => expect(await beside.findConversation(old.id)).toBeUndefined(), 5000);
    expect(await beside.findConversation(waiting.id)).toBeDefined();
    await beside.close();
    child.kill('SIGTERM');
    await ended;
  });

  it('ends when the shell is gone by which npm has started it, for that passes no signal on', async () => {
    const main = path.join(import.meta.dirname, '../../bot/main.js');
    const settings = {
      PORT: '0',
      ADMIN_PORT: '0',
      DATA_DIR: dataFolder(),
      LOG_LEVEL: 'silent',
      npm_lifecycle_event: 'start',
    };
    const shell = spawn('sh', ['-c', `true && "${process.execPath}" "${main}"; true`], {
      env: { ...process.env, ...settings },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [ready] = await once(shell.stdout, 'data');
    const url = String(ready).trim().split(' ').at(-1);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    shell.kill('SIGTERM');
    await vi.waitFor(async () => await expect(fetch(`${url}/healthz`)).rejects.toThrow(), { timeout: 15_000 });
  });

  it('keeps its key, so that tokens outlive a restart', async () => {
    const DATA_DIR = dataFolder();
    const ask = async (running: MainProcess, path: string, body: string, token?: string) => {
      const url = (await running.line).split(' ').at(-1);
      const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
      return fetch(url + path, { method: 'POST', body, headers });
    };
    const first = start({ DATA_DIR });
    const { token } = await answerOf(await ask(first, '/web-chat/token', '{}'));
    const key = readFileSync(path.join(DATA_DIR, 'direct-line.key'), 'utf8');
    first.process.kill('SIGTERM');
    await first.ended;
    const second = start({ DATA_DIR });
    expect((await ask(second, '/v3/directline/conversations', '{}', token)).status).toBe(201);
    expect(readFileSync(path.join(DATA_DIR, 'direct-line.key'), 'utf8')).toBe(key);
  });

  it('says everything that is wrong with the settings', async () => {
    expect(await complaint({ PORT: 'http', LOG_LEVEL: 'loud', HOST: '0.0.0.0' })).toMatch(
      /^Set PORT to .*\nSet LOG_LEVEL to .*\nSet MicrosoftAppId and MicrosoftAppPassword, or HOST to 127\.0\.0\.1: /,
    );
  });

  it('says which line of a broken article to mend', async () => {
    const KNOWLEDGE_DIR = dataFolder();
    cpSync('knowledge/questions.yaml', path.join(KNOWLEDGE_DIR, 'questions.yaml'));
    mkdirSync(path.join(KNOWLEDGE_DIR, 'articles'));
    const article = readFileSync('knowledge/articles/Q169686.yaml', 'utf8');
    writeFileSync(path.join(KNOWLEDGE_DIR, 'articles', 'Q169686.yaml'), article.replace(/^title:.*$/m, 'title: ""'));
    expect(await complaint({ KNOWLEDGE_DIR, DATA_DIR: dataFolder() })).toMatch(
      /^The articles have problems:\narticles\/Q169686\.yaml:\d+ title — /,
    );
  });

  it('says that a folder of articles cannot be read', async () => {
    const KNOWLEDGE_DIR = path.join(dataFolder(), 'nowhere');
    expect(await complaint({ KNOWLEDGE_DIR, DATA_DIR: dataFolder() })).toMatch(
      /^The articles have problems:\nThe folder \S+nowhere cannot be read \(ENOENT\)\. Set KNOWLEDGE_DIR/,
    );
  });

  it('says that the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => new Promise<void>((resolve) => other.close(() => resolve())));
    const address = other.address();
    const PORT = String(typeof address === 'object' ? address?.port : '');
    expect(await complaint({ PORT, DATA_DIR: dataFolder() })).toBe(
      `Port ${PORT} on 127.0.0.1 is taken by another program. Stop it, or set PORT to another one.`,
    );
  });

  it('says that the data folder cannot be used', async () => {
    const file = path.join(dataFolder(), 'a-file');
    writeFileSync(file, '');
    expect(await complaint({ DATA_DIR: path.join(file, 'data') })).toMatch(
      /^The data folder .*a-file\/data cannot be used \(ENOTDIR\)\. /,
    );
  });

  it('says that there is a folder where the key should be', async () => {
    const DATA_DIR = dataFolder();
    mkdirSync(path.join(DATA_DIR, 'direct-line.key'));
    expect(await complaint({ DATA_DIR })).toMatch(/direct-line\.key is a folder, and should be the file with the key/);
  });

  it('is not ready for DRAIN_SECONDS before it closes its port, and answers meanwhile', async () => {
    const { process: child, line, admin, ended } = start({ DATA_DIR: dataFolder(), DRAIN_SECONDS: '2' });
    const url = (await line).split(' ').at(-1);
    expect((await fetch(`${await admin}/readyz`)).status).toBe(200);
    child.kill('SIGTERM');
    await vi.waitFor(async () => expect((await fetch(`${await admin}/readyz`)).status).toBe(503));
    expect((await fetch(`${url}/web-chat/token`, { method: 'POST' })).status).toBe(200);
    expect((await ended).code).toBe(0);
  });

  it('says that another process uses the same data', async () => {
    const DATA_DIR = dataFolder();
    await start({ DATA_DIR }).line;
    expect(await complaint({ DATA_DIR })).toMatch(
      /^Another Faultline process uses .*faultline\.sqlite\. Stop it first/,
    );
  });
});
