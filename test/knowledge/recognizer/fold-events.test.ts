import { describe, expect, it } from 'vitest';
import { foldCodes, repeatsOf, timesOf } from '../../../knowledge/recognizer/fold-events.ts';
import { recognizeUtterance } from '../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { LABELLED_PASTES } from '../../fixtures/labelled-pastes.ts';
import { TABLE_PASTES } from '../../fixtures/table-pastes.ts';

const read = (text: string) => recognizeUtterance(plainUtterance(text));
const logged = (id: number, time: string, said: string, computer = 'MAIL7') =>
  JSON.stringify({ Id: id, ProviderName: 'MSExchangeIMC', MachineName: computer, TimeCreated: time, Message: said });
const all = (...records: string[]) => read(records.join('\n')).events;

describe('equal events are told once', () => {
  it('with how often, and when and where first and last', () => {
    const events = all(
      logged(4116, '2024-01-02T08:00:00', 'Moved message 17.'),
      logged(3039, '2024-01-02T08:00:01', 'Another one.'),
      logged(4116, '2024-01-02T08:00:02', 'Moved message 18.'),
      logged(4116, '2024-01-02T08:00:03', 'Moved message 1999.'),
    );
    expect(events.map(({ eventId, at, repeats }) => [eventId, at.line, repeats])).toEqual([
      [4116, 1, { times: 3, firstTime: '2024-01-02T08:00:00', lastTime: '2024-01-02T08:00:03', lastLine: 4 }],
      [3039, 2, undefined],
    ]);
  });
  it('and with what they say where it differs, so that the second disk is not lost behind the first', () => {
    const bad = (disk: number) => logged(7, '2024-01-02T08:00:00', `Harddisk${disk} has a bad block.`);
    expect(all(bad(1), bad(2), bad(1)).map(({ description }) => description)).toEqual([
      'Harddisk1 has a bad block. ¦ Harddisk2 has a bad block.',
    ]);
    const [many] = all(...Array.from({ length: 40 }, (_, disk) => bad(disk)));
    expect(many?.description.split(' ¦ ')).toHaveLength(12);
    expect(many?.description).toMatch(/ ¦ \+29$/);
  });
  it('first and last are those in time where the newest stands on top', () => {
    const [event] = all(logged(4116, '2024-01-02T09:00:00', 'x'), logged(4116, '2024-01-02T08:00:00', 'x'));
    expect(event?.repeats).toMatchObject({ firstTime: '2024-01-02T08:00:00', lastTime: '2024-01-02T09:00:00' });
  });
  it.each([
    ['another text', logged(4116, '', 'Moved to the folder.'), logged(4116, '', 'Deleted.')],
    ['another code', logged(4116, '', 'Error 0x80040115'), logged(4116, '', 'Error 0x8004011d')],
    ['another computer', logged(4116, '', 'x', 'MAIL7'), logged(4116, '', 'x', 'MAIL8')],
    ['another id', logged(4116, '', 'x'), logged(4117, '', 'x')],
  ])('but not with %s', (_what, one, other) => expect(all(one, other)).toHaveLength(2));

  it('a log of ten thousand lines leaves as many events as differ', () => {
    const log = Array.from({ length: 10_000 }, (_, at) => logged(4000 + (at % 200), '2024-01-02T08:00:00', `No ${at}`));
    const { events } = read(`[${log.slice(0, 8000).join(',')}]`);
    expect(events).toHaveLength(200);
    expect(timesOf(events)).toBe(8000);
  });
  it.each([...LABELLED_PASTES, ...TABLE_PASTES])(
    'a paste of 120 events and more keeps all of them: $name',
    ({ paste }) => {
      const one = read(paste).events;
      const copies = Math.ceil(120 / timesOf(one));
      const times = (copy: number) => `${(copy % 12) + 1}:${String(copy % 60).padStart(2, '0')}`;
      const long = Array.from({ length: copies }, (_, copy) => paste.replace(/\d{1,2}:\d{2}(?=:\d{2})/g, times(copy)));
      const { events } = read(long.join('\n\n'));
      expect(timesOf(events)).toBe(copies * timesOf(one));
      expect(new Set(events.map(({ eventId, source }) => `${source} ${eventId}`))).toEqual(
        new Set(one.map(({ eventId, source }) => `${source} ${eventId}`)),
      );
      expect(events.length).toBeLessThanOrEqual(2 * one.length);
    },
  );
  it('what is folded can be folded again', () => {
    const twice = {
      line: 1,
      time: '3/4/98',
      repeats: { times: 2, lastLine: 9, firstTime: '3/4/98', lastTime: '3/5/98' },
    };
    expect(repeatsOf([twice, { line: 20, time: '3/6/98' }])).toEqual({
      times: 3,
      lastLine: 20,
      firstTime: '3/4/98',
      lastTime: '3/6/98',
    });
    expect(repeatsOf([{ line: 1 }])).toBeUndefined();
  });
});

it('a code is told where it stands first, in text and in data each', () => {
  const code = (value: number, where: 'text' | 'data', line: number) => ({ code: value, where, line, asWritten: '' });
  const codes = [code(5, 'text', 1), code(7, 'text', 2), code(5, 'text', 3), code(5, 'data', 4)] as never[];
  expect(foldCodes(codes)).toEqual([code(5, 'text', 1), code(7, 'text', 2), code(5, 'data', 4)]);
});
