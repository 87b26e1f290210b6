import { readFileSync, writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importLibrary } from '../../../knowledge/library/import-library.ts';
import { readProviders } from '../../../knowledge/library/readers/providers.ts';
import { recognizeEvidence } from '../../../knowledge/recognizer/recognize.ts';
import { textOf } from '../../dialogs/conversation.ts';
import { TestLibrary } from '../../dialogs/library-conversation.ts';

const FILE = {
  faultline: 'providers 1',
  providers: [
    {
      name: 'Brass Gong',
      events: [
        { id: 4711, level: 'Fehler', message: 'Der Gong %1\r\nschlägt nicht mehr.' },
        { id: 4711, level: 'Fehler', message: 'Der Gong %1 schlägt nicht mehr.' },
        { id: 4712, level: '', message: ' ' },
      ],
    },
  ],
};
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const library = new TestLibrary();
const facts = { name: 'machines', format: 'providers', products: [] };
const bring = async (value: unknown) => {
  const file = `${library.path}.json`;
  writeFileSync(file, bytes(value));
  const done = await importLibrary(library.path, file, facts);
  // The library is looked at anew with the next event.
  await setImmediate();
  return done;
};
beforeAll(async () => {
  expect(await bring(FILE)).toMatchObject({ articles: 0, provided: 1, unread: [] });
});
afterAll(() => library.close());

describe('what the providers of a machine say', () => {
  it('gives an event its wording, in the language of the machine', () => {
    expect(library.library.provided(4711, 'brass gong')).toEqual([
      { source: 'Brass Gong', level: 'Fehler', message: 'Der Gong %1 schlägt nicht mehr.' },
    ]);
  });
  it('makes its source known in a sentence', () => {
    const text = 'seit gestern meldet Brass Gong 4711 jede Nacht';
    expect(recognizeEvidence({ text, files: [] }).events).toEqual([]);
    expect(library.shelf.read(text, recognizeEvidence({ text, files: [] })).events).toMatchObject([
      { eventId: 4711, source: 'Brass Gong' },
    ]);
  });
  it.each([
    ['pasted alone', ['Event ID: 4711\nSource: Brass Gong\nLevel: Error']],
    ['pasted beside an event of the table', ['Event ID: 7\nSource: disk\n\nEvent ID: 4711\nSource: Brass Gong']],
    ['asked about', ['what does Brass Gong 4711 mean?']],
    ['asked about afterwards', ['Event ID: 4711\nSource: Brass Gong\nLevel: Error', 'what does that mean?']],
  ])('is said of an event that nothing else knows, and whose words they are: %s', async (_name, way) => {
    const conversation = library.conversation();
    for (const words of way) await conversation.say(words);
    expect(textOf(conversation.last)).toMatch(
      /Brass Gong 4711 \(Fehler\): nobody has described it to me\. The machine's own message file says this/,
    );
    expect(conversation.last.blocks).toContainEqual({ kind: 'quote', text: 'Der Gong %1 schlägt nicht mehr.' });
  });
  it('is not said where somebody has described the event, nor of an event of another provider', async () => {
    for (const paste of ['Event ID: 7\nSource: disk', 'Event ID: 4711\nSource: Tin Gong'])
      expect(textOf(await library.conversation().say(paste))).not.toContain('message file');
  });
  it('is found by the name as the viewer shows it', async () => {
    const windows = { name: 'Microsoft-Windows-Gong', events: [{ id: 9, level: 'Error', message: 'It fell.' }] };
    await bring({ ...FILE, providers: [...FILE.providers, windows] });
    expect(library.library.provided(9, 'Gong')).toMatchObject([{ message: 'It fell.' }]);
    await bring(FILE);
  });
  it('is read anew when it changes, and is told when it is none of ours', async () => {
    expect(await bring(FILE)).toMatchObject({ provided: 0, unchanged: 1 });
    expect((await bring({ providers: [] })).unread).toMatchObject([
      { why: expect.stringContaining('it is not what collect-providers.ps1 writes') },
    ]);
  });
  it.each([
    [{ ...FILE, providers: [{ name: '', events: [] }] }],
    [{ ...FILE, providers: [{ name: 'x', events: [{ id: 70000, message: 'm' }] }] }],
  ])('a name or a number that cannot be is refused: %j', (value) =>
    expect(() => readProviders({ bytes: bytes(value) })).toThrow('run that script again'),
  );
});

it('collect-providers.ps1 is ASCII, and calls nothing that changes, fetches or sends', () => {
  const script = readFileSync('knowledge/collector/collect-providers.ps1', 'utf8');
  expect(script).toMatch(/^[\n -~]+$/);
  const code = script.replace(/^#.*$/gm, '');
  expect(code).not.toMatch(
    /\b(?:Set|New|Remove|Clear|Start|Stop|Restart|Invoke|Send|Add|Copy|Move|Rename|Out|Export)-\w+|WebClient|http|iex\b/i,
  );
  expect(code.match(/WriteAll\w+|Set-Content|Out-File/g)).toEqual(['WriteAllText']);
  expect(code).toContain(FILE.faultline);
});
