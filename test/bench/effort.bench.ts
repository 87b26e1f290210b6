import { KNOWLEDGE } from '../dialogs/conversation.ts';
import { above, type Effort, effortOf } from './effort.ts';

const told = (effort: Effort | undefined) =>
  effort ? `${effort.turns} turns, ${effort.words} words, ${effort.folded} folded` : 'no change';

/** Turns, words shown and words folded, for every article on its straightest way; fails when the flagship costs too much. */
export async function run(print: (line: string) => void): Promise<void> {
  for (const article of KNOWLEDGE.articles.values()) {
    const effort = await effortOf(article);
    print(`${article.id}: to the change ${told(effort.change)}; to the end ${told(effort.end)}`);
  }
  const flagship = KNOWLEDGE.articles.get('Q169686');
  const over = flagship ? above(await effortOf(flagship)) : ['no flagship'];
  if (over.length > 0) throw new Error(`too much for the flagship: ${over.join('; ')}`);
}
