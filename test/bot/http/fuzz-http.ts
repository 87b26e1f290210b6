import { setTimeout as wait } from 'node:timers/promises';
import { randomFrom } from '../../fixtures/mutate.ts';
import { type MainProcess, startMain } from '../main-process.ts';
import { answerOf, temporaryFolder } from '../running-faultline.ts';
import { rawHttp } from './raw-http.ts';

type Random = (below: number) => number;

const METHODS = [
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'CONNECT',
  'TRACE',
  'PROPFIND',
  'PRI',
  'get',
  '',
];
const CHAT = '/v3/directline/conversations';
const ROUTES = [
  ...[
    '/',
    '/healthz',
    '/readyz',
    '/metrics',
    '/api/diagnose',
    '/api/messages',
    '/web-chat/token',
    '/widget.js',
    '/demo',
  ],
  ...[CHAT, `${CHAT}/CONVERSATION/activities`, `${CHAT}/CONVERSATION/upload`, `${CHAT}/CONVERSATION`],
  ...[`${CHAT}/CONVERSATION/stream?t=x`, '/v3/directline/tokens/refresh', '/v3/directline/attachments/x?t=y'],
];
const ODD_TARGETS = [
  ...[
    '*',
    '//',
    '//evil.example/',
    '/\\',
    '\\',
    '/%',
    '/%00',
    '/%2e%2e/',
    '/../x',
    '/?',
    '/?%',
    '#',
    '/#',
    '/[',
    '/\x80',
  ],
  ...[
    'http://x:99999/',
    'http://localhost/healthz',
    'https://[',
    'localhost:80',
    '/healthz HTTP/1.1 ',
    `/${'a'.repeat(9000)}`,
  ],
  `${CHAT}/CONVERSATION/activities?watermark=99999999999999999999`,
];
const HOSTS = [
  'localhost',
  '127.0.0.1:1',
  '[::1]',
  'x:99999',
  '[',
  '%',
  'a b',
  '',
  'x\\metrics?',
  'evil.example',
  'é',
  '@',
  '/',
  '\0',
];
const VERSIONS = ['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/9.9', 'HTTP', ''];
const HEADERS = [
  ...[
    'Content-Type: application/json',
    'Content-Type: multipart/form-data; boundary=b',
    'Content-Type: multipart/form-data',
    'Content-Type: ',
  ],
  ...[
    'Content-Length: 0',
    'Content-Length: 5',
    'Content-Length: 99999999999',
    'Content-Length: -1',
    'Content-Length: x',
  ],
  ...[
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: gzip, chunked',
    'Transfer-Encoding: x',
    'Transfer-Encoding : chunked',
  ],
  ...[
    'Connection: Upgrade',
    'Connection: close',
    'Connection: keep-alive, Upgrade',
    'Upgrade: websocket',
    'Upgrade: h2c',
    'Upgrade: ',
  ],
  ...[
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Version: x',
    'Sec-WebSocket-Key: ',
  ],
  ...[
    'Expect: 100-continue',
    'Expect: x',
    'Content-Encoding: gzip',
    'Accept-Encoding: br;q=x',
    'Accept: x/y',
    'Accept-Version: 9',
  ],
  ...[
    'Origin: null',
    'Origin: https://evil.example',
    'Origin: [',
    'X-Forwarded-For: ,',
    'Via: x',
    'Date: never',
    'Range: bytes=9-1',
  ],
  ...[
    'Authorization: Bearer TOKEN',
    'Authorization: Bearer TOKEN',
    'Authorization: Bearer a.b.c',
    'Authorization: ',
    'Host: localhost',
  ],
  ...[
    'Content-Disposition: attachment; filename="',
    'If-None-Match: "',
    ' folded',
    ': ',
    'X',
    '\0: \0',
    `X-Long: ${'y'.repeat(9000)}`,
  ],
];
const BODIES = [
  ...[
    '',
    '{}',
    '{"text":"4094"}',
    '{"text":',
    '[[[[',
    'null',
    '{"type":"message","text":"\\ud800"}',
    '{"type":"x","from":null}',
  ],
  ...[
    '{"type":"message","text":"hi","attachments":[{"contentType":"text/plain","contentUrl":"data:;base64,%"}]}',
    '\xff\xfe',
  ],
  ...[
    '5\r\nhello\r\n0\r\n\r\n',
    '5\r\nhel',
    'ffffffffffffffff\r\n',
    '-1\r\n',
    '0\r\nX: y\r\n\r\n',
    '5;x="\r\nhello\r\n0\r\n\r\n',
    'zz\r\n',
  ],
  ...['--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--b--\r\n', '--b\r\n\r\n', '--b--'],
  ...[
    '\x81\x85\0\0\0\0hello',
    '\x88\x80\0\0\0\0',
    '\x89\xff\xff\xff',
    'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(20),
  ],
];

/** One request as a stranger might write it, named and in bytes. */
function strangeRequest(random: Random, names: { CONVERSATION: string; TOKEN: string }): Buffer {
  const text = random(2) === 0 ? wildRequest(random) : tameRequest(random);
  const named = text.replaceAll('CONVERSATION', names.CONVERSATION).replaceAll('TOKEN', names.TOKEN);
  return mutated(Buffer.from(named, 'latin1'), random);
}

