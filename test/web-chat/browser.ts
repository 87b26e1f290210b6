import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const INSTALLED = '/usr/bin/chromium';
const UNPACKED = join(ROOT, 'node_modules/.cache/faultline-chromium');

// Not those of @sparticuz/chromium: they switch web security off and put everything into one process.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/**
 * Starts the Chromium that npm brought, whose letters and lines are the same on every machine, for pictures that are
 * compared. Rejects where it does not run, with what was tried.
 */
export async function startPinnedBrowser(): Promise<Browser> {
  return startFromNpm().catch(() => startWithItsLibraries());
}

/**
 * Starts a headless Chromium: the system's own where /usr/bin/chromium is installed, else the one that came with npm,
 * with its own libraries where the system lacks libnss3. Rejects with everything that was tried; no test is skipped.
 */
export async function startBrowser(): Promise<Browser> {
  const tried: string[] = [];
  for (const start of [startInstalled, startFromNpm, startWithItsLibraries]) {
    try {
      return await start();
    } catch (error) {
      tried.push(`- ${start.name}: ${error instanceof Error ? error.message.slice(0, 1500) : String(error)}`);
    }
  }
  throw new Error(`No browser starts here, so the page cannot be tested. Tried:\n${tried.join('\n')}`);
}

async function startInstalled(): Promise<Browser> {
  if (!existsSync(INSTALLED)) throw new Error(`${INSTALLED} is not installed`);
  return launch(INSTALLED, {});
}

async function startFromNpm(): Promise<Browser> {
  const folder = await unpacked();
  return launch(join(folder, 'chromium'), { FONTCONFIG_FILE: await fontsFile(folder) });
}

async function startWithItsLibraries(): Promise<Browser> {
  const folder = await unpacked();
  return launch(join(folder, 'chromium'), {
    FONTCONFIG_FILE: await fontsFile(folder),
    LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
  });
}

function launch(executablePath: string, more: Record<string, string>): Promise<Browser> {
  const env = Object.entries({ ...process.env, ...more }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return chromium.launch({ executablePath, headless: true, args: FLAGS, env: Object.fromEntries(env) });
}

/** The folder with the unpacked browser. Test files run side by side: each unpacks aside, and the first rename wins. */
async function unpacked(): Promise<string> {
  if (existsSync(join(UNPACKED, 'chromium'))) return UNPACKED;
  await mkdir(dirname(UNPACKED), { recursive: true });
  const aside = await mkdtemp(`${UNPACKED}-`);
  // The package unpacks into the temporary folder of its process under fixed names, so it gets a process of its own.
  const script = `
    import chromium, { inflate } from '@sparticuz/chromium';
    await chromium.executablePath();
    await inflate('node_modules/@sparticuz/chromium/bin/al2023.tar.br');
  `;
  await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: aside },
  });
  await rename(aside, UNPACKED).catch(() => rm(aside, { recursive: true, force: true }));
  if (!existsSync(join(UNPACKED, 'chromium'))) throw new Error(`unpacking left no browser in ${UNPACKED}`);
  return UNPACKED;
}

/** The fonts that come with npm and no others, so that a page has the same letters on every machine. @returns the file's path */
async function fontsFile(folder: string): Promise<string> {
  const file = join(folder, 'bundled-fonts.conf');
  if (!existsSync(file)) {
    const aside = `${file}-${process.pid}`;
    await writeFile(aside, fontsConfig());
    await rename(aside, file);
  }
  return file;
}

const fontsConfig = () => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(UNPACKED, 'fonts')}</dir>
  <dir>${join(ROOT, 'node_modules/dejavu-fonts-ttf/ttf')}</dir>
  <cachedir>${join(UNPACKED, 'bundled-fonts-cache')}</cachedir>
</fontconfig>
`;
