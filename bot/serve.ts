import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { prepareIntents, trainIntentsOnce } from '../knowledge/recognizer/intents/classify-intent.ts';
import { speaking } from '../knowledge/vocabulary/words.ts';
import { calledAs } from './called.ts';
import { Chores } from './chores.ts';
import type { Config } from './config.ts';
import { connectorOf } from './connector/connector.ts';
import { Outbox } from './connector/outbox.ts';
import { type Converse, converseNow } from './converse.ts';
import type { DirectLineDeps } from './direct-line/deps.ts';
import { beginUnasked } from './direct-line/inbound.ts';
import { DIRECT_LINE_LIMITS } from './direct-line/limits.ts';
import { resumePending } from './direct-line/turn-queue.ts';
import { Expiry } from './expiry.ts';
import { roomForMore } from './free-disk.ts';
import { listen, stopListening } from './http/listen.ts';
import { ImportedLibrary } from './imported-library.ts';
import type { LiveKnowledge } from './knowledge/live-knowledge.ts';
import { Metrics } from './metrics.ts';
import { ReadingPool } from './reading/reading-pool.ts';
import { createAdminServer, createServer } from './server.ts';
import { SYSTEM_CLOCK } from './steady-clock.ts';
import type { Store } from './store/store.ts';
import { SupportBot, type SupportBotDeps } from './support-bot.ts';
import { Teams } from './teams/teams.ts';
import { LOOK_FOR_REMINDERS_MS, Reminders } from './turns/reminders.ts';
import { bytesOf, Turns } from './turns/turn.ts';
import { warmUp } from './warm-up.ts';

/** A running bot. */
export interface Faultline {
  /** where it listens, like `http://127.0.0.1:3978` */
  url: string;
  /** where it tells operators how it is, like `http://127.0.0.1:3980` */
  adminUrl: string;
  /** Loads what only a turn needs, in pieces, so that the first person does not wait for it. Never rejects. */
  warm(): Promise<void>;
  /** Stops taking work, finishes what was begun, and closes the store. Calling it again waits for the same end. */
  close(): Promise<void>;
}

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
const LOOK_AT_KNOWLEDGE = SECOND;
/** How long open requests may take to end when the process stops. */
const GRACE = 10 * SECOND;
/** From here on an acknowledged message without its replies counts as lost by another process, and is run again. */
const TURN_LOST = 30 * SECOND;

/** How long replies that look too old are tried: whoever starts with a wrong clock has other troubles than to lose them. */
const CLOCK_GRACE = 600 * SECOND;

