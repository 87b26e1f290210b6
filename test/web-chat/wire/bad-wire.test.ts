import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { type BadWire, openBadWire } from './bad-wire.ts';

let wire: BadWire | undefined;
const heard: Buffer[] = [];
const server = createServer((socket) => socket.on('data', (chunk) => heard.push(chunk)));
afterEach(async () => {
  await wire?.close();
  server.close();
});

it('carries a request that came in two pieces in its order, when the first is late', async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  wire = await openBadWire(() => (server.address() as AddressInfo).port);
  wire.mishaps.push('late');
  const client = connect(Number(new URL(wire.origin).port), '127.0.0.1').setNoDelay(true);
  client.write('POST /activities HTTP/1.1\r\n\r\n');
  await expect.poll(() => wire?.mishaps.length).toBe(0);
  client.write('the body');
  await expect.poll(() => Buffer.concat(heard).toString()).toContain('the body');
  expect(Buffer.concat(heard).toString()).toBe('POST /activities HTTP/1.1\r\n\r\nthe body');
  client.destroy();
});
