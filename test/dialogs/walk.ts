import type { Article } from '../../knowledge/article.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { Conversation, KNOWLEDGE } from './conversation.ts';

/** What somebody says who goes straight through an article and knows none of the answers. */
export function onward(kind: string, choices: readonly string[]): string {
  if (kind === 'warning') return 'I agree';
  if (choices.includes('It is absent')) return '0x5';
  // A form that stands there alone asks on for the number: it decides.
  if (choices.includes('Go on')) return kind === 'question' ? '0x5' : 'Go on';
  if (choices.includes('Solved')) return 'Solved';
  if (choices.includes("I don't know")) return "I don't know";
  if (choices.includes('Stay with this article')) return 'Stay with this article';
  if (choices.some((label) => label.startsWith('Go to '))) return 'Skip';
  return choices.includes('Next') ? 'Next' : 'Done';
}

/** Walks an article from its first screen to "did it help?". Throws when it goes round in circles. */
export async function walkArticle(
  article: Article,
  knowledge: Knowledge = KNOWLEDGE,
): Promise<{ kinds: string[]; conversation: Conversation }> {
  const conversation = new Conversation(knowledge);
  let reply = await conversation.say(`go to ${article.id}`);
  const kinds = [reply.screen.kind];
  while (reply.screen.kind !== 'outcome') {
    if (kinds.length > 60) throw new Error(`${article.id} does not end: ${kinds.join(' ')}`);
    const choices = reply.choices.map((choice) => choice.label);
    reply = await conversation.say(onward(reply.screen.kind, choices));
    kinds.push(reply.screen.kind);
  }
  return { kinds, conversation };
}
