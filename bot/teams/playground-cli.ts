import { spawn } from 'node:child_process';
import { environmentWith, readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { startFaultline } from '../start.ts';
import { outliveReaders } from '../tools/run-tool.ts';

// The last version this was tried with. It is Microsoft's, under a pre-release licence for evaluation, and no part of this
// project: it is fetched when somebody asks for it, and stands in no list of dependencies.
const PLAYGROUND = '@microsoft/m365agentsplayground@0.2.28';
const PORT = '56150';

const NOTICE = `This fetches ${PLAYGROUND} from the npm registry (15 MB), unless npx has it already,
and runs it beside the bot: a page that looks like Teams, without a tenant. It is Microsoft's and comes under its own
pre-release licence, for evaluation only; its telemetry is switched off here. It listens on all network interfaces, so
run it where strangers cannot reach port ${PORT}.`;

outliveReaders();

/** Ends the process with sentences for whoever started it. */
function giveUp(sentences: readonly string[]): never {
  process.stderr.write(`${['The playground was not started.', ...sentences].join('\n')}\n`);
  process.exit(1);
}

const read = readConfig();
if (!read.ok) giveUp(read.problems);
if (read.config.MicrosoftAppId)
  giveUp(['Unset MicrosoftAppId and MicrosoftAppPassword: the playground proves nobody’s identity.']);

process.stdout.write(`${NOTICE}\n\n`);
const faultline = await startFaultline(read.config, createLog(read.config.LOG_LEVEL)).catch((error: unknown) =>
  giveUp([error instanceof Error ? error.message : String(error)]),
);
process.stdout.write(
  `The bot listens at ${faultline.url}. Open http://localhost:${PORT} in a browser, or the port named below when\nthat one is taken.\n`,
);

const bot = `${faultline.url}/api/messages`;
const options = ['start', '-e', bot, '-c', 'msteams', '-p', PORT, '--disable-telemetry'];
// It opens a browser by itself, and on a machine without one (no xdg-open) ends at once with code 1 and no word.
const env = environmentWith({ TEAMSAPPTESTER_BROWSER: 'none' });
const playground = spawn('npx', ['--yes', PLAYGROUND, ...options], { stdio: 'inherit', env });
playground.on('error', () => process.stderr.write('npx could not be run: install npm, which brings it.\n'));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => playground.kill(signal));
playground.on('close', (code) => {
  void faultline.close().then(() => process.exit(code ?? 0));
});
