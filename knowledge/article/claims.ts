import { z } from 'zod';
import { oneOrMore, text } from './scalars.ts';

/** Under which answers a sentence holds: question id to one or more option ids. All must hold. */
export const When = z.record(z.string(), oneOrMore(z.string()));

/** How sure a sentence is when the article itself does not say it. */
export const BASES = ['kb', 'document', 'general', 'inferred'] as const;

/**
 * One sentence for the user. A plain string is the article's own claim; anything the article does not say
 * needs `source`, and `basis` when the source is weaker than another KB article.
 */
export const Claim = z.union(
  [
    text.transform((say) => ({ say, source: undefined, basis: undefined, when: undefined })),
    z
      .strictObject({ say: text, source: text.optional(), basis: z.enum(BASES).optional(), when: When.optional() })
      .refine((claim) => claim.basis === undefined || claim.source !== undefined, 'a `basis` needs a `source`'),
  ],
  'write a sentence, or { say, source } when the article itself does not say it',
);
export type Claim = z.output<typeof Claim>;
/** One sentence, or several. */
export const Claims = oneOrMore(Claim);
