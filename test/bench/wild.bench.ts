import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { ownCases, sharedCases, wildFaults } from './wild.ts';

const others = ({ codes, article }: ReturnType<typeof wildFaults>) => [...codes, ...article];

/** Pastes as people really have them: how many are right (all events, each with its source) and how many are right in everything. */
export async function run(print: (line: string) => void): Promise<void> {
  const loaded = loadKnowledge();
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const cases = [...sharedCases(), ...ownCases()];
  const told = cases.map((wild) => ({ wild, faults: wildFaults(loaded.knowledge, wild) }));
  for (const { wild, faults } of told)
    if ([...faults.events, ...others(faults)].length > 0)
      print(
        `${wild.kind} | ${wild.name}: ${[...faults.events, ...others(faults).map((one) => `(${one})`)].join('; ')}`,
      );
  print('\nkind                          cases   right  strict');
  const row = (name: string, some: typeof told) => {
    const right = some.filter(({ faults }) => faults.events.length === 0);
    const strict = right.filter(({ faults }) => others(faults).length === 0);
    const cells = [some.length, right.length, strict.length].map((count) => String(count).padStart(7)).join(' ');
    print(`${name.padEnd(28)}${cells}   ${((100 * right.length) / some.length).toFixed(1)} %`);
  };
  for (const [kind, some] of Map.groupBy(told, ({ wild }) => wild.kind)) row(kind, some);
  row('all', told);
}
