import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { openSqliteStore } from '../../bot/store/sqlite/sqlite.ts';
import { runningFaultline, temporaryFolder } from '../bot/running-faultline.ts';
import { SECRET, serve } from '../direct-line/served.ts';

// One of the servers that the Direct Line bench talks to, in a process of its own. Tells its address, answers each
// further message with what it has used of memory and processor, ends with its parent.

/** The product as it is: each line is a turn of the dialogs. */
async function product(): Promise<string> {
  return (await runningFaultline({ DIRECT_LINE_SECRET: SECRET })).url;
}

/** The channel alone, with the product's store on the disk and a bot that says the line again. */
async function channel(): Promise<string> {
  const { folder, remove } = temporaryFolder();
  process.on('exit', remove);
  const store = openSqliteStore(path.join(folder, 'bench.sqlite'));
  const bot: Parameters<typeof serve>[0] = {
    store,
    bot: ({ type, text }) => (type === 'message' ? [{ type: 'message', text: `you said ${text}` }] : []),
  };
  return (await serve(bot)).origin;
}

/** What offline-directline needs of express, which it brings itself. */
type Express = () => {
  use(router: unknown): void;
  listen(port: number, host: string, ready: () => void): ReturnType<typeof createServer>;
};

/** offline-directline, with the same bot, which it calls and which answers it by HTTP, as its protocol has it. */
async function offline(): Promise<string> {
  const load = createRequire(import.meta.resolve('offline-directline'));
  const express: Express = load('express');
  const { getRouter } = load('offline-directline');
  const bot = createServer(async (request, response) => {
    const activity = await jsonOf(request);
    response.end('{}');
    if (activity.type !== 'message') return;
    const url = `${activity.serviceUrl}/v3/conversations/${activity.conversation.id}/activities`;
    const body = JSON.stringify({ type: 'message', text: `you said ${activity.text}`, from: { role: 'bot' } });
    await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  });
  await once(bot.listen(0, '127.0.0.1'), 'listening');
  const botUrl = `http://127.0.0.1:${(bot.address() as AddressInfo).port}/api/messages`;
  const app = express();
  const server = app.listen(0, '127.0.0.1', () => {});
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app.use(getRouter(url, botUrl));
  return url;
}

async function jsonOf(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

const servers = new Map([
  ['product', product],
  ['channel', channel],
  ['offline', offline],
]);
process.on('message', () => {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  process.send?.({ bytes: process.memoryUsage().rss, cpuMs: (user + system) / 1000 });
});
process.on('disconnect', () => process.exit(0));
process.send?.(await servers.get(process.argv[2] ?? '')?.());
