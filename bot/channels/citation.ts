import type { Entity } from 'botbuilder';
import type { Reply } from '../../dialogs/reply.ts';
import { withoutMarks } from './marked-text.ts';

// Microsoft Learn, "Bot messages with AI-generated content": the most that Teams shows of each.
const LONGEST_NAME = 80;
const LONGEST_ABSTRACT = 160;

/** The mark in the text of a message that belongs to the first citation. */
export const CITATION_MARK = '[1]';

/**
 * Names the article a diagnosis rests on, in the form that Teams shows beside {@link CITATION_MARK}. Without
 * `additionalType`, which would say that a model wrote the message: nothing here is generated.
 * @returns undefined for a reply that names no article for the first time
 */
export function citation(reply: Reply): Entity | undefined {
  const { kind, article } = reply.screen;
  if (kind !== 'diagnosis' || article === undefined) return undefined;
  // A diagnosis ends with the line that names its article.
  const reference = reply.blocks.findLast((block) => block.kind === 'text')?.text ?? reply.title;
  return {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    citation: [
      {
        '@type': 'Claim',
        position: 1,
        appearance: {
          '@type': 'DigitalDocument',
          name: article.slice(0, LONGEST_NAME),
          abstract: withoutMarks(reference).slice(0, LONGEST_ABSTRACT),
        },
      },
    ],
  };
}
