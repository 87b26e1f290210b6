import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { calledAs } from '../called.ts';
import { readConfig } from '../config.ts';
import { readKnowledge } from '../knowledge/read-knowledge.ts';
import { outliveReaders } from '../tools/run-tool.ts';
import { appPackage } from './app-package.ts';
import { readInstallation } from './installation.ts';
import { MANIFEST_VERSIONS } from './manifest.ts';

const USAGE = `npm run teams:package -- [folder]
Writes the app packages that Teams installs, one for each supported version of the manifest schema, into the folder
(DATA_DIR when none is given). MicrosoftAppId and PUBLIC_URL have to be set. The app is
called as the chat page is: by WEB_CHAT_NAME and WEB_CHAT_TAGLINE, or by the vocabulary of KNOWLEDGE_DIR.`;

outliveReaders();

/** Ends the process with sentences for the operator. */
function giveUp(sentences: readonly string[]): never {
  process.stderr.write(`${['No app package was written.', ...sentences].join('\n')}\n`);
  process.exit(1);
}

const [folder, ...more] = process.argv.slice(2);
if (more.length > 0 || folder?.startsWith('-')) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(folder === '--help' || folder === '-h' ? 0 : 2);
}

const read = readConfig();
if (!read.ok) giveUp(read.problems);
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));
const called = (() => {
  try {
    return calledAs(read.config, readKnowledge(read.config.KNOWLEDGE_DIR));
  } catch (error) {
    return giveUp([error instanceof Error ? error.message : String(error)]);
  }
})();
const installed = readInstallation(read.config, version, called);
if (!installed.ok) giveUp(installed.problems);

const into = folder ?? read.config.DATA_DIR;
try {
  mkdirSync(into, { recursive: true });
  for (const schema of MANIFEST_VERSIONS) {
    const file = path.join(into, `faultline-teams-${schema}.zip`);
    writeFileSync(file, appPackage(schema, installed.installation));
    process.stdout.write(`${file}\n`);
  }
} catch (error) {
  giveUp([`${into} cannot be written: ${error instanceof Error ? error.message : String(error)}`]);
}
