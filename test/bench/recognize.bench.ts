import { recognizeUtterance } from '../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../knowledge/recognizer/utterance.ts';
import { LABELLED_PASTES } from '../fixtures/labelled-pastes.ts';
import { TABLE_PASTES } from '../fixtures/table-pastes.ts';

const KIB = 1024;
const SIZES = [KIB, 64 * KIB, 1024 * KIB];
const ROUNDS = 5;

const filled = (unit: string, size: number) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

function milliseconds(text: string): number {
  const began = performance.now();
  recognizeUtterance(plainUtterance(text));
  return performance.now() - began;
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

/** Recognition time for pastes of 1 KB, 64 KB and 1 MB, medians of interleaved rounds; the last column must stay near 16. */
export async function run(print: (line: string) => void): Promise<void> {
  const pastes = [
    ...[...LABELLED_PASTES, ...TABLE_PASTES].map(({ name, paste }) => ({ name, unit: `${paste}\n\n` })),
    ...Object.entries(HOSTILE).map(([name, unit]) => ({ name, unit })),
  ];
  for (const { unit } of pastes) milliseconds(filled(unit, 16 * KIB));
  const times = pastes.map(() => SIZES.map((): number[] => []));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [at, { unit }] of pastes.entries())
      for (const [place, size] of SIZES.entries()) times[at]?.[place]?.push(milliseconds(filled(unit, size)));
  print('ms for                                              1 KB    64 KB     1 MB   1 MB / 64 KB');
  for (const [at, { name }] of pastes.entries()) {
    const [small = 0, middle = 0, large = 0] = (times[at] ?? []).map(median);
    const cells = [small, middle, large].map((ms) => ms.toFixed(1).padStart(8)).join(' ');
    print(`${name.padEnd(48)}${cells}   ${(large / middle).toFixed(1).padStart(8)}`);
  }
}
