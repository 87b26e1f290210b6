import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { caseKeyOf } from '../../bot/channels/case-key.ts';
import type { Store } from '../../bot/store/store.ts';
import { phrases } from '../../dialogs/saying/phrases.ts';
import type { Message } from './kill-process.ts';

const PROCESS = path.join(import.meta.dirname, 'kill-process.ts');
const USER = 'dl_anna';
/** What takes longer hangs: a busy machine has its bots ready within a tenth of it. */
const LONGEST_MS = 120_000;
const SAID = [
  'event 4094 from MSExchangeIMC',
  'next',
  'help',
  'back',
  'what does 0x80040115 mean',
  'where am I',
  'hello',
];
const Numbered = z.object({ number: z.number() });
const WithTurn = z.object({ turn: z.number() });

/** Where the bots keep their data, and how one looks at it from outside. */
export interface Place {
  /** for the compile cache of the bots */
  folder: string;
  /** arguments of a bot's process: whose dialogs it runs, its data folder, its database */
  args: string[];
  /** bots that run at the same time */
  processes: number;
  look<T>(work: (store: Store) => Promise<T>): Promise<T>;
}

/** What a run of kills came to. `wrong` says in sentences what should not be. */
export interface KillReport {
  kills: number;
  messages: number;
  /** messages that had to be sent again, as their process died before it acknowledged them */
  sentAgain: number;
  /** of those, how many had been stored all the same */
  answeredOnRestart: number;
  wrong: string[];
}

class Bot {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ready: Promise<void>;
  #failed = '';

  constructor({ folder, args }: Place, acknowledged: (number: number) => void) {
    const cache = path.join(folder, 'compile-cache');
    const env = { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: cache };
    this.child = spawn(process.execPath, [PROCESS, ...args], { env });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.ready = promise;
    promise.catch(() => {});
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      if (line === 'ready') resolve();
      else acknowledged(Number(line.replace('ack ', '')));
    });
    this.child.stderr.on('data', (text) => {
      this.#failed += text;
    });
    // Who is dead takes no more messages.
    this.child.stdin.on('error', () => {});
    this.child.once('exit', () => reject(new Error(`a bot ended by itself: ${this.#failed}`)));
  }

  send(message: Message): void {
    this.child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}

/**
 * Sends messages to bots, kills one at a random moment, starts another in its place, and so on. A message that was not
 * acknowledged is sent again under its client id, as a client would. Looks at the data after each kill and at the end.
 * Rejects when a bot does not become ready, or leaves a message unacknowledged.
 * @param goesOn asked before each kill: with false, fewer of them have to do
 */
