import path from 'node:path';
import { type Activity, MemoryStorage } from 'botbuilder';
import { placeOf, readActivity } from '../../bot/channels/place.ts';
import { converseWith } from '../../bot/converse.ts';
import { createLog } from '../../bot/log.ts';
import { Metrics } from '../../bot/metrics.ts';
import { readHere } from '../../bot/reading/read.ts';
import { openSqliteStore } from '../../bot/store/sqlite/sqlite.ts';
import type { TurnDeps } from '../../bot/turns/one-turn.ts';
import { Turns } from '../../bot/turns/turn.ts';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { plainUtterance } from '../../knowledge/recognizer/utterance.ts';
import { median } from './store-load.ts';

const ROUNDS = 9;
const TURNS = 400;
const CLIENTS = 16;

/**
 * The same turns, dialogs and all, with everything in one transaction of SQLite, and with the case alone in the SDK's
 * MemoryStorage, which is lost with the process. The SDK's storage writes with the etag `*`, as its BotState does.
 */
export async function compareWithMemory(folder: string, print: (line: string) => void): Promise<void> {
  const loaded = loadKnowledge();
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const converse = converseWith(loaded.knowledge);
  const log = createLog('silent');
  const turnsOn = (store: TurnDeps['store']) => new Turns({ store, converse, metrics: new Metrics(), log });
  const sqlite = openSqliteStore(path.join(folder, 'faultline.sqlite'));
  const durable = turnsOn(sqlite);
  const forgetful = turnsOn(inMemory());
  const ratios: number[] = [];
  const times: { durable: number[]; memory: number[] } = { durable: [], memory: [] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const memory = await timeOf(forgetful, round);
    const onDisk = await timeOf(durable, round);
    if (round === 0) continue;
    times.memory.push(memory);
    times.durable.push(onDisk);
    ratios.push(onDisk / memory);
  }
  await sqlite.close();
  const us = (values: number[]) => `${((median(values) / TURNS) * 1000).toFixed(0)} µs`;
  print(`a turn with dialogs, ${CLIENTS} at once: MemoryStorage ${us(times.memory)}, SQLite ${us(times.durable)}`);
  print(`  ratio of a durable turn to one in memory ${median(ratios).toFixed(2)}`);
}

function inMemory(): TurnDeps['store'] {
  const storage = new MemoryStorage();
  return {
    async loadCase(key) {
      const found = (await storage.read([key]))[key];
      return found && { value: found.value, etag: 0 };
    },
    personData: () => Promise.reject(new Error('nobody asks for their data here')),
    ownActivities: () => Promise.reject(new Error('nobody asks for their data here')),
    endLine: async () => undefined,
    async commitTurn({ caseKey, value }) {
      await storage.write({ [caseKey]: { value, eTag: '*' } });
      return 'committed';
    },
  };
}

/** Milliseconds for all turns of a round. */
async function timeOf(turns: Turns, round: number): Promise<number> {
  const began = performance.now();
  const client = async (client: number) => {
    for (let n = 0; n < TURNS / CLIENTS; n += 1) {
      const activity = message(`${round}-${client}`, n);
      const said = readHere(plainUtterance(n % 2 ? 'where am I' : 'event 4094 from MSExchangeIMC'));
      await turns.run({ activity, place: placeOf(activity), said, to: 'outbox' });
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, n) => client(n)));
  return performance.now() - began;
}

function message(conversation: string, n: number): Activity {
  const read = readActivity({
    type: 'message',
    id: `${n}`,
    channelId: 'emulator',
    serviceUrl: 'http://localhost',
    conversation: { id: conversation },
    from: { id: 'anna' },
    recipient: { id: 'bot' },
  });
  if (!read.ok) throw new Error(read.reason);
  return read.activity;
}
