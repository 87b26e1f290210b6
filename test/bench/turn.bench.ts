import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { SEED_EVENTS } from '../fixtures/seed-events.ts';

// Interleaved, so that whatever else the machine does meets both alike; a median forgives a round or two.
const ROUNDS = 7;
const WARM_UP = 600;
const TURNS = 1500;
const CONNECTIONS = 10;

/** What is pasted, and the share of the echo's turns that is aimed at. */
const PASTES: Record<string, { paste: string; target: number }> = {
  'one line': { paste: 'event 4094 from MSExchangeIMC: The error 0x8004011d occurred', target: 0.45 },
  'the five events of Q169686': {
    paste: SEED_EVENTS.map(({ id, source, text }) => `Event ID: ${id}\nSource: ${source}\nDescription: ${text}`).join(
      '\n\n',
    ),
    target: 0.35,
  },
};

const SERVERS = ['echo', 'faultline', 'hollow'] as const;
type Name = (typeof SERVERS)[number];

/**
 * One diagnosing turn that is on the disk before it is answered, against an echo of the SDK's bare CloudAdapter, both
 * behind restify and each in a process of its own; and, for the ceiling, the product without recognition, dialogs and store.
 * Prints turns per second and their ratios to the echo; above 1 is faster.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const servers = new Map<Name, { url: string; stop(): void }>();
  for (const name of SERVERS) servers.set(name, await start(name));
  const send = (name: Name, paste: string, turns: number) => load(servers.get(name)?.url ?? '', paste, turns);
  try {
    print(`turns per second, ${CONNECTIONS} connections, medians of ${ROUNDS} interleaved rounds of ${TURNS}`);
    for (const [what, { paste, target }] of Object.entries(PASTES)) {
      const rates: Record<Name, number[]> = { echo: [], faultline: [], hollow: [] };
      for (const name of SERVERS) await send(name, paste, WARM_UP);
      for (let round = 0; round < ROUNDS; round++)
        for (const name of round % 2 === 0 ? SERVERS : SERVERS.toReversed())
          rates[name].push(await send(name, paste, TURNS));
      const ratiosOf = (name: Name) => rates[name].map((rate, round) => rate / (rates.echo[round] ?? Number.NaN));
      const told = (name: Name) =>
        `${median(rates[name]).toFixed(0)}, ratio ${median(ratiosOf(name)).toFixed(2)} (${range(ratiosOf(name))})`;
      print(`  ${what}: bare CloudAdapter echo ${median(rates.echo).toFixed(0)}`);
      print(`    durable diagnosing turn ${told('faultline')}; target at least ${target.toFixed(2)}`);
      print(`    the same without recognition, dialogs and store ${told('hollow')}`);
    }
  } finally {
    for (const server of servers.values()) server.stop();
  }
}

async function start(name: Name): Promise<{ url: string; stop(): void }> {
  const child = fork(new URL('turn-server.ts', import.meta.url), [name]);
  const [url] = await once(child, 'message');
  return { url: String(url), stop: () => child.disconnect() };
}

let conversations = 0;

/** Sends so many first messages, each in a conversation of its own. Returns how many were answered a second. */
async function load(url: string, paste: string, turns: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let left = turns;
  const client = async () => {
    while (left-- > 0) await say(url, paste, agent);
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  return turns / seconds;
}

async function say(url: string, paste: string, agent: Agent): Promise<void> {
  const body = JSON.stringify({
    type: 'message',
    id: `m${conversations}`,
    channelId: 'emulator',
    serviceUrl: 'http://127.0.0.1:9/',
    conversation: { id: `c${conversations++}` },
    from: { id: 'ada', name: 'Ada' },
    recipient: { id: 'bot', name: 'Bot' },
    text: paste,
    deliveryMode: 'expectReplies',
  });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const sent = request(`${url}/api/messages`, { method: 'POST', agent, headers });
  sent.end(body);
  const [response] = await once(sent, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  // A refusal would be fast, and a figure without a meaning.
  if (response.statusCode !== 200 || chunks.length === 0) throw new Error(`the server answered ${response.statusCode}`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function range(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`;
}
