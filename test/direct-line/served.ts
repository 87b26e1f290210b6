import type { AddressInfo } from 'node:net';
import type { Activity } from 'botbuilder';
import { createServer } from 'restify';
import type { DirectLineDeps } from '../../bot/direct-line/deps.ts';
import { DIRECT_LINE_LIMITS, type DirectLineLimits } from '../../bot/direct-line/limits.ts';
import { type DirectLine, registerDirectLine } from '../../bot/direct-line/routes.ts';
import { registerWebChatToken } from '../../bot/direct-line/web-chat-token.ts';
import { openSqliteStore } from '../../bot/store/sqlite/sqlite.ts';
import type { Store } from '../../bot/store/store.ts';

export const SECRET = 'the-secret-of-the-operator-of-this-test';
export const KEYS = ['k1-of-the-test-0123456789-0123456789', 'k2-of-the-test-0123456789-0123456789'];
export const TRUSTED = 'https://intranet.example';

/** What the bot of a test does with an activity: the replies it commits. A throw is a turn that was not committed. */
export type TestBot = (activity: Activity) => Partial<Activity>[] | Promise<Partial<Activity>[]>;

/** Greets, and says what was said; a file's first line counts as said. */
const echoBot: TestBot = ({ type, text, attachments }) => {
  if (type === 'conversationUpdate') return [{ type: 'message', text: 'welcome' }];
  if (type !== 'message') return [];
  const said = [text, ...(attachments ?? []).map(({ name }) => name)].filter(Boolean).join(' + ');
  return [{ type: 'typing' }, { type: 'message', text: `you said ${said}` }];
};

export interface Served {
  /** `http://127.0.0.1:port` */
  origin: string;
  /** the base that clients of the protocol are given */
  domain: string;
  store: Store;
  deps: DirectLineDeps;
  directLine: DirectLine;
  /** what the bot was given, in order */
  heard: Activity[];
  /** codes of what was logged as an error */
  problems: string[];
  close(): Promise<void>;
}

export interface ServeOptions {
  bot?: TestBot;
  limits?: Partial<DirectLineLimits>;
  deps?: Partial<DirectLineDeps>;
  store?: Store;
  port?: number;
}

/** A server on loopback with the real store (in memory), and a bot that commits each turn as the product does. */
export async function serve({
  bot = echoBot,
  limits,
  deps: given,
  store: kept,
  port = 0,
}: ServeOptions = {}): Promise<Served> {
  const store = kept ?? openSqliteStore(':memory:');
  const heard: Activity[] = [];
  const problems: string[] = [];
  const note = (entry: unknown) => problems.push(String(Reflect.get(Object(entry), 'code')));
  const deps: DirectLineDeps = {
    store,
    keys: KEYS,
    secret: SECRET,
    trustedOrigins: [TRUSTED],
    retentionSeconds: 30 * 86_400,
    limits: { ...DIRECT_LINE_LIMITS, ...limits },
    onActivity: async (activity) => {
      heard.push(activity);
      const replies = await bot(activity);
      await commitReplies(store, activity, replies);
      return undefined;
    },
    onGivenUp: (activity) => commitReplies(store, activity, [{ type: 'message', text: 'sorry' }]),
    log: { info: () => {}, warn: note, error: note },
    ...given,
  };
  const server = createServer({ name: 'test' });
  // As the front door has it: on a busy machine Node's five seconds end a connection while its next request is on the way.
  server.server.keepAliveTimeout = 75_000;
  const directLine = registerDirectLine(server, deps);
  registerWebChatToken(server, deps);
  server.server.on('upgrade', (req, socket, head) => {
    if (directLine.upgrades.wants(req)) directLine.upgrades.take(req, socket, head);
    else socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${bound}`;
  return {
    origin,
    domain: `${origin}/v3/directline`,
    store,
    deps,
    directLine,
    heard,
    problems,
    async close() {
      await directLine.drain();
      server.server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      if (kept === undefined) await store.close();
    },
  };
}

/** Commits a turn without a case of its own: only its replies and the id of what it answers. */
export async function commitReplies(store: Store, activity: Activity, replies: Partial<Activity>[]): Promise<void> {
  const conversationId = activity.conversation.id;
  const caseKey = `${conversationId}/${activity.from.id}`;
  const stored = await store.loadCase(caseKey);
  await store.commitTurn({
    caseKey,
    etag: stored?.etag,
    value: {},
    settles: activity.id,
    replies: replies.map((reply) => ({ to: 'log', conversationId, activity: { ...reply, timestamp: new Date() } })),
    at: new Date(),
  });
}
