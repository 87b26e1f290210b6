import path from 'node:path';
import { BUILT_IN, loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { calibration } from './calibration.ts';

const folder = (name: string) => path.resolve(import.meta.dirname, '../fixtures/knowledge', name);

/** Said against right, a line a tenth, with the articles of three products loaded. */
export async function run(print: (line: string) => void): Promise<void> {
  const loaded = loadKnowledge([BUILT_IN, folder('print'), folder('web')]);
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const said = calibration(loaded.knowledge);
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const here = said.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === tenth);
    const right = here.filter((one) => one.right).length;
    const share = here.length === 0 ? '-' : `${Math.round((100 * right) / here.length)} %`;
    print(`said ${tenth * 10} to ${tenth * 10 + 10} %: ${here.length} pastes, right ${share} ${'#'.repeat(right)}`);
  }
}
