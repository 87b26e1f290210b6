import { isStartedByNpm, readConfig } from './config.ts';
import { cutRequest } from './http/request-scope.ts';
import { createLog, whereFrom } from './log.ts';
import { startFaultline } from './start.ts';

/** Ends the process with sentences for the operator. */
function giveUp(sentences: readonly string[]): never {
  process.stderr.write(`${['Faultline did not start.', ...sentences].join('\n')}\n`);
  process.exit(1);
}

const read = readConfig();
if (!read.ok) giveUp(read.problems);
const log = createLog(read.config.LOG_LEVEL);

// The message of an error may quote what somebody wrote, so Node's own report is not wanted in a log.
for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, (error: unknown) => {
    // A stranger's request must not end the process for all others.
    if (cutRequest()) return log.error({ code: 'request-crashed', ...whereFrom(error) }, 'a request was cut');
    log.fatal({ code: 'crash', ...whereFrom(error) }, 'the process ends; what was acknowledged is kept');
    process.exit(1);
  });

// Whoever reads along may stop reading.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const faultline = await startFaultline(read.config, log).catch((error: unknown) =>
  giveUp([error instanceof Error ? error.message : String(error)]),
);
process.stdout.write(`Faultline is ready: ${faultline.url}\n`);
const { url, adminUrl } = faultline;
log.info({ code: 'listening', url, adminUrl }, 'adminUrl has /readyz and /metrics, for operators');

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
