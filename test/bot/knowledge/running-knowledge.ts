import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type MainProcess, startMain } from '../main-process.ts';

const PRINT = path.resolve(import.meta.dirname, '../../fixtures/knowledge/print');

/** A copy of the knowledge about a print spooler that a test may change. */
export function printFolder(folder: string) {
  const knowledge = path.join(folder, 'kb');
  cpSync(PRINT, knowledge, { recursive: true });
  const file = (id: string) => path.join(knowledge, 'articles', `${id}.yaml`);
  return {
    folder: knowledge,
    /** any of its files, by its name below the folder */
    file: (name: string) => path.join(knowledge, name),
    read: (id: string) => readFileSync(file(id), 'utf8'),
    write: (id: string, text: string) => writeFileSync(file(id), text),
  };
}

const Ready = z.object({
  status: z.string(),
  articles: z.number(),
  knowledge: z.object({ id: z.string(), problems: z.array(z.string()).default([]) }),
});
const Diagnosed = z.object({ verdict: z.string(), matches: z.array(z.object({ article: z.string() })) });
const Opened = z.object({ conversationId: z.string(), token: z.string() });
const Said = z.object({
  activities: z.array(
    z.object({
      text: z.string().optional(),
      from: z.object({ id: z.string(), role: z.string().optional() }),
      attachments: z.array(z.unknown()).default([]),
    }),
  ),
  watermark: z.string().optional(),
});

/** The product as a process, with what a test asks of it. */
export interface RunningKnowledge {
  main: MainProcess;
  ready(): Promise<z.infer<typeof Ready>>;
  metrics(): Promise<string>;
  /** what it answers at an address, as text */
  get(address: string): Promise<string>;
  bytes(address: string): Promise<{ status: number; type: string | null; bytes: Buffer }>;
  /** the articles that a text leads to, best first */
  diagnose(text: string): Promise<string[]>;
  /** opens a conversation of the web chat, or goes on with one */
  talk(conversation?: z.infer<typeof Opened>): Promise<Talk>;
}
export interface Talk {
  conversation: z.infer<typeof Opened>;
  /** everything that is answered, as text */
  say(text: string): Promise<string>;
}

export async function runningKnowledge(environment: Record<string, string>): Promise<RunningKnowledge> {
  const main = startMain({ DIAGNOSE_PER_MINUTE: '100000', ...environment });
  await main.line;
  const url = await main.ready;
  const admin = await main.admin;
  const post = (address: string, body: unknown, bearer?: string) =>
    fetch(url + address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) },
      body: JSON.stringify(body),
    });
  return {
    main,
    ready: async () => Ready.parse(await (await fetch(`${admin}/readyz`)).json()),
    metrics: async () => (await fetch(`${admin}/metrics`)).text(),
    get: async (address) => (await fetch(url + address)).text(),
    bytes: async (address) => {
      const response = await fetch(url + address);
      const bytes = Buffer.from(await response.arrayBuffer());
      return { status: response.status, type: response.headers.get('content-type'), bytes };
    },
    diagnose: async (text) =>
      Diagnosed.parse(await (await post('/api/diagnose', { text })).json()).matches.map((one) => one.article),
    talk: async (given) => {
      const conversation =
        given ??
        Opened.parse({
          ...Opened.partial().parse(await (await post('/web-chat/token', {})).json()),
        });
      const { conversationId, token } = conversation;
      const address = `/v3/directline/conversations/${conversationId}/activities`;
      const read = async () =>
        Said.parse(
          await (await fetch(url + address, { headers: { authorization: `Bearer ${token}` } })).json(),
        ).activities.filter(({ from }) => from.role === 'bot' || from.id === 'faultline');
      return {
        conversation,
        say: async (text) => {
          const before = (await read()).length;
          await post(address, { type: 'message', from: { id: 'web' }, text }, token);
          for (;;) {
            const all = await read();
            if (all.length > before) return JSON.stringify(all.slice(before));
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
        },
      };
    },
  };
}

/** An empty folder below another one. */
export function below(folder: string, name: string): string {
  const made = path.join(folder, name);
  mkdirSync(made);
  return made;
}
