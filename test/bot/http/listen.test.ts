import { createServer } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { listen, stopListening } from '../../../bot/http/listen.ts';
import type { Faultline } from '../../../bot/serve.ts';
import { runningFaultline } from '../running-faultline.ts';
import { rawHttp } from './raw-http.ts';

const POST = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi';

describe('a server that stops', () => {
  it('answers everybody who connected before, also those it had no time to look at', async () => {
    const server = createServer((request, response) => {
      request.resume();
      response.end('heard');
    });
    const { port } = new URL(await listen(server, 0, '127.0.0.1'));
    const people = Array.from({ length: 30 }, () => connect(Number(port), '127.0.0.1'));
    const answers = people.map(
      (socket) =>
        new Promise<string>((resolve) => {
          let text = '';
          socket.on('data', (chunk) => {
            text += String(chunk);
          });
          socket.on('error', (error) => resolve(error.message));
          socket.on('close', () => resolve(text));
        }),
    );
    for (const socket of people) socket.end(POST);
    // One that connected was let in by the system; the process itself has seen none of them yet.
    await new Promise((resolve) => people[0]?.once('connect', resolve));
    await stopListening(server, 10_000);
    expect((await Promise.all(answers)).filter((text) => !text.endsWith('heard'))).toEqual([]);
  });

  it('that is never alone at its door stops all the same', async () => {
    const server = createServer((_request, response) => response.end());
    const { port } = new URL(await listen(server, 0, '127.0.0.1'));
    let over = false;
    const knock = () => {
      if (over) return;
      const socket = connect(Number(port), '127.0.0.1', () => socket.destroy());
      socket.on('error', () => undefined);
      setImmediate(knock);
    };
    knock();
    await stopListening(server, 100);
    over = true;
    expect(server.listening).toBe(false);
  });
});

describe('a process that was asked to stop', () => {
  let faultline: Faultline | undefined;
  afterEach(() => faultline?.close());

  it('keeps no connection for a next request, so that nobody writes one while it closes', async () => {
    faultline = await runningFaultline({ DRAIN_SECONDS: '1' });
    const ask = () => rawHttp(faultline?.url ?? '', 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(await ask()).toMatchObject({ status: 200, closed: false });
    const closed = faultline.close();
    expect(await ask()).toMatchObject({ status: 200, closed: true });
    await closed;
  });
});
