import type { Activity } from 'botbuilder';
import { converseWith } from '../../../bot/converse.ts';
import { beginUnasked } from '../../../bot/direct-line/inbound.ts';
import { turnQueueOf } from '../../../bot/direct-line/turn-queue.ts';
import { Metrics } from '../../../bot/metrics.ts';
import { SteadyClock } from '../../../bot/steady-clock.ts';
import { openSqliteStore } from '../../../bot/store/sqlite/sqlite.ts';
import type { Store } from '../../../bot/store/store.ts';
import { SupportBot } from '../../../bot/support-bot.ts';
import { Reminders } from '../../../bot/turns/reminders.ts';
import { bytesOf, Turns } from '../../../bot/turns/turn.ts';
import { newCase } from '../../../dialogs/walking/case.ts';
import type { Knowledge } from '../../../knowledge/load-knowledge.ts';
import { Conversation, KNOWLEDGE } from '../../dialogs/conversation.ts';
import { activityOf, CHAT } from './turn-processes.ts';

export const HOUR = 3_600_000;

/** A process that answers the web chat and connectors and gives out reminders; several may share a store. */
function processOn(shared: Store, knowledge: Knowledge, hours: () => number) {
  // An object of its own, as the queue of a process goes by it.
  const store = { ...shared };
  const logged: unknown[] = [];
  const log = {
    info: () => {},
    warn: (line: unknown) => logged.push(line),
    error: (line: unknown) => logged.push(line),
  };
  const turns = new Turns({ store, converse: converseWith(knowledge), metrics: new Metrics(), log });
  const bot = new SupportBot({ turns });
  const deps = {
    store,
    log,
    onActivity: async (activity: Activity) => bytesOf(await bot.run(activity, 'log')),
    onGivenUp: (activity: Activity) => bot.giveUp(activity),
  };
  const wall = () => Date.now() + hours() * HOUR;
  const reminders = new Reminders({
    store,
    speak: {
      log: (event) => beginUnasked(deps, event.conversation.id, event, event.id ?? ''),
      outbox: async (event) => {
        await bot.run(event, 'outbox');
      },
    },
    log,
    clock: new SteadyClock({ wall, steady: wall }),
  });
  const receive = (text: string) => store.receive(CHAT, { ...activityOf('unused'), timestamp: new Date(), text });
  const answer = (last: string) => turnQueueOf(store).run(deps, { conversationId: CHAT, last });
  return {
    bot,
    reminders,
    logged,
    receive,
    answer,
    say: async (text: string) => answer((await receive(text)).activity.id ?? ''),
  };
}

/** A person in the web chat at the question whether the fix has helped, and two processes on the one store. */
export async function atTheQuestion(knowledges: readonly Knowledge[] = [KNOWLEDGE, KNOWLEDGE]) {
  const store = openSqliteStore(':memory:');
  await store.createConversation({ id: CHAT, userId: 'ada', createdAt: new Date() });
  let hours = 0;
  const processes = knowledges.map((knowledge) => processOn(store, knowledge, () => hours));
  const [first, second = first] = processes;
  if (!first || !second) throw new Error('no process');
  await first.say('hello');
  return {
    store,
    first,
    second,
    /** What the case of this person is, from a walk through the dialogs. */
    async stands(caseKey: string) {
      const stored = await store.loadCase(caseKey);
      const value = { ...(await walked()), caseId: newCase(new Date()).caseId };
      await store.commitTurn({ caseKey, etag: stored?.etag, value, replies: [], at: new Date() });
    },
    later: (by: number) => {
      hours += by;
    },
    /** what stands in the log, in order */
    said: async () =>
      (await store.activitiesAfter(CHAT, 0, 1000)).map(({ activity }) => activity.summary ?? activity.text ?? ''),
  };
}

const WAY = ['1 0x5, 2 5.0, 3 none, 4 different, 5 yes, 6 nt4', 'I agree', 'done', 'saved', 'done', '0x14', 'done'];

async function walked() {
  const conversation = new Conversation();
  await conversation.say('MSExchangeIMC 3039 0x80040115\nMSExchangeIMC 4094 0x8004011d');
  for (const said of WAY) await conversation.say(said);
  return conversation.case;
}
