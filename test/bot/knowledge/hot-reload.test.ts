import { mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startMain } from '../main-process.ts';
import { temporaryFolder } from '../running-faultline.ts';
import { onPostgres } from '../store/postgres-server.ts';
import { below, printFolder, type RunningKnowledge, runningKnowledge, type Talk } from './running-knowledge.ts';

const LONG = 180_000;
const NOTICED = { timeout: 60_000, interval: 200 };
const SPOOLER =
  'Source: Microsoft-Windows-PrintService\nEvent ID: 372\nWin32 error code: 112. There is not enough space.';
const PAPER_ROOM = `title: Who has the key of the paper room?
general: [The porter has it.]
utterances:
  - who has the key of the paper room
  - where is the key of the paper room
  - key of the paper room
  - how do I get into the paper room
  - the paper room is locked
`;

/** The pictures of the step that a damaged job begins with. */
async function pictures(talk: Talk): Promise<string[]> {
  await talk.say('go to RB-0001');
  for (const words of ['all, yes', 'go on', 'I agree']) {
    const [...found] = (await talk.say(words)).matchAll(/\/pictures\/\w+\.png/g);
    if (found.length > 0) return found.map(([address]) => address);
  }
  return [];
}

const BROKEN = 'id: RB-0003\ntitle: Half an article\nstepz: []\n';

const running: RunningKnowledge[] = [];
const removes: (() => void)[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ main }) => main.kill()));
  for (const remove of removes.splice(0)) remove();
});

function folders() {
  const { folder, remove } = temporaryFolder();
  removes.push(remove);
  return { kb: printFolder(folder), data: below(folder, 'data'), empty: below(folder, 'empty') };
}
async function run(environment: Record<string, string>): Promise<RunningKnowledge> {
  const one = await runningKnowledge(environment);
  running.push(one);
  return one;
}

describe('a folder of knowledge of a running bot', () => {
  it('is taken up when it changes; a broken one is told and left; the one before comes back', {
    timeout: LONG,
  }, async () => {
    const { kb, data, empty } = folders();
    const environment = { KNOWLEDGE_DIR: kb.folder, DATA_DIR: data };
    const bot = await run(environment);
    const first = await bot.ready();
    expect(first).toMatchObject({ status: 'ready', articles: 3 });
    expect(await bot.diagnose(SPOOLER)).toEqual(['RB-0003']);

    // The page and what Teams links to are called as the folder says.
    expect(await bot.get('/')).toContain('<title>Print desk</title>');
    expect(await bot.get('/')).toContain('Printers that do not print, and why.');
    expect(await bot.get('/teams/privacy')).toMatch(/^Print desk: privacy/);

    // A conversation stands in an article that changes.
    const talk = await bot.talk();
    await talk.say('go to RB-0003');
    const before = kb.read('RB-0003');
    kb.write('RB-0003', before.replace('Make room on the disk', 'Make room on the drive'));
    await vi.waitFor(async () => expect((await bot.ready()).knowledge.id).not.toBe(first.knowledge.id), NOTICED);
    const said = await talk.say('next');
    expect(said).toContain('has changed since we last spoke');

    // A picture of a step is served at an address that is its content, and nothing else is.
    const address = (await pictures(talk))[0] ?? '';
    const picture = readFileSync(kb.file('pictures/queue.png'));
    const shown = { status: 200, type: 'image/png', bytes: picture };
    expect([await bot.bytes(address), await bot.bytes(address)]).toEqual([shown, shown]);
    for (const other of ['/pictures/queue.png', `/pictures/..%2f${address.slice(10)}`, '/pictures/../kb/services.yaml'])
      expect((await bot.bytes(other)).status).toBe(404);

    // What the folder says of imported articles is watched as well; so are its topics.
    const unheard = await bot.talk();
    expect(await unheard.say('who has the key of the paper room')).not.toContain('The porter');
    mkdirSync(kb.file('overrides'));
    writeFileSync(kb.file('overrides/KB1.yaml'), 'hid: "yes"\n');
    await vi.waitFor(
      async () => expect((await bot.ready()).knowledge.problems.join()).toMatch(/overrides\/KB1\.yaml:1/),
      NOTICED,
    );
    writeFileSync(kb.file('overrides/KB1.yaml'), 'hide: "yes"\n');
    writeFileSync(kb.file('topics/paper_room.yaml'), PAPER_ROOM);
    await vi.waitFor(async () => expect((await bot.ready()).knowledge.problems).toEqual([]), NOTICED);
    await vi.waitFor(
      async () => expect(await unheard.say('who has the key of the paper room')).toContain('The porter'),
      NOTICED,
    );

    // A new article.
    kb.write('RB-0009', kb.read('RB-0003').replaceAll('RB-0003', 'RB-0009').replaceAll('372', '373'));
    await vi.waitFor(async () => expect((await bot.ready()).articles).toBe(4), NOTICED);
    expect((await bot.diagnose(SPOOLER.replace('372', '373')))[0]).toBe('RB-0009');
    const whole = await bot.ready();

    // A broken one: what was whole goes on, and the log, the metrics and /readyz say what to mend.
    kb.write('RB-0003', BROKEN);
    await vi.waitFor(async () => expect((await bot.ready()).knowledge.problems).not.toEqual([]), NOTICED);
    const broken = await bot.ready();
    expect(broken).toMatchObject({ status: 'ready', articles: 4, knowledge: { id: whole.knowledge.id } });
    expect(broken.knowledge.problems.join('\n')).toMatch(/articles\/RB-0003\.yaml:1 .*there is no key stepz here/);
    expect(await bot.metrics()).toMatch(/^faultline_knowledge_problems [1-9]/m);
    expect(await bot.diagnose(SPOOLER)).toContain('RB-0003');

    // Rolled back by hand while the folder is broken: its picture goes, and what is in use still shows it.
    unlinkSync(kb.file('pictures/queue.png'));
    expect((await bot.bytes(address)).status).toBe(200);

    // A start goes on with it too, but a first start refuses it.
    const log = (await bot.main.kill()).stdout;
    expect(log).toContain('"code":"knowledge-taken-up"');
    expect(log).toMatch(/"code":"knowledge-refused".*RB-0003\.yaml:1/);
    const again = await run(environment);
    expect(await again.ready()).toMatchObject({ articles: 4, knowledge: { id: whole.knowledge.id } });
    expect((await again.ready()).knowledge.problems.join('\n')).toContain('RB-0003.yaml:1');
    expect(await again.diagnose(SPOOLER)).toContain('RB-0003');
    expect(await again.bytes(address)).toEqual({ status: 200, type: 'image/png', bytes: picture });
    writeFileSync(kb.file('pictures/queue.png'), picture);
    const never = await startMain({ ...environment, DATA_DIR: empty }).ended;
    expect(never.code).toBe(1);
    expect(never.stderr).toContain('articles/RB-0003.yaml:1');

    // What was there before comes back.
    kb.write('RB-0003', before.replace('Make room on the disk', 'Make room on the drive'));
    await vi.waitFor(async () => expect((await again.ready()).knowledge.problems).toEqual([]), NOTICED);
    expect((await again.ready()).knowledge.id).toBe(whole.knowledge.id);
    expect(await again.metrics()).toMatch(/^faultline_knowledge_problems 0/m);
  });
});