const oneOf = (from: readonly string[], random: Random) => from[random(from.length)] ?? '';

/** Every part plausible or not; most end at the door. */
function wildRequest(random: Random): string {
  const headers = Array.from({ length: random(6) }, () => oneOf(HEADERS, random));
  const host = random(8) === 0 ? [] : [`Host: ${random(3) === 0 ? oneOf(HOSTS, random) : 'localhost'}`];
  const line = `${oneOf(METHODS, random)} ${oneOf([...ROUTES, ...ODD_TARGETS], random)} ${oneOf(VERSIONS, random)}`;
  return [line, ...host, ...headers, '', oneOf(BODIES, random)].join(random(20) === 0 ? '\n' : '\r\n');
}

/** Well-formed, at a route that is there, with something odd in it. */
function tameRequest(random: Random): string {
  const body = oneOf(BODIES, random);
  const method = random(5) === 0 ? oneOf(METHODS, random) : oneOf(['GET', 'POST'], random);
  const length = random(3) === 0 ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length + random(2)}`;
  const token = random(4) === 0 ? [] : ['Authorization: Bearer TOKEN'];
  const type = oneOf(['application/json', 'multipart/form-data; boundary=b', 'text/plain'], random);
  const more = random(4) === 0 ? [oneOf(HEADERS, random)] : [];
  const head = [
    `${method} ${oneOf(ROUTES, random)} HTTP/1.1`,
    'Host: localhost',
    `Content-Type: ${type}`,
    ...token,
    ...more,
  ];
  return [...head, length, '', body].join('\r\n');
}

function mutated(bytes: Buffer, random: Random): Buffer {
  if (random(4) > 0) return bytes;
  for (let change = random(6) + 1; change > 0; change -= 1) bytes[random(bytes.length)] = random(256);
  return random(3) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes;
}

/** What came of a run. */
export interface FuzzReport {
  connections: number;
  /** how often each status was the first answer; 0 for none */
  statuses: Map<number, number>;
  /** rounds of a hundred connections after which /healthz did not answer 200 */
  deaf: number;
  /** lines of the log that tell of a failure in the server */
  failures: string[];
  /** whether the process lived to the end, and left when asked to */
  lived: boolean;
}

const ROUND = 100;
// What is cut off in the middle is waited for by the server; the clients leave so long after the last one was answered.
const PATIENCE_MS = 500;

/** Lets strangers loose on the product, as a process of its own, and looks after each hundred connections whether it answers. */
export async function fuzzHttp(connections: number, seed: number): Promise<FuzzReport> {
  const { folder, remove } = temporaryFolder();
  const main = startMain({ DATA_DIR: folder, LOG_LEVEL: 'info', DIAGNOSE_PER_MINUTE: '0' });
  try {
    const url = (await main.line).split(' ').at(-1) ?? '';
    const opened = await answerOf(await fetch(`${url}/web-chat/token`, { method: 'POST' }));
    const names = { CONVERSATION: opened.conversationId, TOKEN: opened.token };
    const random = randomFrom(seed);
    const statuses = new Map<number, number>();
    let deaf = 0;
    for (let done = 0; done < connections; done += ROUND) {
      const requests = Array.from({ length: ROUND }, () => strangeRequest(random, names));
      const cuts = requests.map(({ length }) => random(length));
      let lastHeard = performance.now();
      const patience = untilQuiet(url, () => lastHeard);
      await Promise.all(
        requests.map(async (request, at) => {
          const pieces = at % 4 === 0 ? [request.subarray(0, cuts[at]), 5, request.subarray(cuts[at])] : [request];
          const { status } = await rawHttp(url, pieces, patience);
          if (status > 0) lastHeard = performance.now();
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        }),
      );
      const alive = await fetch(`${url}/healthz`).catch(() => undefined);
      if (alive?.status !== 200) deaf += 1;
      if (main.process.exitCode !== null) break;
    }
    return { connections, statuses, deaf, ...(await endOf(main)) };
  } finally {
    await main.kill();
    remove();
  }
}

/** Resolves when nobody was answered for a while: on a busy machine, whom the server has not come to yet is not left alone. */
async function untilQuiet(url: string, lastHeard: () => number): Promise<void> {
  do {
    // Whoever came before this was heard by then.
    await fetch(`${url}/healthz`).catch(() => undefined);
    await wait(PATIENCE_MS);
  } while (performance.now() - lastHeard() < PATIENCE_MS);
}

async function endOf(main: MainProcess): Promise<Pick<FuzzReport, 'failures' | 'lived'>> {
  main.process.kill('SIGTERM');
  const ended = await Promise.race([main.ended, wait(60_000, undefined, { ref: false })]);
  const { code, stdout } = ended ?? (await main.kill());
  const lines = stdout
    .split('\n')
    .filter((line) => /"code":"(?:crash|request-crashed|route-failed|direct-line-failed)"/.test(line));
  return { lived: code === 0, failures: lines };
}
