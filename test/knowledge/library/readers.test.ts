import { describe, expect, test } from 'vitest';
import { readFile } from '../../../knowledge/library/read-file.ts';
import { keysIn } from '../../../knowledge/library/reading/registry-keys.ts';
import { risksIn } from '../../../knowledge/library/reading/risks.ts';
import { waysOf } from '../../../knowledge/library/reading/steps.ts';
import { HTML, KB_ARTICLE, KB_OLDER, MARKDOWN } from '../../fixtures/library-articles.ts';

const AS = { format: 'auto', products: [] };
const bytesOf = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

function readOne(path: string, text: string) {
  const { read, articles } = readFile({ path, bytes: bytesOf(text) }, AS);
  const [article] = read;
  const [prepared] = articles;
  if (!article || !prepared) throw new Error(`${path} was not read`);
  return { article, prepared };
}

describe('an article of a knowledge base as text', () => {
  const { article, prepared } = readOne('Q900001.TXT', KB_ARTICLE);

  test('has its id, its title over two lines, its products and versions', () => {
    expect(article).toMatchObject({
      id: 'Q900001',
      title: 'LAN: Lantern Service Stops with Event 7301 After the Nightly Copy',
      changed: '03-MAR-2001',
    });
    expect(article.products).toContain('Lantern Mail Gateway');
    expect(article.versions).toEqual(['2.0', '2.5']);
  });

  test('has its sections by role, without what is not for readers', () => {
    expect(article.sections.map(({ role }) => role)).toEqual(['symptoms', 'cause', 'resolution']);
    expect(JSON.stringify(article)).not.toMatch(/query words|Keywords/);
  });

  test('names the event it prints as a record, and its code', () => {
    expect(prepared.events).toMatchObject([
      { eventId: 7301, source: 'Lantern Relay', is: 'record', severity: 'error' },
    ]);
    expect(prepared.codes).toContain(0x80070020);
  });

  test('has numbered steps in their own words; what stands above them comes first', () => {
    const [way] = waysOf(article);
    expect(way?.steps.map(({ number }) => number)).toEqual([undefined, 1, 2, 3]);
    expect(way?.steps[0]?.blocks).toMatchObject([
      { is: 'note', text: 'WARNING: A wrong change can keep the machine from starting.' },
    ]);
    expect(way?.steps[3]?.blocks).toMatchObject([{ is: 'item' }, { is: 'code', text: 'net stop "Lantern Relay"' }]);
  });

  test('a generation before it, with accents of Windows, is read as well', () => {
    const { article: older } = readOne('Q900003.TXT', KB_OLDER);
    expect(older).toMatchObject({
      id: 'Q900003',
      title: 'The Lantern Console Shows Two Moons',
      products: ['Lantern Console'],
    });
    expect(older.sections[0]?.blocks[0]?.text).toContain('Caf\u00e9 fonts');
  });

  test('a number in a title or a sentence is a mention, never a record', () => {
    const { prepared: only } = readOne(
      'Q900009.TXT',
      KB_ARTICLE.replace(
        / {3}Event ID[\s\S]+?0x80070020\)\./,
        'Event ID 9519 and error 0x80004005 appear when the relay starts.',
      ),
    );
    expect(only.events.filter(({ is }) => is !== 'mention')).toEqual([]);
    expect(only.events.map(({ eventId }) => eventId)).toEqual(expect.arrayContaining([9519]));
  });
});

describe('a runbook in Markdown', () => {
  const { article } = readOne('runbooks/LanternQueueGrowing.md', MARKDOWN);

  test('has front matter, roles, and its title once', () => {
    expect(article).toMatchObject({
      id: 'LanternQueueGrowing',
      title: 'LanternQueueGrowing',
      products: ['Lantern Mail Gateway'],
    });
    expect(article.sections.map(({ role }) => role)).toEqual(['symptoms', 'symptoms', 'cause', 'resolution']);
  });

  test('keeps the warning, the nested list, the code, the picture beside it and the table with their steps', () => {
    const [way] = waysOf(article);
    expect(way?.steps.map(({ blocks }) => blocks.map(({ is }) => is))).toEqual([
      ['note'],
      ['item', 'item'],
      ['item', 'code', 'picture'],
      ['item', 'table'],
    ]);
    expect(way?.steps[2]?.blocks[2]).toMatchObject({ text: 'The dashboard', file: 'runbooks/pictures/queue.png' });
  });

  test.each([
    ['without front matter', '# Lamp\n\n## Fix\n\nTurn it.\n', 'Lamp'],
    ['without a heading', 'Turn it.\n', 'lamp'],
    ['with a head that is no YAML', '---\na: [b\n---\n\n# Lamp\n\nTurn it.\n', 'Lamp'],
  ])('%s is read', (_name, text, title) => {
    expect(readOne('lamp.md', text).article.title).toBe(title);
  });
});

