import { describe, expect, it } from 'vitest';
import { EventFile, OWN_TEXT } from '../../../knowledge/triage/event-file.ts';
import { explainEvent } from '../../../knowledge/triage/explain-event.ts';
import { eventKnowledge, knownEvent, readEvents, sourceNamed } from '../../../knowledge/triage/known-events.ts';
import { readYaml } from '../../../knowledge/yaml-file.ts';

describe('what is known about an event', () => {
  it.each([
    ['Kernel-Power', 41, 'act'],
    ['Microsoft-Windows-Kernel-Power', 41, 'act'],
    ['Microsoft-Windows-DistributedCOM', 10016, 'noise'],
    ['DCOM', 10016, 'noise'],
    ['Disk', 153, 'act'],
    ['NTFS', 55, 'act'],
    ['Microsoft-Windows-Service Control Manager', 7031, 'act'],
    ['MSSQL$SALES', 9002, 'act'],
    ['ASP.NET 4.0.30319.0', 1309, 'act'],
    ['Microsoft Windows security auditing.', 4625, 'watch'],
    ['MSExchangeIMC', 4094, 'act'],
  ])('%s %i: %s', (source, id, severity) => expect(knownEvent(source, id)?.severity).toBe(severity));

  it.each([
    ['of no source', 'Nobody', 41],
    ['of another source', 'disk', 41],
    ['nobody described', 'Kernel-Power', 9999],
  ])('is nothing for an event %s', (_, source, id) => expect(explainEvent(source, id).known).toEqual([]));

  it('is what each source says where none was named', () => {
    const known = explainEvent(undefined, 1001).known.map(({ source }) => source);
    expect(known).toEqual(expect.arrayContaining(['BugCheck', 'MSExchangeIMC', 'Windows Error Reporting']));
  });

  it('says what a source belongs to, even where the event is unknown', () =>
    expect(explainEvent('VSS', 9999)).toMatchObject({ product: 'Windows', known: [] }));

  it('covers what people ask about most, and no line is without its source', () => {
    const events = [...eventKnowledge().events.values()];
    expect(events.length).toBeGreaterThan(450);
    expect(
      events.filter(({ from, means, next }) => !/\w{3}/.test(from) || !/\w/.test(means) || !/\w/.test(next)),
    ).toEqual([]);
    expect(events.some(({ from }) => from === OWN_TEXT)).toBe(true);
  });

  it('has a product and a component for each source', () => {
    for (const source of eventKnowledge().sources.values())
      expect(`${source.product} ${source.component}`).toMatch(/\w \w/);
  });

  it('finds no source by an empty name', () => expect(sourceNamed('')).toBeUndefined());
});

describe('a file of events', () => {
  const file = (events: string, more = '') =>
    readYaml(
      'events/x.yaml',
      `area: Test\nsources:\n  - { name: Widget, product: Windows, component: test }\nevents:\n  Widget:\n    ${events}\n${more}`,
      EventFile,
    );
  const event = '7: { severity: act, from: text, means: It failed., next: Look. }';

  it('is valid with a source and an event', () => expect(file(event).ok).toBe(true));
  it('takes parameters by position and by name', () => {
    const read = file(
      `${event}\n    8: { severity: act, takes: [service, code], from: text, means: It failed., next: Look. }\n    9: { severity: act, takes: { param1: service, param2: code }, from: text, means: It failed., next: Look. }`,
    );
    expect(read.ok && [8, 9].map((id) => read.value.events['Widget']?.[id]?.takes)).toEqual([
      ['service', 'code'],
      ['service', 'code'],
    ]);
  });

  it.each([
    ['no severity', event.replace('severity: act, ', ''), ':6 events.Widget.7.severity'],
    ['a severity that does not exist', event.replace('act', 'bad'), 'events.Widget.7.severity'],
    ['half a sentence', event.replace('It failed.', 'failed'), 'events.Widget.7.means'],
    ['nothing to look at next', event.replace(', next: Look.', ''), 'events.Widget.7.next'],
    ['no source of what is known', event.replace('from: text, ', ''), 'events.Widget.7.from'],
    ['a document that nobody lists', event.replace('from: text', 'from: kb'), 'documents has no kb'],
    ['an id with its high bits', event.replace('7:', '3221229566:'), 'events.Widget'],
    ['an id beyond 65535', event.replace('7:', '70000:'), 'write an event id'],
    ['a parameter of no kind', event.replace('from:', 'takes: [colour], from:'), 'events.Widget.7.takes'],
    ['an unknown key', event.replace('from:', 'weight: 5, from:'), 'events.Widget.7'],
  ])('is not valid with %s', (_, text, where) => {
    const read = file(text);
    expect(read.ok ? '' : read.problems.join('\n')).toContain(where);
  });

  it('is not valid with more articles for one source than for all', () => {
    const read = file(event.replace('from:', 'articles: 2, from:'), 'anySource: [{ id: 7, articles: 1 }]\n');
    expect(read.ok ? '' : read.problems.join('\n')).toContain('anySource counts only 1');
  });
});

it('the files go together: each name of a source and each event stands once', () =>
  expect(readEvents()).toMatchObject({ ok: true }));
