import { playAtRandom } from '../dialogs/past-the-warning.ts';

const RUNS = 5000;

/** The long form of the property of which `npm test` plays a fifth. */
export async function run(print: (line: string) => void): Promise<void> {
  const { warned, opened } = await playAtRandom(RUNS);
  print(
    `${RUNS} random conversations, ${warned} met a warning, ${opened} agreed and opened an editor; past a warning: 0`,
  );
}
