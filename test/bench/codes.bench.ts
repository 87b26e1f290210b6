import { existsSync, readFileSync } from 'node:fs';
import { isFamily, writtenNumber } from '../../knowledge/codes/code-families.ts';
import { explainCode } from '../../knowledge/codes/explain-code.ts';
import { type HeaderName, namesOfHeaders } from '../../knowledge/codes/header-names.ts';
import { allKnownCodes, codeOfFamily } from '../../knowledge/codes/known-codes.ts';
import { recognizeUtterance } from '../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../knowledge/recognizer/utterance.ts';
import { STOP_PLACES } from '../fixtures/code-places.ts';

const HEADERS = '/usr/share/mingw-w64/include';
const CASES = new URL('../../../shared/cases/pastes.jsonl', import.meta.url);
type Print = (line: string) => void;

const hex = (code: number) => writtenNumber('hresult', code);
const isKnown = ({ family, number, symbol }: HeaderName) => {
  const known = isFamily(family) ? codeOfFamily(family, number) : undefined;
  return known !== undefined && [known.symbol, ...known.also].includes(symbol);
};

/** How many names of the headers the tables have, by family and header. */
function againstHeaders(print: Print): void {
  if (!existsSync(HEADERS)) {
    print(
      `SKIPPED: ${HEADERS} is not there (apt-get install mingw-w64-common): nothing was compared with the headers.`,
    );
    return;
  }
  const parts = Map.groupBy(namesOfHeaders(HEADERS), ({ family, header }) => `${family} ${header}`);
  let [known, all] = [0, 0];
  for (const [part, names] of parts) {
    const found = names.filter(isKnown).length;
    print(`${part.padEnd(24)} ${found} of ${names.length}`);
    known += found;
    all += names.length;
  }
  print(`${'all headers'.padEnd(24)} ${known} of ${all}`);
}

function byFamily(print: Print): void {
  for (const [family, codes] of Map.groupBy(allKnownCodes(), (known) => known.family)) {
    const told = codes.filter((known) => known.meaning !== undefined).length;
    print(`${family.padEnd(24)} ${codes.length} codes, ${told} in a sentence`);
  }
}

/** Every stop code in every place that says so: the one code, under its own name, and nothing else. */
function stopsInContext(print: Print): void {
  const stops = allKnownCodes().filter(({ family }) => family === 'stop');
  for (const { name, write } of STOP_PLACES) {
    const wrong = stops.filter(({ code, symbol }) => {
      const { codes } = recognizeUtterance(plainUtterance(write(code)));
      return !(
        codes.length > 0 && codes.every((one) => one.code === code && explainCode(code, one.as).name === symbol)
      );
    });
    const some = wrong
      .slice(0, 5)
      .map(({ code }) => hex(code))
      .join(' ');
    print(`${name.padEnd(40)} ${stops.length - wrong.length} of ${stops.length}${some && `, wrong: ${some}`}`);
  }
}

interface Case {
  id: string;
  text: string;
  expect: { codes?: string[]; meanings?: Record<string, string> };
}

/** The codes of the shared cases: all of them and only they, each under its symbol. */
function sharedCases(print: Print): void {
  if (!existsSync(CASES)) {
    print('SKIPPED: the shared cases are not there.');
    return;
  }
  const cases: Case[] = readFileSync(CASES, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const wrong = cases.flatMap(({ id, text, expect }) => {
    const { codes, guesses } = recognizeUtterance(plainUtterance(text));
    const read = new Map(codes.map(({ code, as }) => [hex(code), as]));
    const asked = new Set(guesses.map((guess) => guess.means));
    const want = expect.codes ?? [];
    const faults = [
      ...want.filter((code) => !read.has(code) && !asked.has(code)).map((code) => `lacks ${code}`),
      ...[...read.keys()].filter((code) => !want.includes(code)).map((code) => `invents ${code}`),
      ...Object.entries(expect.meanings ?? {}).flatMap(([code, symbol]) => {
        const told = explainCode(Number(code), read.get(code));
        const right = told.name ? symbol.includes(told.name) : told.meaning.includes(symbol);
        return !read.has(code) || right ? [] : [`${code} is ${told.name}`];
      }),
    ];
    return faults.length > 0 ? [`${id}: ${faults.join(', ')}`] : [];
  });
  for (const line of wrong) print(line);
  print(`shared cases: codes of ${cases.length - wrong.length} of ${cases.length} right`);
}

export async function run(print: Print): Promise<void> {
  againstHeaders(print);
  byFamily(print);
  stopsInContext(print);
  sharedCases(print);
}
