import { openedBy, playAtRandom, WAYS } from '../dialogs/past-the-warning.ts';

const RUNS = 5000;

/** The long form of the properties of which `npm test` plays a fifth and a sixth. */
export async function run(print: (line: string) => void): Promise<void> {
  const { warned, opened } = await playAtRandom(RUNS);
  print(
    `${RUNS} random conversations, ${warned} met a warning, ${opened} agreed and opened an editor; past a warning: 0`,
  );
  const opening = await openedBy(WAYS);
  print(`${WAYS.length} texts said at the warning, ${opening.length} opened an editor without an agreement`);
  for (const text of opening) print(`  ${text}`);
}
