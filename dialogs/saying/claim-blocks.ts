import type { Article, Claim } from '../../knowledge/article.ts';
import { layout } from './phrases-layout.ts';
import { steps } from './phrases-steps.ts';
import type { Reason } from './reply.ts';

/** Whether a `when` holds under these answers: each question it names has one of its options. No `when` holds always. */
export function holds(when: Claim['when'], answers: ReadonlyMap<string, string>): boolean {
  return Object.entries(when ?? {}).every(([question, options]) => options.includes(answers.get(question) ?? ''));
}

/** The claims that hold under these answers, each article sentence as text and each other one with its source. */
export function claimBlocks(claims: readonly Claim[], answers: ReadonlyMap<string, string>): Reason[] {
  return claims
    .filter((claim) => holds(claim.when, answers))
    .map((claim) =>
      claim.source === undefined
        ? { kind: 'text', text: claim.say }
        : { kind: 'aside', text: claim.say, source: sourced(claim.source, claim.basis) },
    );
}

/** The source with how sure it is, where the words of the source do not say so themselves. */
function sourced(source: string, basis: Claim['basis']): string {
  if (basis === 'general') return layout.generalKnowledge(source);
  return basis === 'inferred' && !/inferred|not documented/.test(source) ? layout.inferred(source) : source;
}

/** A picture at its address; without one what it would show. */
export const pictureBlock = (address: string | undefined, shows: string): Reason[] =>
  address === undefined
    ? [{ kind: 'text', text: layout.picture(shows) }]
    : [{ kind: 'picture', path: `/pictures/${address}`, alt: shows }];

/** Pages beside the article, as a list. */
export const linkBlocks = (links: Article['links']): Reason[] =>
  links.length > 0 ? [{ kind: 'list', items: links.map(({ label, url }) => steps.link(label, url)) }] : [];
