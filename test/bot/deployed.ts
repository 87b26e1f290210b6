import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { freePort } from './free-port.ts';
import { type MainProcess, startMain } from './main-process.ts';
import { temporaryFolder } from './running-faultline.ts';

// The example of bot/deploy/, without containers: the settings of its bots, its nginx.conf, and a PostgreSQL.
export const DEPLOY = path.join(import.meta.dirname, '../../bot/deploy');
const Compose = z.object({
  services: z.record(z.string(), z.object({ environment: z.record(z.string(), z.coerce.string()).optional() })),
});

/** What a test has begun, to be ended newest first. */
export const cleanUp: (() => unknown)[] = [];

/** The settings of each bot in the compose file, with its variables filled in. */
function botSettings(variables: Record<string, string>): Record<string, string>[] {
  const text = readFileSync(path.join(DEPLOY, 'compose.yaml'), 'utf8');
  const filled = text.replace(/\$\{(\w+)(?::[^}]*)?\}/g, (_all, name) => variables[name] ?? '');
  const { services } = Compose.parse(parse(filled, { merge: true }));
  return Object.entries(services).flatMap(([name, { environment }]) =>
    name.startsWith('bot-') && environment ? [environment] : [],
  );
}

interface Bot {
  url: string;
  main: MainProcess;
  /** asks it to stop, waits until it has, and starts it again as it was */
  restart(): Promise<void>;
}

export interface Deployed {
  url: string;
  bots: Bot[];
  /** what nginx has complained of so far, but for the bots that were away */
  nginx(): string;
}

export async function deploy(databaseUrl: string, more: Record<string, string> = {}): Promise<Deployed> {
  const ports = new Map([['8080', String(await freePort())]]);
  const settings = botSettings({
    DIRECT_LINE_KEYS: 'a-key-of-this-test-0123456789-0123456789',
    POSTGRES_PASSWORD: 'x',
  });
  expect(settings).toHaveLength(2);
  const bots = await Promise.all(
    settings.map(async (environment) => {
      const own = String(await freePort());
      ports.set(environment['PORT'] ?? '', own);
      const PUBLIC_URL = `http://127.0.0.1:${ports.get('8080')}`;
      expect(environment).toMatchObject({
        PUBLIC_URL: 'http://localhost:8080',
        DATABASE_URL: expect.stringMatching(/^postgres:/),
      });
      // In the container the project is read only.
      const DATA_DIR = '/proc/no-place-to-write';
      const settings = { PORT: own, ADMIN_PORT: '0', PUBLIC_URL, DATABASE_URL: databaseUrl, DATA_DIR, ...more };
      const begun = async () => {
        const main = startMain({ ...environment, ...settings });
        cleanUp.push(() => main.kill());
        await main.line;
        return main;
      };
      const bot: Bot = {
        url: `http://127.0.0.1:${own}`,
        main: await begun(),
        restart: async () => {
          bot.main.process.kill('SIGTERM');
          expect((await bot.main.ended).code).toBe(0);
          bot.main = await begun();
        },
      };
      return bot;
    }),
  );
  const nginx = await startNginx(ports);
  return { url: `http://127.0.0.1:${ports.get('8080')}`, bots, nginx };
}

/** A file of nginx with what it names where it lies here, and not in the container. */
export const here = (site: string, folder: string) =>
  site
    .replaceAll('/etc/nginx/faultline-location.conf', path.join(DEPLOY, 'nginx-location.conf'))
    .replaceAll('/etc/nginx/tls', folder);

async function startNginx(ports: ReadonlyMap<string, string>): Promise<() => string> {
  const { folder, remove } = temporaryFolder();
  const site = readFileSync(path.join(DEPLOY, 'nginx.conf'), 'utf8');
  const moved = here(site, folder).replace(
    /(listen |127\.0\.0\.1:)(\d+)/g,
    (_all, before, port) => before + (ports.get(port) ?? port),
  );
  const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  writeFileSync(path.join(folder, 'site.conf'), moved);
  writeFileSync(
    path.join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${folder}/pid; error_log stderr;
     events {} http { access_log off; ${own.join(' ')} include ${folder}/site.conf; }`,
  );
  const nginx = spawn('nginx', ['-p', folder, '-c', path.join(folder, 'nginx.conf'), '-e', 'stderr']);
  let complaints = '';
  nginx.stderr.on('data', (chunk) => {
    complaints += String(chunk);
  });
  const ended = once(nginx, 'exit');
  cleanUp.push(async () => {
    nginx.kill('SIGKILL');
    await ended;
    remove();
  });
  await vi.waitFor(
    async () => {
      if (nginx.exitCode !== null) throw new Error(`nginx ended: ${complaints}`);
      await fetch(`http://127.0.0.1:${ports.get('8080')}/healthz`);
    },
    { timeout: 20_000, interval: 50 },
  );
  return () =>
    complaints
      .split('\n')
      .filter((line) => !line.includes('Connection refused'))
      .join('\n');
}
