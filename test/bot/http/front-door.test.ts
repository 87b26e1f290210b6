import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Faultline } from '../../../bot/serve.ts';
import { runningFaultline } from '../running-faultline.ts';
import { rawHttp, rawRequest } from './raw-http.ts';

let faultline: Faultline;
beforeAll(async () => {
  faultline = await runningFaultline({
    PUBLIC_URL: 'https://bot.example.com',
    ALLOWED_HOSTS: 'bot.internal, 10.1.2.3',
  });
});
afterAll(() => faultline.close());

const HERE = 'Host: 127.0.0.1';
const KEY = 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==';
const UPGRADE = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', KEY];
const send = (line: string, ...headers: string[]) => rawHttp(faultline.url, rawRequest(line, ...headers));

async function isAlive() {
  expect((await fetch(`${faultline.url}/healthz`)).status).toBe(200);
}

describe('a host', () => {
  it.each([
    '127.0.0.1',
    '127.0.0.1:3978',
    'localhost:1',
    'LOCALHOST',
    'localhost.',
    '[::1]:8080',
    'bot.example.com',
    'bot.example.com:443',
    'bot.internal',
    '10.1.2.3:3978',
  ])('"%s" is one of this server', async (host) => {
    expect((await send('GET /healthz HTTP/1.1', `Host: ${host}`)).status).toBe(200);
  });

  it.each([
    ['a port that no address has', 'x:99999'],
    ['the same with a good name', 'localhost:99999'],
    ['half an address', '['],
    ['a percent sign', '%'],
    ['a blank', 'a b'],
    ['nothing', ''],
    ['a route', 'x\\metrics?'],
    ['a route behind a good name', 'localhost\\metrics?'],
    ['a slash', 'localhost/metrics'],
    ['a fragment', 'localhost#'],
    ['a name before an at sign', 'localhost@evil.example'],
    ['two in one', 'localhost, evil.example'],
    ['a name that a stranger may have pointed to this machine', 'evil.example'],
    ['a name that only begins like a good one', 'localhost.evil.example'],
    ['bytes beyond ASCII', 'löcalhost'],
    ['a number that is an address', '2130706433'],
    ['an IPv6 address that is none', '[::1'],
    ['very many characters', 'a'.repeat(8000)],
  ])('that is %s is refused and the connection closed', async (_what, host) => {
    for (const line of ['GET /healthz HTTP/1.1', 'POST /api/diagnose HTTP/1.1', 'GET /nowhere HTTP/1.1'])
      expect(await send(line, `Host: ${host}`)).toMatchObject({ status: 400, closed: true });
    await isAlive();
  });

  it('is named once', async () => {
    const twice = await send('GET /healthz HTTP/1.1', HERE, 'Host: localhost');
    expect(twice).toMatchObject({ status: 400, closed: true });
  });

  it('may be left out in HTTP/1.0 alone, as old health checks do', async () => {
    expect((await send('GET /healthz HTTP/1.0')).status).toBe(200);
    expect((await send('GET /healthz HTTP/1.1')).status).toBe(400);
  });

  it('is looked at on the way to a stream as well', async () => {
    const stream = 'GET /v3/directline/conversations/c/stream?t=x HTTP/1.1';
    expect(await send(stream, 'Host: evil.example', ...UPGRADE)).toMatchObject({ status: 400, closed: true });
    expect((await send(stream, HERE, ...UPGRADE)).status).toBe(403);
  });

  it('is looked at on the port for operators as well', async () => {
    const ask = (host: string) => rawHttp(faultline.adminUrl, rawRequest('GET /metrics HTTP/1.1', `Host: ${host}`));
    expect(await ask('evil.example')).toMatchObject({ status: 400, closed: true });
    expect((await ask('localhost')).status).toBe(200);
  });
});

