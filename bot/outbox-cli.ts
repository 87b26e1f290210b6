import { print, runTool, withStore } from './operator.ts';
import type { DeadLetter } from './store/store.ts';
import { UsageError } from './usage.ts';

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
    let revived = 0;
    for (let some = -1; some !== 0; revived += some) {
      some = 0;
      for (const { id } of await store.deadLetters(MOST)) {
        if (await store.reviveDeadLetter(id, new Date())) some += 1;
      }
      if (some === 0) break;
    }
    print(`${revived} will be delivered again.`);
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