describe('a page', () => {
  const { article } = readOne('pages/reset.html', HTML);

  test('is read by its headings', () => {
    expect(article.title).toBe('Reset the lamp');
    expect(article.sections.map(({ heading }) => heading)).toEqual(['Symptoms', 'Resolution']);
    expect(article.sections[0]?.blocks[0]?.text).toBe('The lamp blinks twice.');
  });

  test('nothing of a script, a menu or an address elsewhere is left', () => {
    expect(JSON.stringify(article)).not.toMatch(/alert|javascript|Home|elsewhere/);
  });

  test('its steps keep their code, pictures and lists', () => {
    const [way] = waysOf(article);
    expect(way?.steps[0]?.blocks).toMatchObject([{ is: 'note', text: 'WARNING: All users are disconnected.' }]);
    expect(way?.steps[2]?.blocks.map(({ is, text }) => [is, text])).toEqual([
      ['item', 'Type this:'],
      ['code', 'lamp reset'],
      ['picture', 'the lamp'],
      ['item', 'with a capital L on old boxes'],
    ]);
  });

  test('ten thousand elements inside each other are no harm', () => {
    const { why } = readFile({ path: 'deep.html', bytes: bytesOf('<div>'.repeat(10_000)) }, AS);
    expect(why).toBe('it holds no article');
  });
});

describe('ways', () => {
  test('"Method 2" and "- or -" begin another way; a list under More Information is none', () => {
    const text =
      '# Lamp\n\n## Symptoms\n\nDark.\n\n## Resolution\n\n### Method 1: by hand\n\nTurn it.\n\n### Method 2: by force\n\nHit it.\n\n## More information\n\n1. Buy one\n2. Paint it\n';
    const ways = waysOf(readOne('lamp.md', text).article);
    expect(ways.map(({ title }) => title)).toEqual(['Method 1: by hand', 'Method 2: by force']);
    expect(JSON.stringify(ways)).not.toContain('Paint');
  });
});

describe('risks', () => {
  test.each([
    ['Open HKEY_LOCAL_MACHINE\\Software', 'registry'],
    ['Run eseutil /p on the store', 'files'],
    ['kubectl delete pod lamp-0', 'files'],
    ['Stop the service and start it again', 'service'],
    ['Give Everyone Full Control permissions', 'permissions'],
    ['Turn off the firewall', 'security'],
    ['Öffnen Sie die Registrierung', 'registry'],
    ['Die Protokolldateien löschen', 'files'],
    ['Überschreiben Sie die Datei', 'files'],
    ['Beenden Sie den Dienst und starten Sie ihn neu', 'service'],
    ['Den Server herunterfahren', 'service'],
    ['Geben Sie Jeder Vollzugriff', 'permissions'],
    ['Deaktivieren Sie die Windows-Firewall', 'security'],
    ['Schalten Sie die Firewall aus', 'security'],
  ])('%s', (text, risk) => {
    expect(risksIn(text)).toContain(risk);
  });

  test.each(['Open the dashboard and note the number.', 'Öffnen Sie die Ereignisanzeige und notieren Sie die Nummer.'])(
    'a look is none: %s',
    (text) => expect(risksIn(text)).toEqual([]),
  );
});

describe('registry keys', () => {
  test.each([
    [
      'open HKEY_LOCAL_MACHINE\\SYSTEM\\Lamp\n   \\Parameters\n3. On the Edit menu, click Add Value',
      'HKEY_LOCAL_MACHINE\\SYSTEM\\Lamp\\Parameters',
    ],
    ['the key HKLM\\Software\\Lamp and click it', 'HKEY_LOCAL_MACHINE\\Software\\Lamp'],
    ['HKEY_LOCAL_MACHINE\\SYSTEM\\Lamp\\\n   Parameters', 'HKEY_LOCAL_MACHINE\\SYSTEM\\Lamp\\Parameters'],
    [
      'HKEY_LOCAL_MACHINE\\SYSTEM\\Lamp\\\nNOTE: The above registry key is one path.',
      'HKEY_LOCAL_MACHINE\\SYSTEM\\Lamp',
    ],
  ])('%j', (text, key) => {
    expect(keysIn(text)).toEqual([key]);
  });
});
