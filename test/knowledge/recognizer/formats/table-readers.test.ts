import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TABLE_READERS } from '../../../../knowledge/recognizer/formats/table-readers.ts';
import { SEED_EVENTS } from '../../../fixtures/seed-events.ts';
import { TABLE_PASTES } from '../../../fixtures/table-pastes.ts';

const readAll = (paste: string) => {
  const lines = paste.split('\n');
  const found = TABLE_READERS.flatMap(({ read }) => {
    const events = read(lines);
    for (const { at } of events) lines.fill('', at.line - 1, at.lastLine);
    return events.map((event) => ({ shape: event.shape, event }));
  });
  return found.sort((a, b) => a.event.at.line - b.event.at.line);
};

describe('the five events of Q169686 in every table shape', () => {
  it.each(TABLE_PASTES)('$name', ({ shape, paste, text }) => {
    const found = readAll(paste);
    expect(found.map((one) => [one.shape, one.event.eventId, one.event.source, one.event.severity])).toEqual(
      SEED_EVENTS.map(({ id, source }) => [shape, id, source, 'error']),
    );
    const descriptions = found.map((one) => one.event.description);
    expect(descriptions).toEqual(SEED_EVENTS.map((event) => (text === false ? '' : event.text)));
  });

  it.each(TABLE_PASTES)('$name: each event knows its own lines', ({ paste }) => {
    const lines = paste.split('\n');
    const ranges = readAll(paste).map((one) => one.event.at);
    ranges.forEach(({ line, lastLine }, at) => {
      const own = lines.slice(line - 1, lastLine).join('\n');
      const hex = 0xc000_0000 + (SEED_EVENTS[at]?.id ?? 0);
      expect([String(SEED_EVENTS[at]?.id), String(hex), String(hex - 2 ** 32)].some((id) => own.includes(id))).toBe(
        true,
      );
      expect(line).toBeGreaterThan(ranges[at - 1]?.lastLine ?? 0);
    });
  });

  it.each(TABLE_PASTES)('$name: cut anywhere, the events before the cut stay', ({ paste }) => {
    const whole = readAll(paste);
    for (let cut = 0; cut < paste.length; cut += 97) {
      const kept = paste.slice(0, cut).split('\n').length;
      const before = whole.filter((one) => one.event.at.lastLine < kept - 1).map((one) => one.event.eventId);
      expect(
        readAll(paste.slice(0, cut))
          .map((one) => one.event.eventId)
          .slice(0, before.length),
      ).toEqual(before);
    }
  });

  it.each(TABLE_PASTES)('$name: between two sentences', ({ paste }) => {
    const ids = readAll(`Hello, our mail is down.\n\n${paste}\n\nCan you help?`).map((one) => one.event);
    expect(ids.map((event) => event.eventId)).toEqual(SEED_EVENTS.map((event) => event.id));
    expect(ids.some((event) => event.description.includes('help'))).toBe(false);
  });
});

it.each([
  'Our build is 6.0.4116.0 and it is 3/4/98 today.',
  'Apr  3 02:17:51 mail7 sendmail[4116]: stat=Deferred',
  '2012-04-03 02:17:51,112 ERROR com.example.Mail - 4116 items',
  'at Object.parse (file.js:4116:17)',
  '{ "id": 4116, "name": "order" }',
  'a,b,c\n1,2,3',
  '<html><body>4116</body></html>',
])('reads no event from: %s', (paste) => expect(readAll(paste)).toEqual([]));

it('never throws, and every event lies inside the paste', () => {
  const pieces = TABLE_PASTES.flatMap(({ paste }) => paste.split(/(?<=[\n,\t>])/)).slice(0, 400);
  const piece = fc.oneof(
    fc.constantFrom(...pieces),
    fc.string(),
    fc.constantFrom('"', '\n', '\t', ',', '<Event>', '{', '}'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (parts) => {
      const paste = parts.join('');
      const count = paste.split('\n').length;
      for (const { event } of readAll(paste)) {
        expect(event.at.line).toBeGreaterThanOrEqual(1);
        expect(event.at.lastLine).toBeLessThanOrEqual(count);
        expect(event.eventId).toBeLessThanOrEqual(0xffff);
      }
    }),
  );
});