/** Wires the channels to the bot and listens. Throws an Error for the operator when the port cannot be had. */
export async function serve(
  config: Config,
  log: Logger,
  live: LiveKnowledge,
  keys: readonly string[],
  store: Store,
  talk?: Converse,
): Promise<Faultline> {
  const metrics = new Metrics();
  const library = new ImportedLibrary(config, log);
  const converse = talk ?? converseNow(() => live.current(), library);
  // Training takes seconds, and nobody's first message shall wait for that.
  if (!talk) speaking(live.current().vocabulary, trainIntentsOnce);
  const reading = new ReadingPool(live.current());
  live.onChange((knowledge) => reading.use(knowledge));
  // What a folder teaches of topics is learned between two turns, so that nobody's utterance waits for it.
  live.onChange(({ vocabulary }) => speaking(vocabulary, prepareIntents));
  const recognize: SupportBotDeps['recognize'] = (utterance, person) => reading.read(utterance, person);
  const called = () => calledAs(config, live.current()).name;
  const drawings = { keys, publicUrl: config.PUBLIC_URL };
  const turns = new Turns({ store, converse, metrics, log, drawings, called });
  const adapter = await connectorOf(config, log);
  const outboxFilled = () => outbox.filled();
  const words = reading.words.bind(reading);
  const teams = new Teams({ adapter, converse, recognize, words, called, metrics, log, outboxFilled });
  const budget = { grace: CLOCK_GRACE };
  const outbox = new Outbox({ store, send: teams.deliver, log, clock: SYSTEM_CLOCK, budget });
  const hasRoom = roomForMore(config, log, store);
  // Who has a case goes on with it.
  const admits = async (caseKey: string) => (await hasRoom()) || (await store.loadCase(caseKey)) !== undefined;
  const bot = new SupportBot({ turns, read: teams.read, recognize, invokes: teams.invokes, outboxFilled, admits });
  const direct: DirectLineDeps = {
    store,
    keys,
    ...(config.DIRECT_LINE_SECRET && { secret: config.DIRECT_LINE_SECRET }),
    ...(config.PUBLIC_URL && { publicUrl: config.PUBLIC_URL }),
    trustedOrigins: config.WEB_CHAT_ORIGINS,
    ...(config.WEB_CHAT_USER_KEYS && { userKeys: config.WEB_CHAT_USER_KEYS }),
    retentionSeconds: (config.RETENTION_DAYS * DAY) / SECOND,
    limits: DIRECT_LINE_LIMITS,
    hasRoom,
    onActivity: async (activity) => bytesOf(await bot.run(activity, 'log')),
    onGivenUp: (activity) => bot.giveUp(activity),
    log,
  };
  let draining = false;
  const parts = {
    config,
    live,
    library,
    reading,
    store,
    adapter,
    bot,
    direct,
    metrics,
    log,
    isDraining: () => draining,
  };
  const { server, directLine } = createServer(parts);
  metrics.watchOutbox(store);
  metrics.gauge(
    'faultline_reading_waiting',
    'Large texts and files that wait or are being read',
    () => reading.waiting,
  );
  metrics.watchKnowledge(live);
  metrics.gauge('faultline_direct_line_sockets', 'Open Direct Line streams', () => directLine.sockets());

  const { PORT, HOST, ADMIN_PORT, ADMIN_HOST } = config;
  const admin = createAdminServer(parts);
  const adminSettings = { port: 'ADMIN_PORT', host: 'ADMIN_HOST' };
  const adminUrl = await listen(admin, ADMIN_PORT, ADMIN_HOST, adminSettings);
  const url = await listen(server, PORT, HOST).catch(async (error: unknown) => {
    await stopListening(admin, 0);
    throw error;
  });
  outbox.start();
  const expiry = new Expiry({ store, metrics, log, retentionDays: config.RETENTION_DAYS });
  const chores = new Chores(log);
  // What was acknowledged before a crash; within a conversation it is answered before anything that is said now.
  void chores.once('resume', () => resumePending(direct, 0, () => !draining));
  chores.every(TURN_LOST, 'resume', () => resumePending(direct, TURN_LOST, () => !draining));
  chores.nowAndEvery(HOUR, 'expire', () => expiry.run());
  const reminders = new Reminders({
    store,
    speak: {
      log: (event) => beginUnasked(direct, event.conversation.id, event, event.id ?? ''),
      outbox: async (event) => {
        await bot.run(event, 'outbox');
        outbox.filled();
      },
    },
    log,
  });
  chores.nowAndEvery(LOOK_FOR_REMINDERS_MS, 'reminders', () => reminders.run());
  // Also while nobody says anything, so that an author is told of a broken article.
  chores.every(LOOK_AT_KNOWLEDGE, 'knowledge', async () => live.look());

  async function stop(): Promise<void> {
    draining = true;
    // Nobody who asks /readyz every few seconds shall meet a closed port.
    await wait(config.DRAIN_SECONDS * SECOND);
    await chores.stop();
    await directLine.drain();
    await stopListening(server, GRACE);
    await directLine.drain();
    await turns.idle();
    await outbox.stop();
    await reading.close();
    await library.close();
    // Last, so that operators can watch it stop.
    await stopListening(admin, SECOND);
    await store.close();
  }
  let stopped: Promise<void> | undefined;
  return {
    url,
    adminUrl,
    warm: () => chores.once('warm', () => warmUp(converse, () => draining)),
    close: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