describe('a request line', () => {
  it.each([
    'GET http://x:99999/ HTTP/1.1',
    'GET http://127.0.0.1/healthz HTTP/1.1',
    'GET //healthz HTTP/1.1',
    'GET //evil.example/%2e%2e HTTP/1.1',
    'GET /\\healthz HTTP/1.1',
    'GET \\healthz HTTP/1.1',
    'GET /web-chat\\..\\healthz HTTP/1.1',
    'GET /web-chat/../healthz HTTP/1.1',
    'GET /web-chat/%2E%2e/healthz HTTP/1.1',
    'GET /healthz#x HTTP/1.1',
    'GET /healthz?a#b HTTP/1.1',
    'GET /"<> HTTP/1.1',
    'GET /\x80 HTTP/1.1',
    'GET healthz HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'GET * HTTP/1.1',
    'CONNECT evil.example:443 HTTP/1.1',
    'CONNECT / HTTP/1.1',
    'GET /healthz HTTP/9.9',
    'get /healthz HTTP/1.1',
    '/healthz',
    '\x16\x03\x01\x02\x00\x01\x00\x01',
  ])('"%s" is refused and the connection closed', async (line) => {
    expect(await send(line, HERE)).toMatchObject({ status: 400, closed: true });
    await isAlive();
  });

  it.each(['/healthz', '/healthz?', '/healthz?a=%zz&b=[|]\'"&&'])('"%s" passes', async (target) => {
    expect((await send(`GET ${target} HTTP/1.1`, HERE)).status).toBe(200);
  });

  it.each([
    ['half a character', '/%'],
    ['a NUL', '/%00'],
    ['a byte that is no character', '/v3/directline/conversations/%ff/activities'],
    ['no number', '/web-chat/%zz'],
    ['very many parts', `/${'a/'.repeat(4000)}`],
  ])('with %s in its path is answered, and never by an end of the process', async (_what, target) => {
    for (const method of ['GET', 'POST', 'DELETE', 'PROPFIND', 'M-SEARCH']) {
      const { status } = await send(`${method} ${target} HTTP/1.1`, HERE, 'Content-Length: 0');
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    }
    await isAlive();
  });
});

describe('two ways to say where a body ends', () => {
  it.each([
    [['Content-Length: 4', 'Transfer-Encoding: chunked']],
    [['Content-Length: 4', 'Content-Length: 5']],
    [['Transfer-Encoding: chunked', 'Transfer-Encoding: identity']],
    [['Transfer-Encoding: xchunked']],
    [['Content-Length: -1']],
    [['Content-Length: 1e1']],
    [['Transfer-Encoding : chunked']],
    [['Content-Length: 4\n']],
  ])('%j are refused', async (headers) => {
    const request = rawRequest('POST /api/diagnose HTTP/1.1', HERE, ...headers);
    const smuggled = rawRequest('GET /healthz HTTP/1.1', HERE);
    const answer = await rawHttp(faultline.url, `${request}0\r\n\r\n${smuggled}`);
    expect(answer).toMatchObject({ status: 400, closed: true });
    expect(answer.text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  });
});

describe('a wish to speak something else', () => {
  it.each([
    ['a socket on an ordinary route', 'GET /healthz HTTP/1.1', UPGRADE],
    [
      'HTTP/2',
      'GET /healthz HTTP/1.1',
      ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMA'],
    ],
    ['TLS', 'OPTIONS /healthz HTTP/1.1', ['Connection: Upgrade', 'Upgrade: TLS/1.0']],
  ])('(%s) changes nothing', async (_what, line, headers) => {
    const plain = await send(line, HERE, 'Connection: close');
    const wished = await send(line, HERE, ...headers);
    expect(wished.status).toBe(plain.status);
    expect(wished.text.split('\r\n\r\n')[1]).toBe(plain.text.split('\r\n\r\n')[1]);
  });

  it('that is no WebSocket gets the answer of the stream’s address', async () => {
    const stream = 'GET /v3/directline/conversations/c/stream HTTP/1.1';
    expect((await send(stream, HERE, 'Connection: Upgrade', 'Upgrade: h2c')).status).toBe(426);
  });
});
