import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFolderFiles } from '../../../knowledge/folder/folder-files.ts';
import { readOverrides } from '../../../knowledge/library/overrides.ts';
import { KNOWLEDGE, textOf } from '../../dialogs/conversation.ts';
import { TestLibrary } from '../../dialogs/library-conversation.ts';
import { LIBRARY_SETS } from '../../fixtures/library-sets.ts';

const PASTE = 'Event ID: 7301\nSource: Lantern Relay\nDescription: The relay lost its lamp file';
let folder: string;
let library: TestLibrary;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'overrides-'));
  mkdirSync(join(folder, 'overrides'));
  library = new TestLibrary();
  await library.import({ ...LIBRARY_SETS['twins'], ...LIBRARY_SETS['pages'] });
});
afterEach(async () => {
  await library.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A conversation on a site that says this of imported articles. */
function saying(files: Readonly<Record<string, string>>) {
  for (const [id, yaml] of Object.entries(files)) writeFileSync(join(folder, 'overrides', `${id}.yaml`), yaml);
  const { overrides, problems } = readOverrides(readFolderFiles(folder), (name) => name);
  expect(problems).toEqual([]);
  return library.conversation({ ...KNOWLEDGE, overrides });
}

describe('an override of an imported article', () => {
  it('hides it everywhere', async () => {
    const conversation = saying({ Q900002: 'hide: yes' });
    expect((await conversation.say(PASTE)).screen).toMatchObject({ kind: 'diagnosis', article: 'Q900001' });
    expect((await conversation.say('go to Q900002')).screen.kind).toBe('answer');
    expect(textOf(await conversation.say('search lamp file'))).not.toContain('Q900002');
  });

  it('says who has reviewed it', async () => {
    const conversation = saying({
      Q900001: 'reviewed: { who: A. Lampwright, when: 2026-01-02 }',
      Q900002: 'hide: yes',
    });
    expect(textOf(await conversation.say(PASTE))).toContain('reviewed: A. Lampwright, 2026-01-02');
  });

  it('adds a risk, and with it a warning', async () => {
    const conversation = saying({ lamp: 'risks: [network]' });
    await conversation.say('go to lamp');
    expect(textOf(await conversation.say('next'))).toContain('how this machine is reached');
  });

  it('leads to it by an event that it does not print', async () => {
    const conversation = saying({ lamp: 'evidence: [{ event: "7999", from: Lantern Relay }]' });
    const reply = await conversation.say('event 7999 from Lantern Relay');
    expect(reply.screen).toMatchObject({ kind: 'diagnosis', article: 'lamp' });
  });

  it('offers another article in its place', async () => {
    const conversation = saying({ Q900002: 'sameFailureAs: Q900001' });
    expect((await conversation.say(PASTE)).screen).toMatchObject({ kind: 'diagnosis', article: 'Q900001' });
  });

  it('that is wrong is told with its line', () => {
    writeFileSync(join(folder, 'overrides', 'Q900001.yaml'), 'hide: yes\nrisk: [registry]\n');
    expect(readOverrides(readFolderFiles(folder), (name) => name).problems).toEqual([
      expect.stringMatching(/^overrides\/Q900001\.yaml:\d+ .*risk.*risks/),
    ]);
  });
});