export async function killBots(
  place: Place,
  kills: number,
  random: () => number,
  goesOn: () => boolean = () => true,
): Promise<KillReport> {
  const conversations = Array.from({ length: 3 }, (_, n) => `conversation-${n}`);
  await place.look(async (store) => {
    for (const id of conversations) await store.createConversation({ id, userId: USER, createdAt: new Date() });
  });
  const waiting = new Map<number, Message>();
  let acknowledged = 0;
  const start = () =>
    new Bot(place, (number) => {
      if (waiting.delete(number)) acknowledged += 1;
    });
  const bots = Array.from({ length: place.processes }, start);
  const report: KillReport = { kills: 0, messages: 0, sentAgain: 0, answeredOnRestart: 0, wrong: [] };
  const pick = (below: number) => Math.floor(random() * below);

  while (report.kills < kills && goesOn()) {
    await allReady(bots);
    report.sentAgain += waiting.size;
    for (const message of waiting.values()) bots[pick(bots.length)]?.send(message);
    const burst = 3 + pick(5);
    for (let n = 0; n < burst; n += 1) {
      report.messages += 1;
      const conversationId = conversations[pick(conversations.length)] ?? '';
      const text = SAID[pick(SAID.length)] ?? '';
      const message = { number: report.messages, conversationId, userId: USER, text };
      waiting.set(message.number, message);
      bots[pick(bots.length)]?.send(message);
      // Apart, or all of a burst would be stored in one transaction.
      if (random() < 0.7) await setTimeout(random() * 4);
    }
    // A moment that lies between two acknowledgements, or shortly before the first, or within a turn.
    const enough = acknowledged + pick(burst);
    await until(() => acknowledged >= enough || waiting.size === 0, 'not one message was acknowledged', 1);
    await setTimeout(random() * 6);
    const victim = pick(bots.length);
    await bots[victim]?.kill();
    report.kills += 1;
    const stored = await place.look((store) => check(store, conversations, report.wrong));
    if (place.processes === 1) report.answeredOnRestart += stored.filter((number) => waiting.has(number)).length;
    bots[victim] = start();
    // Now and then one dies while it starts and answers what the one before left.
    if (random() < 0.15) {
      await setTimeout(random() * 1500);
      await bots[victim]?.kill();
      bots[victim] = start();
    }
  }

  await allReady(bots);
  for (const message of waiting.values()) bots[0]?.send(message);
  await until(() => waiting.size === 0, 'not all messages were acknowledged');
  await until(
    async () => (await place.look((store) => store.pending(0, 1))).length === 0,
    'a message stayed unanswered',
  );
  await Promise.all(bots.map((bot) => bot.kill()));
  const stored = await place.look((store) => check(store, conversations, report.wrong, true));
  const numbers = Array.from({ length: report.messages }, (_, n) => n + 1);
  if (stored.toSorted((a, b) => a - b).join() !== numbers.join()) report.wrong.push('a message is lost or there twice');
  return report;
}

/** What must hold at any moment; `atRest`: nothing is on its way. Returns the numbers of the messages that are stored. */
async function check(store: Store, conversations: string[], wrong: string[], atRest = false): Promise<number[]> {
  const numbers: number[] = [];
  for (const id of conversations) {
    // The case first: a bot that is alive may go on in between, and then only the log is ahead.
    const value = (await store.loadCase(caseKeyOf(id, USER)))?.value;
    const turns = WithTurn.safeParse(value).data?.turn ?? 0;
    const log = await store.activitiesAfter(id, 0, 100_000);
    const gap = log.findIndex(({ sequence }, index) => sequence !== index + 1);
    if (gap >= 0) wrong.push(`${id} has a gap at ${gap + 1}`);
    const replies = new Map<string, number>();
    let excuses = 0;
    for (const { activity } of log) {
      const number = Numbered.safeParse(activity.channelData).data?.number;
      if (number !== undefined) numbers.push(number);
      else replies.set(activity.replyToId ?? '', (replies.get(activity.replyToId ?? '') ?? 0) + 1);
      // A turn that two kills ended is given up with a sentence, and leaves the case where it is.
      if (number === undefined && activity.summary === phrases.errorTitle) excuses += 1;
    }
    for (const { activity } of log) {
      if (Numbered.safeParse(activity.channelData).success) {
        const said = replies.get(activity.id ?? '') ?? 0;
        if (said > 1 || (atRest && said !== 1)) wrong.push(`${activity.id} has ${said} replies`);
      }
    }
    if (atRest ? turns !== replies.size - excuses : turns > replies.size - excuses) {
      wrong.push(`${id} stands at turn ${turns}, and was given ${replies.size} replies, ${excuses} of them excuses`);
    }
  }
  return numbers;
}

const allReady = (bots: readonly Bot[]) =>
  Promise.race([
    Promise.all(bots.map((bot) => bot.ready)),
    setTimeout(LONGEST_MS, undefined, { ref: false }).then(() => {
      throw new Error('a bot did not become ready');
    }),
  ]);

async function until(holds: () => boolean | Promise<boolean>, otherwise: string, everyMs = 20): Promise<void> {
  for (const end = performance.now() + LONGEST_MS; performance.now() < end; await setTimeout(everyMs))
    if (await holds()) return;
  throw new Error(otherwise);
}
