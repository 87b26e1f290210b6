import { diagnoseUtterance } from '../../knowledge/diagnose.ts';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { plainUtterance, type Utterance } from '../../knowledge/recognizer/utterance.ts';
import { LABELLED_PASTES } from '../fixtures/labelled-pastes.ts';
import { makeEvt, makeWrappedEvt, SEED_RECORDS } from '../fixtures/make-evt.ts';
import { mutatedBytes, mutatedText, randomFrom } from '../fixtures/mutate.ts';
import { TABLE_PASTES } from '../fixtures/table-pastes.ts';
import { run as fuzzHttp } from './fuzz-http.bench.ts';

const PASTES = 50_000;
const FILES = 5_000;
/** No paste of a few KB may take longer than this, in milliseconds, on any machine that this product runs on. */
const CAP = 1000;

const bytesOf = (name: string, bytes: Uint8Array): Utterance => ({ ...plainUtterance(''), files: [{ name, bytes }] });

/**
 * Mutated pastes and mutated .evt files through the whole diagnosis: none may throw, none may be slower than the cap. Then
 * strange connections to the running product.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const loaded = loadKnowledge();
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const seed = Number(process.argv[3] ?? 1);
  const random = randomFrom(seed);
  const texts = [...LABELLED_PASTES, ...TABLE_PASTES].map((one) => one.paste);
  const files = [makeEvt(SEED_RECORDS), makeEvt(SEED_RECORDS, { dirty: true }), makeWrappedEvt(SEED_RECORDS, 2)];
  const one = (from: readonly string[]) => from[random(from.length)] ?? '';

  const fuzz = (name: string, count: number, make: () => Utterance) => {
    let crashes = 0;
    let slow = 0;
    let slowest = 0;
    let diagnosed = 0;
    for (let at = 0; at < count; at += 1) {
      const utterance = make();
      const began = performance.now();
      try {
        if (diagnoseUtterance(loaded.knowledge, utterance).matches[0]?.article === 'Q169686') diagnosed += 1;
      } catch (error) {
        crashes += 1;
        if (crashes <= 3) print(`crash: ${error instanceof Error ? error.stack : error}`);
      }
      const took = performance.now() - began;
      slowest = Math.max(slowest, took);
      if (took > CAP) slow += 1;
    }
    if (crashes + slow > 0) process.exitCode = 1;
    print(
      `${count} ${name}, seed ${seed}: ${crashes} crashed, ${slow} slower than ${CAP} ms (slowest ${slowest.toFixed(0)} ms), ${((100 * diagnosed) / count).toFixed(1)} % still Q169686 first`,
    );
  };
  fuzz('mutated pastes', PASTES, () => {
    const text = random(4) === 0 ? `${one(texts)}\n${one(texts)}` : one(texts);
    return plainUtterance(mutatedText(text, random));
  });
  fuzz('mutated .evt files', FILES, () => {
    const file = files[random(files.length)] ?? files[0];
    return bytesOf('AppEvent.Evt', mutatedBytes(file ?? new Uint8Array(), random));
  });
  await fuzzHttp(print, seed);
}