onPostgres((server) => {
  it('is the same for several processes on one store from the turn after the change on', {
    timeout: LONG,
  }, async () => {
    const { kb, data, empty } = folders();
    const shared = {
      KNOWLEDGE_DIR: kb.folder,
      DATABASE_URL: await server().freshUrl(),
      DIRECT_LINE_KEYS: 'k'.repeat(43),
    };
    const [one, two] = await Promise.all([run({ ...shared, DATA_DIR: data }), run({ ...shared, DATA_DIR: empty })]);
    const first = (await one.ready()).knowledge.id;
    const here = await one.talk();
    await here.say('go to RB-0003');
    kb.write('RB-0003', kb.read('RB-0003').replace('Make room on the disk', 'Make room on the drive'));
    for (const bot of [one, two])
      await vi.waitFor(async () => expect((await bot.ready()).knowledge.id).not.toBe(first), NOTICED);
    expect((await one.ready()).knowledge.id).toBe((await two.ready()).knowledge.id);
    // One tells of the change; the other goes on from there and tells of none.
    const there = await two.talk(here.conversation);
    expect(await there.say('next')).toContain('has changed since we last spoke');
    expect(await here.say('where am I')).not.toContain('has changed since we last spoke');
    expect(await there.say('where am I')).not.toContain('has changed since we last spoke');

    // Both keep the last whole one, and both come back.
    const whole = (await one.ready()).knowledge.id;
    const before = kb.read('RB-0003');
    kb.write('RB-0003', BROKEN);
    for (const bot of [one, two])
      await vi.waitFor(async () => expect((await bot.ready()).knowledge.problems).not.toEqual([]), NOTICED);
    kb.write('RB-0003', before);
    for (const bot of [one, two]) {
      await vi.waitFor(async () => expect((await bot.ready()).knowledge.problems).toEqual([]), NOTICED);
      expect((await bot.ready()).knowledge.id).toBe(whole);
    }
  });
});
