import { classifyIntent, prepareIntents } from '../../knowledge/recognizer/intents/classify-intent.ts';
import { HELD_BACK, pairs, TRAINED } from '../fixtures/intent-utterances.ts';

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
const ROUNDS = 20;
const ORDERS = ['start_over', 'delete_data', 'stop', 'undo_now', 'confirm_done'];

/** Intents of short utterances: how many held-back ones are understood, which are confused, how long one takes. */
export async function run(print: (line: string) => void): Promise<void> {
  const started = performance.now();
  prepareIntents();
  print(
    `trained on ${pairs(TRAINED).length} utterances of ${TRAINED.size} intents in ${Math.round(performance.now() - started)} ms`,
  );

  const said = pairs(HELD_BACK).map((one) => ({ ...one, guess: classifyIntent(one.text) }));
  const right = said.filter(({ intent, guess }) => guess?.name === intent);
  const silent = said.filter(({ guess }) => guess === undefined);
  const wrong = said.filter(({ intent, guess }) => guess !== undefined && guess.name !== intent);
  print(
    `${said.length} held-back utterances: ${percent(right.length, said.length)} right, ` +
      `${percent(silent.length, said.length)} not guessed at, ${percent(wrong.length, said.length)} wrong`,
  );
  for (const order of ORDERS) {
    const taken = said.filter(({ guess }) => guess?.name === order);
    const falsely = taken.filter(({ intent }) => intent !== order);
    print(`  taken for ${order}: ${taken.length}, falsely ${falsely.length}`);
  }
  print('right of each intent:');
  for (const intent of HELD_BACK.keys()) {
    const its = said.filter((one) => one.intent === intent);
    const known = its.filter(({ guess }) => guess?.name === intent);
    print(`  ${intent.padEnd(22)} ${String(known.length).padStart(3)} of ${its.length}`);
  }
  print('confused:');
  for (const { intent, guess, text } of wrong)
    print(`  ${intent} taken for ${guess?.name} (${guess?.score.toFixed(2)}): ${text}`);

  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    for (const { text } of said) {
      const before = performance.now();
      classifyIntent(text);
      times.push(performance.now() - before);
    }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number) => `${(1000 * (sorted[Math.floor(part * (sorted.length - 1))] ?? 0)).toFixed(0)} µs`;
  print(`one classification: median ${at(0.5)}, 99th percentile ${at(0.99)}, longest ${at(1)}`);
}
