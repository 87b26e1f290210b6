import type { Entity } from 'botbuilder';
import type { Reply } from '../../dialogs/saying/reply.ts';
import { withoutMarks } from './marked-text.ts';

// Microsoft Learn, "Bot messages with AI-generated content": the most that Teams shows of each.
const LONGEST_NAME = 80;
const LONGEST_ABSTRACT = 160;

/** The mark in the text of a message that belongs to the first citation. */
const CITATION_MARK = '[1]';

/**
 * Names the article a diagnosis rests on, in the form that Teams takes; {@link marked} puts its mark into the card. Without
 * `additionalType`, which would say that a model wrote the message: nothing here is generated.
 * @returns undefined for a reply that names no article for the first time
 */
export function citation(reply: Reply): Entity | undefined {
  const { kind, article } = reply.screen;
  if (kind !== 'diagnosis' || article === undefined) return undefined;
  const reference = reply.blocks[referenceOf(reply)];
  const said = reference?.kind === 'text' ? reference.text : reply.title;
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
          abstract: withoutMarks(said).slice(0, LONGEST_ABSTRACT),
        },
      },
    ],
  };
}

/**
 * The reply with the mark of its citation. It stands in the card: a text beside a card is split off by Teams into a
 * message of its own, and then the card has no id by which it could be shown anew.
 */
export function marked(reply: Reply): Reply {
  const at = referenceOf(reply);
  const blocks = reply.blocks.map((block, index) =>
    index === at && block.kind === 'text' ? { ...block, text: `${block.text} ${CITATION_MARK}` } : block,
  );
  return { ...reply, blocks };
}

// A diagnosis ends with the line that names its article.
function referenceOf({ blocks }: Reply): number {
  return blocks.findLastIndex((block) => block.kind === 'text');
}
