import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { knowledgeCommand } from '../../../bot/tools/knowledge-command.ts';
import { estimateOf } from '../../../knowledge/library/sources/estimate.ts';
import { HTML, MARKDOWN, picture } from '../../fixtures/library-articles.ts';
import { temporaryFolder } from '../running-faultline.ts';

const { folder, remove } = temporaryFolder();
afterAll(remove);
const from = path.join(folder, 'in');
const library = path.join(folder, 'library.sqlite');
const PROVIDERS = { faultline: 'providers 1', providers: [{ name: 'Gong', events: [{ id: 1, message: 'It rang.' }] }] };
mkdirSync(from);
writeFileSync(path.join(from, 'queue.md'), MARKDOWN);
writeFileSync(path.join(from, 'lamp.html'), HTML);
writeFileSync(path.join(from, 'beside.png'), picture());
writeFileSync(path.join(folder, 'machine.json'), JSON.stringify(PROVIDERS));
writeFileSync(path.join(folder, 'kb.zip'), zipSync({ 'a/queue.md': Buffer.from(MARKDOWN), 'a/b.png': picture() }));

async function knowledge(...args: string[]) {
  const said = { out: '', err: '' };
  const into = (key: keyof typeof said) => ({ write: (text: string) => (said[key] += text) });
  const code = await knowledgeCommand(args, { stdout: into('out'), stderr: into('err') }, library);
  return { code, ...said };
}

describe('npm run knowledge -- import', () => {
  it('says before the first import how much there is, how long it takes and what it fills; the second needs no guess', async () => {
    const first = await knowledge('import', from);
    expect(first.err).toMatch(
      /^2 files with \d+ KB to read: about \d+ s, and \d+ MB of disk beside their pictures\.$/m,
    );
    expect(first).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^in: 2 articles of 2 files read; 0 files unch/),
    });
    const second = await knowledge('import', from);
    expect(second).toMatchObject({ code: 0, out: expect.stringContaining('2 files unchanged') });
    expect(second.err).not.toContain('to read');
  });

  it('counts what lies in an archive, without what lies beside the articles', async () => {
    expect((await knowledge('import', path.join(folder, 'kb.zip'))).err).toMatch(/^1 file with 1 KB to read/m);
  });

  it('more to read is more to wait for', () => {
    const [few, many] = [estimateOf({ files: 10, bytes: 1e5 }), estimateOf({ files: 57_000, bytes: 2.3e8 })];
    expect(few.seconds).toBeLessThan(many.seconds);
    expect(few.megabytes).toBeLessThan(many.megabytes);
  });

  it.each(['import', 'check'])('takes what providers say: %s', async (what) => {
    const { code, out, err } = await knowledge(what, path.join(folder, 'machine.json'), '--format', 'providers');
    expect(code).toBe(0);
    expect(err).not.toMatch(/to read|Not read/);
    expect(out).toContain('1 events of providers');
  });

  it('of what is not there changes nothing, and says what to name', async () => {
    expect(await knowledge('import', path.join(folder, 'nowhere'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('Name a folder, a file, a .zip'),
    });
  });
});
