import type { Activity } from 'botbuilder';
import { placeOf } from '../../../bot/channels/place.ts';
import type { Converse } from '../../../bot/converse.ts';
import { Metrics } from '../../../bot/metrics.ts';
import { readHere } from '../../../bot/reading/read.ts';
import { openSqliteStore } from '../../../bot/store/sqlite/sqlite.ts';
import type { Store } from '../../../bot/store/store.ts';
import type { Destination, Turn } from '../../../bot/turns/one-turn.ts';
import { Turns } from '../../../bot/turns/turn.ts';
import { reply } from '../../../dialogs/saying/compose-reply.ts';
import { parseCase } from '../../../dialogs/walking/case.ts';
import { plainUtterance, type Utterance } from '../../../knowledge/recognizer/utterance.ts';

/** The conversation of every turn here. */
export const CHAT = 'chat-1';

/** Counts the turns of a case and says the count. */
export const counting: Converse = async (before) => {
  const after = { ...before, turn: before.turn + 1 };
  return { after, reply: reply('answer', `turn ${after.turn}`, [], []) };
};

/** A message of a person in the web chat. */
export function activityOf(id: string, person = 'ada'): Activity {
  const activity: Partial<Activity> = {
    type: 'message',
    id,
    channelId: 'directline',
    serviceUrl: 'http://127.0.0.1',
    text: 'a secret sentence',
    conversation: { id: CHAT, isGroup: false, conversationType: '', name: '' },
    from: { id: person, name: '' },
    recipient: { id: 'faultline', name: '' },
  };
  return activity as Activity;
}

/** The turn of such a message. */
export function turnOf(
  id: string,
  { person = 'ada', to = 'log' as Destination, said = plainUtterance('go on') as Utterance | Turn['said'] } = {},
): Turn {
  const activity = activityOf(id, person);
  const isUtterance = typeof said === 'object' && !('is' in said);
  return { activity, place: placeOf(activity), said: isUtterance ? readHere(said) : said, to };
}

/** Processes that share one store, and what they logged. */
export async function processes(
  count: number,
  converse: Converse = counting,
  wrap: (store: Store) => Store = (store) => store,
) {
  const store = openSqliteStore(':memory:');
  await store.createConversation({ id: CHAT, userId: 'ada', createdAt: new Date() });
  const logged: unknown[] = [];
  const log = { warn: (...line: unknown[]) => logged.push(line), error: (...line: unknown[]) => logged.push(line) };
  const metrics = new Metrics();
  const runners = Array.from({ length: count }, () => new Turns({ store: wrap(store), converse, metrics, log }));
  const run = async (turn: Turn, index = 0) => {
    const runner = runners[index % count];
    if (!runner) throw new Error('no process');
    // What comes by a log is acknowledged first, under an id of the log; one that comes again has the same.
    const { activity } =
      turn.to === 'log' ? await store.receive(CHAT, turn.activity, turn.activity.id) : { activity: turn.activity };
    return runner.run({ ...turn, activity: { ...turn.activity, ...activity } });
  };
  const replies = async () =>
    (await store.activitiesAfter(CHAT, 0, 1000)).flatMap(({ activity }) => (activity.replyToId ? [activity] : []));
  const said = async () => (await replies()).map(({ summary }) => summary);
  const caseOf = async (person = 'ada') => {
    const stored = await store.loadCase(placeOf(activityOf('any', person)).caseKey);
    return stored && parseCase(stored.value);
  };
  return { store, run, replies, said, caseOf, logged, metrics };
}

/** The numbers below `count`. */
export const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
