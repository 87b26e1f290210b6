import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectorScripts } from '../../../knowledge/collector/collector.ts';
import { loadKnowledge } from '../../../knowledge/load-knowledge.ts';
import { recognizeUtterance } from '../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';

const loaded = loadKnowledge();
if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
const { knowledge } = loaded;
const scripts = new Map(collectorScripts(knowledge).map(({ name, text }) => [name, text]));
const lines = (name: 'collect.ps1' | 'collect.cmd') => (scripts.get(name) ?? '').trimEnd().split('\r\n');
const KEY = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIS\\ParametersSystem';

describe('the collector scripts', () => {
  it.each(['collect.ps1', 'collect.cmd'] as const)(
    '%s is ASCII, short enough to be read, and asks for the settings of the articles',
    (name) => {
      expect(scripts.get(name)).toMatch(/^[\r\n -~]+$/);
      expect(lines(name).length).toBeLessThan(90);
      expect(scripts.get(name)).toContain(KEY);
      expect(scripts.get(name)).not.toContain('{{');
    },
  );

  it('collect.ps1 calls nothing that changes or sends, and writes one file', () => {
    const code = lines('collect.ps1').filter((line) => !line.startsWith('#'));
    expect(code.join('\n')).not.toMatch(
      /\b(?:Set|New|Remove|Clear|Start|Stop|Restart|Invoke|Send|Add|Copy|Move|Rename)-\w+/i,
    );
    expect(code.join('\n').match(/Out-File|>(?!\$null)(?=\s*\S)/g)).toEqual(['Out-File']);
    expect(code.filter((line) => line.includes('reg.exe')).every((line) => /reg\.exe query \$key/.test(line))).toBe(
      true,
    );
  });

  it('collect.ps1 writes its dates alike in every culture', () => {
    const dates = [...(scripts.get('collect.ps1') ?? '').matchAll(/\.ToString\(([^)]*)\)/g)].map(([, how]) => how);
    expect(dates).toEqual(["'yyyy-MM-dd HH:mm:ss', $plain"]);
    expect(scripts.get('collect.ps1')).toContain('$plain = [Globalization.CultureInfo]::InvariantCulture');
  });

  it('collect.cmd writes only its own files, and deletes only those that it made', () => {
    const code = lines('collect.cmd').filter((line) => !/^rem /.test(line));
    const written = code.flatMap((line) => [...line.matchAll(/(?<!\^)>>? ?"(%\w%)"/g)].map(([, to]) => to));
    expect(new Set(written)).toEqual(new Set(['%F%', '%V%']));
    expect(code.filter((line) => /\bdel\b/.test(line))).toEqual(['if exist "%K%" del "%K%"', 'del "%V%"']);
    expect(code.join('\n')).not.toMatch(
      /\b(?:reg (?:add|delete)|net (?:stop|start)|sc |ftp|copy|move|ren|attrib|regedit \/s)\b/i,
    );
  });

  it('does not write a key into a script that could be more than a key', () => {
    const [article] = [...knowledge.articles.values()].filter(({ settings }) => settings.length > 0);
    if (!article) throw new Error('no article has a setting');
    const settings = article.settings.map((one) => ({ ...one, key: "HKEY_LOCAL_MACHINE\\A' ; Remove-Item x #" }));
    const articles = new Map([['X', { ...article, settings }]]);
    for (const { text } of collectorScripts({ articles })) expect(text).not.toContain('Remove-Item');
  });
});

/** What the scripts write, in their own words. */
const event = fc.record({
  id: fc.constantFrom(7031, 41, 153, 1000, 4116, 10016, 55, 7),
  source: fc.constantFrom(
    'Service Control Manager',
    'Microsoft-Windows-Kernel-Power',
    'disk',
    'Application Error',
    'MSExchangeIMC',
  ),
  text: fc.array(
    fc.constantFrom(
      'The Paket service terminated unexpectedly.',
      'It has done this 3 time(s).',
      'Faulting module name: ntdll.dll, version: 10.0.1.1, time stamp: 0xc00f8a30',
      'Source: a program that writes labels',
      'Process ID: 0x1a2c',
      'See event 7034 for more.',
    ),
    { minLength: 1, maxLength: 4 },
  ),
});
type Made = typeof event extends fc.Arbitrary<infer T> ? T : never;

const asPowershell = (log: string, { id, source, text }: Made) => [
  '',
  `Log Name:      ${log}`,
  `Source:        ${source}`,
  'Date:          2026-03-14 07:12:44',
  `Event ID:      ${id}`,
  'Level:         Error',
  'Description:',
  `"${text.join(' ')}"`,
];
const asCmd = (_log: string, { id, source, text }: Made) => [
  '',
  'Event Type: error',
  `Event Source: ${source}`,
  `Event ID: ${id}`,
  'Date: 20030314071244',
  'Description:',
  `"${text.join(' ')}"`,
];

const FORMS = [
  [
    'collect.ps1',
    asPowershell,
    [
      'Faultline collector 1, Microsoft Windows NT 10.0.17763.0',
      `== Settings below ${KEY}`,
      '',
      KEY,
      '    MaxThreads    REG_DWORD    0x14',
      '',
    ],
  ],
  [
    'collect.cmd',
    asCmd,
    [
      'Faultline collector 1, Windows_NT',
      '',
      'Windows NT Version 4.0',
      `== Settings below ${KEY}`,
      'REGEDIT4',
      '',
      `[${KEY}]`,
      '"MaxThreads"=dword:00000014',
      '',
    ],
  ],
] as const;

describe('what the collector wrote is read back whole', () => {
  it.each(FORMS)('%s', (_name, write, head) => {
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: 12 }),
        fc.array(event, { maxLength: 12 }),
        (system, application) => {
          const file = [
            ...head,
            '== System, errors and warnings of the last 3 days',
            ...system.flatMap((one) => write('System', one)),
            '',
            '== Application, errors and warnings of the last 3 days',
            ...application.flatMap((one) => write('Application', one)),
            '',
            '== end',
          ].join('\r\n');
          const { events, readings } = recognizeUtterance(plainUtterance(file));
          const told = events.flatMap((one) =>
            Array.from({ length: one.repeats?.times ?? 1 }, () => `${one.eventId} ${one.source}`),
          );
          expect(told.toSorted()).toEqual(
            [...system, ...application].map(({ id, source }) => `${id} ${source}`).toSorted(),
          );
          expect(readings.map(({ name, value }) => [name, value])).toEqual([['MaxThreads', 20]]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
