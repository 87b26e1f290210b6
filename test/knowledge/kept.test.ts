import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isKept, kept } from '../../knowledge/kept.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'faultline-kept-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const isNumbers = (value: unknown): value is Float64Array => value instanceof Float64Array;
const isText = (value: unknown): value is string => typeof value === 'string';
const of = (...numbers: number[]) => Float64Array.from(numbers);

/** Whether a start has to make the thing, and what it gets. */
function start(from: readonly string[], makes: Float64Array, at = folder): { made: boolean; got: Float64Array } {
  let made = false;
  const make = () => {
    made = true;
    return makes;
  };
  return { got: kept('numbers', from, make, isNumbers, pathToFileURL(`${at}/`)), made };
}
const onlyFile = () => path.join(folder, readdirSync(folder)[0] ?? '');

describe('what is made once and kept', () => {
  it('is read by the next start, digit by digit', () => {
    expect(start(['a'], of(Math.log(0.3), -0))).toEqual({ made: true, got: of(Math.log(0.3), -0) });
    expect(start(['a'], of(9))).toEqual({ made: false, got: of(Math.log(0.3), -0) });
  });

  it.each([
    ['another input', ['b', 'c']],
    ['an input more', ['a', 'bc', '']],
    ['the same letters in other inputs', ['ab', 'c']],
  ])('is made anew for %s, and takes the place of the old', (_what, from) => {
    start(['a', 'bc'], of(1));
    expect(start(from, of(2))).toEqual({ made: true, got: of(2) });
    expect(start(from, of(3))).toEqual({ made: false, got: of(2) });
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('is made anew wherever a byte of its file is wrong, cut off or too many, and then kept again', () => {
    start(['a'], of(1));
    const good = readFileSync(onlyFile());
    const damaged = [...good.keys()].map((at) => Buffer.from(good.map((byte, n) => (n === at ? byte ^ 1 : byte))));
    const cut = [...good.keys()].map((size) => good.subarray(0, size));
    for (const bytes of [...damaged, ...cut, Buffer.concat([good, Buffer.from([0])])]) {
      writeFileSync(onlyFile(), bytes);
      expect(start(['a'], of(1))).toEqual({ made: true, got: of(1) });
    }
    expect(start(['a'], of(2))).toEqual({ made: false, got: of(1) });
  });

  it('is known to be there without being read, for the same inputs alone', () => {
    const isThere = (...from: string[]) => isKept('numbers', from, pathToFileURL(`${folder}/`));
    expect(isThere('a')).toBe(false);
    start(['a'], of(1));
    expect([isThere('a'), isThere('b'), isThere('a', '')]).toEqual([true, false, false]);
    writeFileSync(onlyFile(), readFileSync(onlyFile()).subarray(0, 20));
    expect(isThere('a')).toBe(false);
  });

  it('is made anew when it has not the shape that is wanted', () => {
    start(['a'], of(1));
    expect(kept('numbers', ['a'], () => 'text', isText, pathToFileURL(`${folder}/`))).toBe('text');
  });

  it('is made at every start where no folder can be, without a word', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    for (const _start of [1, 2]) expect(start(['a'], of(1), `${file}/below`)).toEqual({ made: true, got: of(1) });
  });
});

// What is taught is part of the key as it was read; the code that makes features of it must be too.
it('what the classifier is trained with lies in the folder that its key covers', () => {
  const rooms = globSync('knowledge/recognizer/intents/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^import (?!type\b)[^;]*?from '(\.\.[^']*)'/gm)].map(([, from]) => from),
  );
  expect([...new Set(rooms)].sort()).toEqual([
    '../../folder/topic-file.ts',
    // A word that is asked about is looked up when an utterance is judged; nothing is trained with it.
    '../../glossary.ts',
    '../../kept.ts',
    '../../topics.ts',
    // What an order is given to is looked at when an utterance is judged; nothing is trained with it.
    '../../vocabulary/words.ts',
    '../../yaml-file.ts',
    // How much of an utterance is read bounds what is judged, and nothing that is taught.
    '../paste/caps.ts',
    // And so are the words for "no" and those that ask.
    '../words/small-words.ts',
  ]);
});
