import { describe, expect, it } from 'vitest';
import { diagnose } from '../../knowledge/diagnose.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { loadArticles, SMALL_ARTICLE } from '../fixtures/knowledge-folder.ts';

/** The knowledge with one article whose evidence is these lines. */
function withEvidence(...lines: string[]): Knowledge {
  const text = SMALL_ARTICLE.replace(/ {4}- \{ event.*\n/, lines.map((line) => `    - ${line}\n`).join(''));
  const loaded = loadArticles({ 'Q100001.yaml': text });
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  return loaded.knowledge;
}
const found = (knowledge: Knowledge, paste: string) => diagnose(knowledge, paste).matches.length > 0;

const SCM = (text: string) => `Source: Service Control Manager\nEvent ID: 7031\nLevel: Error\nDescription:\n${text}\n`;
const XML = (value: string) =>
  `<Event><System><Provider Name="Storage"/><EventID>77</EventID><Channel>System</Channel></System><EventData><Data Name="Drive">${value}</Data></EventData></Event>`;

describe('evidence that looks at what an event says of itself', () => {
  it.each([
    [
      'a service, by its name',
      '{ event: 7031, from: Service Control Manager, service: MSExchangeIS }',
      SCM('The MSExchangeIS service ended.'),
      true,
    ],
    [
      'a service, by what logs call it',
      '{ event: 7031, service: MSExchangeIS }',
      SCM('The Microsoft Exchange Information Store service ended.'),
      true,
    ],
    [
      'a service that is another one',
      '{ event: 7031, service: MSExchangeIS }',
      SCM('The Print Spooler service ended.'),
      false,
    ],
    [
      'a service that the paste does not name',
      '{ event: 7031, service: MSExchangeIS }',
      'Service Control Manager 7031',
      false,
    ],
    [
      'a program',
      '{ event: 9001, process: spoolsv.exe }',
      'Source: App\nEvent ID: 9001\nFaulting application spoolsv.exe',
      true,
    ],
    [
      'another program',
      '{ event: 9001, process: spoolsv.exe }',
      'Source: App\nEvent ID: 9001\nFaulting application chrome.exe',
      false,
    ],
    [
      'one of several texts',
      '{ event: 9001, text: [out of paper, paper jam] }',
      'Source: App\nEvent ID: 9001\nThere is a Paper Jam.',
      true,
    ],
    [
      'none of them',
      '{ event: 9001, text: [out of paper, paper jam] }',
      'Source: App\nEvent ID: 9001\nThere is toner.',
      false,
    ],
    ['the level', '{ event: 9001, level: warning }', 'Source: App\nEvent ID: 9001\nLevel: Warning\nx', true],
    ['another level', '{ event: 9001, level: warning }', 'Source: App\nEvent ID: 9001\nLevel: Error\nx', false],
    ['a level that the paste does not show', '{ event: 9001, level: warning }', 'Source: App\nEvent ID: 9001\nx', true],
    ['the log', '{ event: 77, log: System }', XML('C:'), true],
    ['another log', '{ event: 77, log: Application }', XML('C:'), false],
    [
      'a parameter by its name',
      '{ event: 77, parameters: { Drive: "E:\\\\" } }'.replace('E:\\\\', 'drive E'),
      XML('drive E'),
      true,
    ],
    ['a parameter by its place', '{ event: 77, parameters: { 1: drive E } }', XML('drive E'), true],
    ['a parameter with another value', '{ event: 77, parameters: { Drive: drive E } }', XML('drive F'), false],
    [
      'a parameter where the paste keeps none apart',
      '{ event: 9001, parameters: { Drive: drive E } }',
      'Source: App\nEvent ID: 9001\nThere is no room on drive E.',
      true,
    ],
  ])('%s', (_name, evidence, paste, is) => {
    expect(found(withEvidence(evidence), paste)).toBe(is);
  });
});

describe('evidence that is no event of Windows', () => {
  const nginx = withEvidence('{ line: "worker_connections are not enough", program: nginx }');
  it.each([
    ['a syslog line', 'Mar  1 10:11:12 web1 nginx[812]: 768 worker_connections are not enough', true],
    ['with its line', 'one\ntwo\nnginx: worker_connections are not enough', true],
    ['of another program', 'Mar  1 10:11:12 web1 caddy[1]: worker_connections are not enough', false],
    ['the program in the line before', 'nginx said:\nworker_connections are not enough', false],
    ['words over two lines', 'nginx: worker_connections\nare not enough', false],
  ])('%s', (_name, paste, is) => expect(found(nginx, paste)).toBe(is));

  it('says on which line it stands', () => {
    const [match] = diagnose(nginx, 'one\n\nnginx: worker_connections are not enough').matches;
    expect(match?.evidence).toEqual([
      { for: true, what: 'the line "worker_connections are not enough" of nginx', line: 3 },
    ]);
  });
});

describe('words of the message around the events', () => {
  const knowledge = withEvidence(
    '{ event: 9001, from: MSExchangeIMC }',
    '{ words: ["rights * system32"], note: the rights were changed }',
  );
  const sure = (paste: string) => diagnose(knowledge, paste).matches[0]?.confidence ?? 0;

  it('make an article likelier that its events suggest', () => {
    expect(sure('MSExchangeIMC 9001. Last week the rights on System32 were tightened.')).toBeGreaterThan(
      2 * sure('MSExchangeIMC 9001. Last week nothing changed.'),
    );
  });
  it('alone suggest none', () => expect(sure('the rights on System32 were tightened')).toBe(0));
  it('count not where somebody says no', () => {
    const denied = sure('MSExchangeIMC 9001. Nobody touched no rights on System32.');
    expect(denied).toBe(sure('MSExchangeIMC 9001.'));
  });
});

describe('what must be there', () => {
  const knowledge = withEvidence(
    '{ event: 9001, from: MSExchangeIMC }',
    '{ event: 9002, from: MSExchangeIMC, must: "yes" }',
  );
  it.each([
    ['MSExchangeIMC 9001', false],
    ['MSExchangeIMC 9001\nMSExchangeIMC 9002', true],
  ])('%j: %s', (paste, is) => expect(found(knowledge, paste)).toBe(is));
});

describe('what any machine logs', () => {
  it('suggests no article, and two of it never make one likely', () => {
    const knowledge = withEvidence(
      '{ event: 7031, from: Service Control Manager }',
      '{ event: 1000, from: Application Error }',
      '{ event: 9001, from: Own }',
    );
    const paste = `${SCM('The SQL Server service ended.')}\nSource: Application Error\nEvent ID: 1000\nchrome.exe`;
    expect(found(knowledge, paste)).toBe(false);
  });

  it('is worth more when it names the service of the article, and still decides nothing', () => {
    const knowledge = withEvidence(
      '{ event: 7031, from: Service Control Manager, service: MSExchangeIS }',
      '{ event: 1000, from: Application Error, process: store.exe }',
    );
    const paste = `${SCM('The MSExchangeIS service ended.')}\nSource: Application Error\nEvent ID: 1000\nFaulting application store.exe`;
    const [match] = diagnose(knowledge, paste).matches;
    expect(match?.confidence).toBeGreaterThan(0.1);
    expect(match?.confidence).toBeLessThan(0.6);
  });
});
