import type { DeadLetter } from '../store/store.ts';
import { print, withStore } from '../turns/operator.ts';
import { UsageError } from '../turns/usage.ts';
import { runTool } from './run-tool.ts';

const HELP = `Shows what waits for a connector and what was set aside; may be used while the bot runs.

  npm run outbox                 how many replies wait, and the dead letters
  npm run outbox -- retry ID     puts a dead letter back, to be delivered now
  npm run outbox -- retry all    puts all of them back
  npm run outbox -- drop ID      deletes a dead letter

A reply is set aside when its channel refuses it, or when it was tried for an hour.
Of a channel that answered 502 nobody can know whether it showed the reply: look
before you put such a one back.
`;

const MOST = 1000;

async function main([command, which, ...more]: string[]): Promise<void> {
  if (more.length > 0) throw new UsageError('Too many words: npm run outbox -- --help tells what there is.');
  if (command === undefined) return list();
  if (command === '--help' || command === '-h') return print(HELP.trimEnd());
  if (command === 'retry' && which === 'all') return retryAll();
  if (command === 'retry') return retry(idOf(which));
  if (command === 'drop') return drop(idOf(which));
  throw new UsageError(`There is no command ${command}: npm run outbox -- --help tells what there is.`);
}

const list = () =>
  withStore(async (store) => {
    const { waiting, dead } = await store.outboxDepth();
    print(`waiting: ${waiting}   dead: ${dead}`);
    for (const letter of await store.deadLetters(MOST)) print(lineOf(letter));
    if (dead > MOST) print(`… and ${dead - MOST} more`);
  });

const retry = (id: number) =>
  withStore(async (store) => {
    if (!(await store.reviveDeadLetter(id, new Date()))) throw noSuchLetter(id);
    print(`${id} will be delivered again.`);
  });

const retryAll = () =>
  withStore(async (store) => {
    // One that its channel refuses again while this runs is not put back a second time, or there would be no end.
    const revived = new Set<number>();
    for (let letters = await store.deadLetters(MOST); letters.length > 0; ) {
      for (const { id } of letters) if (await store.reviveDeadLetter(id, new Date())) revived.add(id);
      letters = (await store.deadLetters(MOST)).filter(({ id }) => !revived.has(id));
    }
    print(`${revived.size} will be delivered again.`);
  });

const drop = (id: number) =>
  withStore(async (store) => {
    if (!(await store.dropDeadLetter(id))) throw noSuchLetter(id);
    print(`${id} is deleted.`);
  });

/** Nothing of what was written: an operator's terminal is no place for it. */
function lineOf({ id, conversationId, createdAt, attempts, reason }: DeadLetter): string {
  return `${id}  said ${createdAt.toISOString()}  tried ${attempts}×  ${reason}  in ${conversationId}`;
}

function idOf(text: string | undefined): number {
  if (text === undefined || !/^\d{1,15}$/.test(text))
    throw new UsageError('Name the number that npm run outbox shows.');
  return Number(text);
}

const noSuchLetter = (id: number) => new UsageError(`There is no dead letter ${id}. npm run outbox lists them.`);

await runTool(main);
