import { CHOICES, choice, text } from './phrases.ts';
import type { Block, Choice, Reply, ScreenKind } from './reply.ts';

/** A reply without files. */
export function reply(kind: ScreenKind, title: string, blocks: Block[], choices: Choice[], article?: string): Reply {
  return { screen: { kind, ...(article !== undefined && { article }) }, title, blocks, choices, files: [] };
}

/** A question with its answers; every one can also be typed. */
export function questionReply(
  question: { ask: string; why: string; options: { label: string }[] },
  article?: string,
): Reply {
  const options = question.options.map((option) => choice(option.label));
  return reply('question', question.ask, [text(question.why)], [...options, CHOICES.unknown], article);
}

/** The same reply with something said before it. */
export function ledBy(lead: readonly Block[], then: Reply): Reply {
  return { ...then, blocks: [...lead, ...then.blocks] };
}
