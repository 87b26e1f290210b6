import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

// Carries a write-ahead log into its file, beside the thread that answers: first what is there, while writes go on, then,
// when it is told that they stand still, the little that came meanwhile. In JavaScript, so that nothing has to be compiled.
const db = new DatabaseSync(String(workerData));
const carry = () => db.exec('PRAGMA wal_checkpoint(PASSIVE)');
carry();
parentPort?.once('message', () => {
  carry();
  db.close();
});
parentPort?.postMessage('nearly');
