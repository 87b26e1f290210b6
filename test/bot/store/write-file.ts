// A process that writes into the file named in its argument, has it carried into the file, writes on, says in which
// conversation, and holds the file until it is killed.
import { openSqliteStore } from '../../../bot/store/sqlite/sqlite.ts';
import { message, newConversation } from './store-fixture.ts';

const store = openSqliteStore(process.argv[2] ?? '');
const { id } = await newConversation(store);
const gone = await newConversation(store);
await store.receive(id, message('before'));
// A deletion carries the log at once.
await store.forgetPerson({ caseKey: 'gone', conversationId: gone.id, userId: gone.userId });
for (let n = 0; n < 3; n += 1) await store.receive(id, message(`after ${n}`));
process.stdout.write(`${id}\n`);
setInterval(() => {}, 60_000);
