import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { NOISE } from '../fixtures/paste-noise.ts';
import { type Confusion, confusion, confusionPastes, type Miss } from './confusion.ts';

const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

function lines({ pastes, missed, negatives, named, pairs }: Confusion): string[] {
  const told = ({ paste, named: instead }: Miss) =>
    `    ${paste.article ?? 'none'} (${paste.name}): ${instead.slice(0, 3).join(', ') || 'none'}`;
  const off = pairs.filter((pair) => pair.right !== pair.first);
  return [
    `right article first: ${percent(pastes - missed.length, pastes)} of ${pastes} pastes (target: at least 95 %)`,
    ...missed.map(told),
    `negatives that get an article: ${named.length} of ${negatives} (target: at most 1 in 40)`,
    ...named.map(told),
    `pairs that were taken for each other: ${off.map((pair) => `${pair.right} for ${pair.first} ${pair.count}x`).join(', ') || 'none'}`,
  ];
}

/** Tells the look-alikes apart, over what the articles hold back and pastes about none, plain and under noise; prints every miss. */
export async function run(print: (line: string) => void): Promise<void> {
  const loaded = loadKnowledge();
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const pastes = confusionPastes(loaded.knowledge);
  for (const line of lines(confusion(loaded.knowledge, pastes))) print(line);
  const noisy = NOISE.flatMap(({ name, make }) =>
    pastes.map((paste) => ({ ...paste, name: `${paste.name}; ${name}`, text: make(paste.text) })),
  );
  print(`the same under ${NOISE.length} kinds of noise:`);
  for (const line of lines(confusion(loaded.knowledge, noisy))) print(line);
}
