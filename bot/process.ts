import { isStartedByNpm, readConfig } from './config.ts';
import { createLog } from './log.ts';
import { quietLibraries } from './quiet-libraries.ts';
import { startFaultline } from './start.ts';
import { watchUncaught } from './uncaught.ts';

const WARM_AFTER_MS = 500;

/** Ends the process with sentences for the operator. */
function giveUp(sentences: readonly string[]): never {
  process.stderr.write(`${['Faultline did not start.', ...sentences].join('\n')}\n`);
  process.exit(1);
}

const read = readConfig();
if (!read.ok) giveUp(read.problems);
const log = createLog(read.config.LOG_LEVEL);

watchUncaught(log);
quietLibraries(log);

// Whoever reads along may stop reading.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const faultline = await startFaultline(read.config, log).catch((error: unknown) =>
  giveUp([error instanceof Error ? error.message : String(error)]),
);
process.stdout.write(`Faultline is ready: ${faultline.url}\n`);
const { url, adminUrl } = faultline;
log.info({ code: 'listening', url, adminUrl }, 'adminUrl has /readyz and /metrics, for operators');

// Not at once: who asks right after a start, as a balancer does, is answered first.
setTimeout(() => void faultline.warm(), WARM_AFTER_MS).unref();

let stopping = false;
function stop(): void {
  stopping = true;
  void faultline.close().then(() => process.exit(0));
}
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    // Whoever asks twice does not want to wait for the end of the turns.
    if (stopping) process.exit(1);
    stop();
  });

// `npm start` puts a shell in between, which passes no signal on: when it is gone, somebody has ended npm.
const PARENT_GONE_MS = 500;
if (isStartedByNpm()) {
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell && !stopping) stop();
  }, PARENT_GONE_MS).unref();
}
