import { KNOWLEDGE } from '../dialogs/conversation.ts';
import { above, type Effort, effortOf, MOST } from './effort.ts';

const told = (effort: Effort | undefined) =>
  effort ? `${effort.turns} turns, ${effort.words} words, ${effort.folded} folded, ${effort.forms} forms` : 'no change';

/** Turns, words shown, words folded and forms, for every article on its straightest way; fails when one costs too much. */
export async function run(print: (line: string) => void): Promise<void> {
  const { change, end } = MOST;
  print(
    `At most: to the change ${change.turns} turns, ${change.words} words; to the end ${end.turns}, ${end.words}; one form.`,
  );
  const over: string[] = [];
  for (const article of KNOWLEDGE.articles.values()) {
    const effort = await effortOf(article);
    print(`${article.id}: to the change ${told(effort.change)}; to the end ${told(effort.end)}`);
    over.push(...above(effort).map((what) => `${article.id}: ${what}`));
  }
  if (over.length > 0) throw new Error(`too much for somebody under stress: ${over.join('; ')}`);
}
