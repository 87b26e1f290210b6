import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importLibrary } from '../../../knowledge/library/import-library.ts';
import { Library } from '../../../knowledge/library/library.ts';
import { recognizeEvidence } from '../../../knowledge/recognizer/recognize.ts';

const relay = (id: number, text: string) =>
  `Event ID: ${id}\nSource: Lantern Relay\nType: Error\nDescription:\n${text}`;
const ARTICLES: Record<string, string> = {
  // One event in the same words; one article prints another event beside it.
  alone: relay(7301, 'The relay lost its lamp and waits for a spare one.'),
  both: `${relay(7301, 'The relay lost its lamp and waits for a spare one.')}\n\n${relay(7302, 'The spare lamp is broken too.')}`,
  // One text with a parameter that separates.
  'gate-north': relay(7400, 'The North gate did not open because its motor is too warm.'),
  'gate-south': relay(7400, 'The South gate did not open because its motor is too warm.'),
  // A heading with the text below it, and places that are left for names.
  heading:
    'The log shows:\n\nLantern Relay Event ID 7500:\n\nNo beacon is available for harbour <name of harbour>. Ships are not guided.',
  // Printed whole by one; another prints it in short, in nothing but its name.
  wharf: 'Event ID: 7601\nSource: Lantern Wharf\nType: Error\nDescription:\nThe crane of the second basin is stuck.',
  'wharf-short': 'The log shows:\n\nLantern Wharf Event ID 7601:\n\nLantern Wharf 7601.',
  // The database engine writes the number of its process first.
  engine:
    'Event ID: 7600\nSource: LEN97\nDescription:\nLanternStore ((301) ) The engine begins to repair the chart.\n\nThen somebody is called.',
};

let folder: string;
let library: Library;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'finding-'));
  mkdirSync(join(folder, 'in'));
  for (const [name, text] of Object.entries(ARTICLES))
    writeFileSync(
      join(folder, 'in', `${name}.md`),
      `# About ${name}\n\n## Symptoms\n\n\`\`\`\n${text}\n\`\`\`\n\n## Cause\n\nRust.\n`,
    );
  const path = join(folder, 'library.sqlite');
  await importLibrary(path, join(folder, 'in'), { name: 'lantern', format: 'auto', products: [] });
  library = new Library(path);
});
afterAll(async () => {
  await library.close();
  rmSync(folder, { recursive: true, force: true });
});

const found = (text: string) => library.find(text, recognizeEvidence({ text, files: [] })).map(({ id }) => id);

describe('the right one of articles that name the same event', () => {
  test.each([
    ['prints nothing that the paste lacks', relay(7301, 'The relay lost its lamp and waits for a spare one.'), 'alone'],
    [
      'prints the other event too',
      `${relay(7301, 'The relay lost its lamp.')}\n\n${relay(7302, 'The spare lamp is broken too.')}`,
      'both',
    ],
    ['has the parameter', relay(7400, 'The South gate did not open because its motor is too warm.'), 'gate-south'],
    [
      'has the other parameter',
      relay(7400, 'The North gate did not open because its motor is too warm.'),
      'gate-north',
    ],
    [
      'leaves a place for the name',
      relay(7500, 'No beacon is available for harbour KIEL7. Ships are not guided.'),
      'heading',
    ],
    ['prints it whole, where only its name is asked for', 'Lantern Wharf 7601', 'wharf'],
  ])('%s', (_, paste, id) => {
    expect(found(paste)[0]).toBe(id);
  });

  test('a process id in the text of an event is no event of the article', () => {
    expect(found('event 301 from LanternStore')).toEqual([]);
    expect(found('event id 7600 source LEN97: LanternStore ((17) ) The engine begins to repair the chart.')[0]).toBe(
      'engine',
    );
  });

  test('a source of several words is read whole in a sentence', () => {
    const { events } = recognizeEvidence({
      text: 'event id 7301 source Lantern Relay: The relay lost its lamp.',
      files: [],
    });
    expect(events.map(({ source }) => source)).toEqual(['Lantern Relay']);
  });
});
