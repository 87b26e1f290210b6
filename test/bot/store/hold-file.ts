// A process that opens the file named in its argument, says so, and holds it until it is killed.
import { openSqliteStore } from '../../../bot/store/sqlite/sqlite.ts';

openSqliteStore(process.argv[2] ?? '');
process.stdout.write('open\n');
setInterval(() => {}, 60_000);
