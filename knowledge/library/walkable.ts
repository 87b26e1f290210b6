import { RISKS, type Risk } from '../article/doing.ts';
import type { Article, Claim } from '../article.ts';
import type { Question } from '../question.ts';
import type { Imported, ImportedStep, ImportedWay } from './imported.ts';
import { wayQuestion } from './imported.ts';
import { type Block, type ReadArticle, type Role, textOf } from './imported-article.ts';
import { keysIn } from './reading/registry-keys.ts';
import { type ReadRisk, risksIn } from './reading/risks.ts';
import { shownBlock, shownText } from './reading/shown-text.ts';
import { type Way, waysOf } from './reading/steps.ts';
import type { StoredArticle } from './store/library-file.ts';

/** A longer explanation goes on in the original. In characters. */
const LONGEST_EXPLANATION = 4000;
/** What an explanation may not hold before the warning; that services stop is what most symptoms tell. */
const HELD: ReadonlySet<ReadRisk> = new Set<ReadRisk>(['registry', 'files', 'permissions', 'security']);

const claim = (say: string): Claim => ({ say, source: undefined, basis: undefined, when: undefined });
const risksOf = (blocks: readonly Block[]) => risksIn(blocks.map(textOf).join('\n'));

/** Whether a piece of an explanation is told before the warning. */
const isHarmless = (block: Block) => !risksIn(textOf(block)).some((risk) => HELD.has(risk));

/**
 * An imported article as one that is walked like a curated one: the same diagnosis, the same gate, its own steps. Nothing is
 * said in other words, nothing is left out, and no number is made up.
 */
export function walkable({ id, title, article, collection, licence, url, revision }: StoredArticle): Article {
  const ways = waysOf(article).map(wayOf);
  const explained = (roles: readonly Role[]) => blocksOf(article, roles).filter(isHarmless);
  const address = url ?? article.url;
  return {
    id,
    revision,
    title: shownText(title),
    names: shownText(title),
    product: shownText(article.products.join(', ')),
    versions: [],
    otherVersions: [],
    reference: undefined,
    symptoms: claimsOf(explained(['symptoms', 'summary'])),
    cause: claimsOf(explained(['cause'])),
    evidence: { for: [], against: [] },
    questions: ways.length > 1 ? [wayQuestion(id)] : [],
    settings: [],
    otherSettings: [],
    steps: [],
    warnings: {},
    solved: [],
    unsolved: [],
    answers: {},
    samples: [],
    heldBack: [],
    tags: [],
    links: [],
    imported: {
      from: collection,
      ...(licence !== undefined && { licence: shownText(licence) }),
      ...(address !== undefined && { url: shownText(address) }),
      ways,
      ...ownWarnings(ways, warnedElsewhere(article, ways)),
      held: heldOf(article, warnedElsewhere(article, ways)),
    },
  };
}

const MOST_WARNINGS = 5;
const WARNS = /^\W{0,3}(?:warning|caution|danger|attention)\b/i;

/** Warnings that stand neither in the fix nor in what is explained, as one above all the rest does. */
function warnedElsewhere(article: Pick<ReadArticle, 'sections'>, ways: readonly ImportedWay[]): Block[] {
  const inWays = new Set(ways.flatMap(({ steps }) => steps.flatMap(({ blocks }) => blocks.map(({ text }) => text))));
  const blocks = blocksOf(article, ['other', 'status', 'more', 'related', 'resolution', 'workaround']);
  return blocks.filter(({ is, text }) => is === 'note' && WARNS.test(text) && !inWays.has(text));
}

/** The article's own warnings; one that itself tells what to do stays at its step. */
function ownWarnings(ways: readonly ImportedWay[], elsewhere: readonly Block[]): Pick<Imported, 'warns' | 'warnings'> {
  const inFix = ways.flatMap(({ steps }) => steps.flatMap(({ blocks }) => blocks));
  const all = [...elsewhere, ...inFix].filter(({ text }) => WARNS.test(text));
  const told = all.filter(isHarmless).map(({ text }) => text);
  return { warns: all.length > 0, warnings: [...new Set(told)].slice(0, MOST_WARNINGS) };
}

function heldOf(article: Pick<ReadArticle, 'sections'>, elsewhere: readonly Block[]): Imported['held'] {
  const explained = blocksOf(article, ['symptoms', 'summary', 'cause']);
  const blocks = [...elsewhere, ...explained].filter((block) => !isHarmless(block));
  const ofCause = blocksOf(article, ['cause']).some((block) => !isHarmless(block));
  return { blocks, risks: ordered(risksOf(blocks)), ofCause };
}

/** "Which of its ways?"; undefined for an article with one. */
export function questionOfWays(article: Article): Question | undefined {
  const { ways = [] } = article.imported ?? {};
  if (ways.length < 2) return undefined;
  return {
    id: wayQuestion(article.id),
    ask: 'Which way do you want to go?',
    why: 'The article tells several; if one does not help, the next is offered.',
    about: [],
    options: ways.map(({ option, title }) => ({
      id: option,
      label: title || `Way ${option}`,
      hears: [`way ${option}`, `method ${option}`, `option ${option}`],
      answeredBy: [],
    })),
  };
}

function blocksOf(article: Pick<ReadArticle, 'sections'>, roles: readonly Role[]): Block[] {
  return article.sections.filter(({ role }) => roles.includes(role)).flatMap(({ blocks }) => blocks.map(shownBlock));
}

/** An explanation as sentences of the article, cut between two of its paragraphs. */
function claimsOf(blocks: readonly Block[]): Claim[] {
  let left = LONGEST_EXPLANATION;
  return blocks.flatMap((block) => {
    const text = textOf(block);
    left -= text.length;
    return left > 0 && text.trim() !== '' ? [claim(text)] : [];
  });
}

function wayOf({ title, steps }: Way, at: number): ImportedWay {
  return {
    option: String(at + 1),
    title: shownText(title),
    steps: steps.map(({ number, blocks }, index): ImportedStep => {
      const shown = blocks.map(shownBlock);
      return {
        id: `way-${at + 1}-${index + 1}`,
        ...(number !== undefined && { number }),
        blocks: shown,
        risks: ordered(risksOf(shown)),
        keys: keysIn(shown.map(({ text }) => text).join('\n')),
      };
    }),
  };
}

const ordered = (risks: readonly Risk[]): Risk[] => RISKS.filter((risk) => risks.includes(risk));
