import { recognizeUtterance } from '../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../knowledge/recognizer/utterance.ts';
import { LABELLED_PASTES } from '../fixtures/labelled-pastes.ts';
import { TABLE_PASTES } from '../fixtures/table-pastes.ts';

const KIB = 1024;
const ROUNDS = 5;

const filled = (unit: string, size: number) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
const least = (numbers: number[]) => Math.min(...numbers);

/** The least of several rounds is taken, so what else the machine does counts little; CPU clocks are too coarse for 1 KB. */
function milliseconds(text: string): number {
  const utterance = plainUtterance(text);
  const began = performance.now();
  recognizeUtterance(utterance);
  return performance.now() - began;
}

/** A log in which every event has another time, as real ones have. */
function withTimes(unit: string, size: number): string {
  const copies: string[] = [];
  for (let copy = 0, length = 0; length < size; copy += 1) {
    const time = `${(copy % 12) + 1}:${String((copy * 7) % 60).padStart(2, '0')}`;
    copies.push(unit.replace(/\d{1,2}:\d{2}(?=:\d{2})/g, time));
    length += copies.at(-1)?.length ?? size;
  }
  return copies.join('').slice(0, size);
}

// A stranger's paste: twice the text may cost twice the time, never four times. The hostile ones are what readers look for.
const HOSTILE: Record<string, string> = {
  blanks: ' ',
  'line breaks': '\n',
  quotes: '"',
  braces: '{',
  'opening tags': '<Event ',
  'halves of codes': '0x8004\n',
  'ids alone': 'Event ID: 4116\n',
  'misspelt sources': 'MSExchnageIMC ',
  entities: '&nbsp;',
};

const TEXTS: readonly ((unit: string) => string)[] = [
  (unit) => filled(unit, KIB),
  (unit) => filled(unit, 64 * KIB),
  (unit) => withTimes(unit, 64 * KIB),
  (unit) => filled(unit, 1024 * KIB),
];

/**
 * Recognition time for pastes of 1 KB, 64 KB and 1 MB, the least of interleaved rounds: of copies of one event, and of 64 KB in
 * which each has its own time. The last column must stay near 16.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const pastes = [
    ...[...LABELLED_PASTES, ...TABLE_PASTES].map(({ name, paste }) => ({ name, unit: `${paste}\n\n` })),
    ...Object.entries(HOSTILE).map(([name, unit]) => ({ name, unit })),
  ];
  for (const { unit } of pastes) milliseconds(filled(unit, 16 * KIB));
  const times = pastes.map(() => TEXTS.map((): number[] => []));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [at, { unit }] of pastes.entries())
      for (const [place, make] of TEXTS.entries()) times[at]?.[place]?.push(milliseconds(make(unit)));
  print('ms for                                              1 KB    64 KB  own times  1 MB   1 MB / 64 KB');
  const rows = times.map((of) => of.map(least));
  for (const [at, { name }] of pastes.entries()) {
    const cells = rows[at] ?? [];
    const [, middle = 0, , large = 0] = cells;
    print(
      `${name.padEnd(48)}${cells.map((ms) => ms.toFixed(1).padStart(8)).join(' ')}   ${(large / middle).toFixed(1).padStart(8)}`,
    );
  }
  const events = rows.slice(0, LABELLED_PASTES.length + TABLE_PASTES.length);
  const mean = (place: number) => events.reduce((all, row) => all + (row[place] ?? 0), 0) / events.length;
  const ratios = events.map(([, middle = 0, , large = 0]) => large / middle);
  print(
    `events, mean: 64 KB ${mean(1).toFixed(1)}, with own times ${mean(2).toFixed(1)}, 1 MB ${mean(3).toFixed(0)} ms; 1 MB / 64 KB at most ${Math.max(...ratios).toFixed(1)}`,
  );
}
