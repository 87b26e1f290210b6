import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventTimes } from '../../../knowledge/triage/event-times.ts';
import { parametersIn } from '../../../knowledge/triage/parameters.ts';
import { triageAnswer } from '../../../knowledge/triage/triage-answer.ts';
import { MOST_LINES, type TriageEvent, triage } from '../../../knowledge/triage.ts';

const event = (source: string, eventId: number, more: Partial<TriageEvent> = {}): TriageEvent => ({
  source,
  eventId,
  codes: [],
  line: 1,
  ...more,
});

describe('a triage', () => {
  it('folds what is the same under names of several Windows versions', () => {
    const { lines } = triage([event('DCOM', 10016), event('Microsoft-Windows-DistributedCOM', 10016)]);
    expect(lines.map(({ eventId, times }) => [eventId, times])).toEqual([[10016, 2]]);
  });

  it('counts repeats, and tells first and last as they are written', () => {
    const repeats = { times: 312, lastLine: 9, firstTime: '2024-01-01 01:00:00', lastTime: '2024-01-02 01:00:00' };
    expect(triage([event('disk', 153, { repeats })]).lines[0]).toMatchObject({
      times: 312,
      firstTime: '2024-01-01 01:00:00',
      lastTime: '2024-01-02 01:00:00',
    });
  });

  it('sees no chain between events of different days', () => {
    const far = [
      event('BugCheck', 1001, { time: '2024-01-01 01:00:00' }),
      event('Kernel-Power', 41, { time: '2024-03-01 01:00:00' }),
    ];
    expect(triage(far).chains).toEqual([]);
  });

  it('sees no chain between errors of two disks', () => {
    const two = [
      event('disk', 153, { text: 'The IO operation for Disk 1 was retried.' }),
      event('disk', 51, { text: 'An error on device \\Device\\Harddisk2\\DR2 during a paging operation.' }),
      event('Ntfs', 55),
    ];
    expect(triage(two).chains.map(({ id }) => id)).toEqual(['failing-disk']);
  });

  it('never takes a crash of one program for that of a service at another time', () => {
    const apart = [
      event('Application Error', 1000, { time: '2024-01-01 01:00:00', text: 'Faulting application name: game.exe' }),
      event('Service Control Manager', 7034, { time: '2024-01-01 09:00:00' }),
    ];
    expect(triage(apart).chains).toEqual([]);
    expect(triage(apart.map(({ time: _, ...rest }) => rest)).chains).toEqual([]);
  });

  it('names what several kinds of events share', () => {
    const { shared } = triage([
      event('.NET Runtime', 1026, { text: 'Application: Orders.exe' }),
      event('Application Error', 1000, {
        text: 'Faulting application name: orders.exe, Faulting module name: ntdll.dll',
      }),
      event('Application Hang', 1002, { text: 'The program Orders.exe stopped interacting with Windows.' }),
    ]);
    expect(shared).toMatchObject([{ kind: 'process', value: 'Orders.exe' }]);
    expect(shared[0]?.lines).toHaveLength(3);
  });

  it('says of an id without a source only what one source alone could mean by it', () => {
    const [first] = triage([{ eventId: 7031, codes: [], line: 1 }]).lines;
    expect(first?.known?.source).toBe('Service Control Manager');
    expect(triage([{ eventId: 1001, codes: [], line: 1 }]).lines[0]?.known).toBeUndefined();
  });

  it('is nothing for nothing', () =>
    expect(triage([])).toEqual({ lines: [], more: 0, events: 0, chains: [], apart: [], shared: [] }));

  it('is bounded, and loses no event, whatever comes in', () => {
    const text = fc.string({ maxLength: 40 });
    const anything = fc.record({
      eventId: fc.integer({ min: 0, max: 0xffff }),
      source: fc.oneof(text, fc.constantFrom('disk', 'Ntfs', 'Kernel-Power', 'BugCheck')),
      text,
      time: fc.option(text, { nil: undefined }),
      line: fc.nat(),
      codes: fc.constant([]),
    });
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 300 }), (events) => {
        const found = triage(events);
        expect(found.events).toBe(events.length);
        expect(found.lines.length).toBeLessThanOrEqual(MOST_LINES);
        expect(found.chains.length).toBeLessThanOrEqual(6);
        const answer = triageAnswer(events, 5000);
        expect(Buffer.byteLength(JSON.stringify(answer ?? ''))).toBeLessThanOrEqual(5000);
      }),
      { numRuns: 60 },
    );
  });
});

describe('times of one paste', () => {
  const apart = (...texts: string[]) => {
    const [a, b] = eventTimes(texts);
    return a === undefined || b === undefined ? undefined : b - a;
  };
  it.each([
    ['2024-02-03 08:00:01', '2024-02-03T08:01:01Z', 60],
    ['3/14/2024 11:59:00 PM', '3/15/2024 12:01:00 AM', 120],
    ['14/3/2024 23:59:00', '15/3/2024 00:01:00', 120],
    ['14.03.2024 23:59:00', '15.03.2024 00:01:00', 120],
    ['Mon Feb 11 14:25:12 2013', 'Tue Feb 12 14:25:12 2013', 86_400],
    ['11-Feb-2013 14:25:12', '12-Feb-2013 14:25:12', 86_400],
    ['07:40:05', '07:41:05', 60],
    ['3/4/2024 10:00:00', '3/4/2024 10:05:00', 300],
    ['2/3/2024 10:00 AM', '3/3/2024 10:00 AM', 29 * 86_400],
  ])('%s and %s are %i seconds apart', (a, b, seconds) => expect(apart(a, b)).toBe(seconds));

  it.each([
    ['3/4/2024 10:00:00', '5/4/2024 10:00:00'],
    ['yesterday', 'today'],
    ['', '2024-02-03 08:00:01'],
  ])('%s and %s cannot be set beside each other', (a, b) => expect(apart(a, b)).toBeUndefined());
});

describe('what an event names', () => {
  it.each([
    ['The Print Spooler service terminated unexpectedly. It has done this 2 time(s).', 'service', ['Print Spooler']],
    ['McAfee McShield 1 5000 1 Restart the service', 'service', ['McAfee McShield']],
    ['Spooler %%1053', 'service', ['Spooler']],
    ['Der Dienst "Druckwarteschlange" wurde unerwartet beendet.', 'service', ['Druckwarteschlange']],
    ['Faulting application name: C:\\x\\game.exe, version: 1', 'process', ['game.exe']],
    ['Faulting module path: C:\\Windows\\SYSTEM32\\acme.dll', 'module', ['acme.dll']],
    ['An error was detected on device \\Device\\Harddisk3\\DR3 during', 'disk', ['\\Device\\Harddisk3']],
    ['at logical block address 0x1 for Disk 2 (PDO', 'disk', ['Disk 2']],
    ['found in the file system structure on volume E:.', 'volume', ['E:']],
    ['unable to log on as ACME\\svc-agent with', 'account', ['ACME\\svc-agent']],
    ['Update for Windows (KB5037765)', 'update', ['KB5037765']],
    ['The following service is set to start', 'service', []],
    ['from Service Control Manager', 'service', []],
    ['wuauserv %%1053', 'service', ['wuauserv']],
    ['C:\\Windows\\System32\\x.txt', 'account', []],
  ] as const)('%s: %s %j', (text, kind, values) =>
    expect(parametersIn([kind], text).map(({ value }) => value)).toEqual(values),
  );
});
