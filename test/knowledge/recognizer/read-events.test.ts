import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalisePaste } from '../../../knowledge/recognizer/paste/normalise-paste.ts';
import { recognizeUtterance } from '../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { LABELLED_PASTES } from '../../fixtures/labelled-pastes.ts';
import { NOISE } from '../../fixtures/paste-noise.ts';
import { SEED_EVENTS } from '../../fixtures/seed-events.ts';
import { TABLE_PASTES } from '../../fixtures/table-pastes.ts';

const PASTES = [...LABELLED_PASTES, ...TABLE_PASTES];
const read = (text: string) => recognizeUtterance(plainUtterance(text));
const plainQuotes = (text: string) => text.replaceAll(/[\u201c\u201d]/g, '"');

describe('every shape of paste gives the same five events', () => {
  for (const { name, shape, paste, text } of PASTES) {
    it.each(NOISE)(`${name}: $name`, ({ make }) => {
      const { events } = read(make(paste));
      expect(events.map((event) => [event.shape, event.eventId, event.source, event.severity])).toEqual(
        SEED_EVENTS.map(({ id, source }) => [shape, id, source, 'error']),
      );
      const described = events.map((event) => plainQuotes(event.description));
      expect(described).toEqual(SEED_EVENTS.map((event) => (text === false ? '' : event.text)));
    });
  }
});

describe('the codes of the events are read in every shape that shows messages', () => {
  it.each(PASTES.filter((one) => one.text !== false))('$name', ({ paste }) => {
    const { events } = read(paste);
    const codes = (id: number) =>
      events
        .find((event) => event.eventId === id)
        ?.codes.filter((c) => c.where === 'text')
        .map((c) => c.code);
    expect(codes(3039)).toEqual([0x80040115]);
    expect(codes(4094)).toEqual([0x8004011d]);
    expect(codes(4116)).toEqual([]);
  });
});

describe('lines', () => {
  it.each(PASTES)(
    '$name: every non-blank line belongs to an event, a heading or is reported as unused',
    ({ paste }) => {
      const { events, unusedLines, lines } = read(paste);
      const covered = new Set(unusedLines);
      for (const { at } of events) for (let line = at.line; line <= at.lastLine; line += 1) covered.add(line);
      const all = paste.split('\n').flatMap((text, index) => (text.trim() === '' ? [] : [index + 1]));
      expect(all.filter((line) => !covered.has(line))).toEqual([]);
      expect(lines).toBe(paste.split('\n').length);
    },
  );

  it('a normalised paste keeps every line that says something, and knows where it came from', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z0-9 .]{0,40}$/), { maxLength: 40 }), (rows) => {
        const paste = normalisePaste(rows.join('\n'));
        expect(paste.lines).toHaveLength(paste.lineOf.length);
        // A label and its value in two columns get a colon between them.
        const told = (text: string) => text.replaceAll(':', ' ').trim().split(/\s+/).join(' ');
        const kept = paste.lines
          .map((line, index) => `${paste.lineOf[index]} ${told(line)}`)
          .filter((row) => /\d \S/.test(row));
        expect(kept).toEqual(rows.flatMap((row, index) => (row.trim() === '' ? [] : [`${index + 1} ${told(row)}`])));
      }),
    );
  });
});

describe('a paste may mix shapes', () => {
  it('each part is read by its own reader', () => {
    const two = PASTES.filter((one) => one.text !== false && one.shape !== 'kb-labels');
    fc.assert(
      fc.property(fc.constantFrom(...two), fc.constantFrom(...two), (first, second) => {
        // The same events in one shape are told once: fold-events.test.ts.
        fc.pre(first.shape !== second.shape);
        const { events } = read(`${first.paste}\n\n${second.paste}`);
        const ids = SEED_EVENTS.map((event) => event.id);
        expect(events.map((event) => event.eventId)).toEqual([...ids, ...ids]);
        expect(events[0]?.shape).toBe(first.shape);
        expect(events.at(-1)?.shape).toBe(second.shape);
      }),
      { numRuns: 150 },
    );
  });
});
