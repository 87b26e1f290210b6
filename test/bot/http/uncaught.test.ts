import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rawHttp, rawRequest } from './raw-http.ts';

let server: ChildProcess;
let url: string;
beforeAll(async () => {
  server = fork(path.join(import.meta.dirname, 'throwing-server.ts'));
  [url] = await once(server, 'message');
});
afterAll(() => server.kill('SIGKILL'));

const send = (line: string, ...more: string[]) =>
  rawHttp(url, rawRequest(`${line} HTTP/1.1`, 'Host: localhost', ...more));

it.each(['at-once', 'in-a-promise', 'in-a-timer', 'in-a-tick', 'in-a-promise-that-nobody-waits-for'])(
  'a mistake that a route makes %s is answered with 500, and the process lives',
  async (route) => {
    expect((await send(`GET /${route}`)).status).toBe(500);
    expect((await send('GET /fine')).status).toBe(200);
  },
);

it('one that it makes while the body comes ends the connection alone', async () => {
  const post = rawRequest('POST /in-a-listener HTTP/1.1', 'Host: localhost', 'Content-Length: 5');
  await rawHttp(url, [post, 20, 'hello']);
  expect((await send('GET /fine')).status).toBe(200);
});

it('one that it makes after the answer ends the connection at most', async () => {
  expect((await send('GET /after-the-answer')).status).toBe(200);
  expect((await send('GET /fine')).status).toBe(200);
});

it('connections beyond the most that are allowed are closed at once, and others are served when those are gone', async () => {
  const held = Array.from({ length: 20 }, () => rawHttp(url, 'GET /fine HTTP/1.1\r\n', 1500));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await send('GET /fine')).toMatchObject({ status: 0, closed: true });
  await Promise.all(held);
  await expect.poll(async () => (await send('GET /fine')).status).toBe(200);
});

it('a mistake that belongs to no request ends the process, with 1', async () => {
  server.send('now');
  expect((await once(server, 'exit'))[0]).toBe(1);
});
