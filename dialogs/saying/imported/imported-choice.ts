import type { Article } from '../../../knowledge/article.ts';
import type { Difference } from '../../../knowledge/library/finding/differences.ts';
import type { SearchHit } from '../../../knowledge/library/finding/search-articles.ts';
import type { LibraryMatch } from '../../../knowledge/library/library.ts';
import { risksIn } from '../../../knowledge/library/reading/risks.ts';
import { shownText } from '../../../knowledge/library/reading/shown-text.ts';
import type { At } from '../../walking/at.ts';
import { isRuledOut } from '../../walking/ruled-out.ts';
import { reply } from '../compose-reply.ts';
import { CHOICES, text } from '../phrases.ts';
import type { Block, Choice, Reply } from '../reply.ts';
import { imported as say } from './phrases-imported.ts';

const MOST_SHOWN = 5;
const MOST_BUTTONS = 3;
/** Below this nobody is led into an article without having been asked. */
const SURE_ENOUGH = 0.45;
const LONGEST_PASSAGE = 240;

/** The imported articles that still come into question, best first. */
export const importedLeft = ({ imported, case: kept }: At): LibraryMatch[] =>
  imported.filter(({ id }) => !isRuledOut(kept, id));

/** The one imported article that the case is led into; undefined where people have to choose, or there is none. */
export function importedFirst(at: At): LibraryMatch | undefined {
  const [first, second] = importedLeft(at);
  if (!first || first.confidence < SURE_ENOUGH || second?.tied) return undefined;
  const kinds = new Set(at.case.known.events.map(({ eventId }) => eventId)).size;
  return 2 * first.events.length >= kinds ? first : undefined;
}

function told(difference: Difference | undefined): string[] {
  if (!difference) return [];
  if (difference.by === 'words') return [say.differs(say.only(difference.words))];
  if (difference.by === 'cause') return [say.differs(say.because(difference.cause))];
  return [say.differs(say.applies(difference.products))];
}

/** Candidates, each with the line that tells it from the others. */
function candidates(at: At, matches: readonly LibraryMatch[]): Block {
  const ids = at.imported.slice(0, MOST_SHOWN).map(({ id }) => id);
  const differ = at.knowledge.shelf?.differences(ids, at.case.known) ?? [];
  return {
    kind: 'list',
    items: matches.map(({ id, title, confidence }) =>
      [say.candidate(id, shownText(title), confidence), ...told(differ[ids.indexOf(id)])].join('\n'),
    ),
  };
}

/** Imported articles fit, and none so clearly that it is opened: which, and what tells them apart. */
export function importedChoice(at: At, beside: readonly Block[]): Reply | undefined {
  const matches = importedLeft(at).slice(0, MOST_SHOWN);
  if (matches.length === 0) return undefined;
  const [, second] = matches;
  return reply(
    'choose',
    say.chooseTitle,
    [text(second?.tied ? say.choose : say.chooseUnsure), candidates(at, matches), ...beside],
    [...matches.slice(0, MOST_BUTTONS).map(({ id }) => CHOICES.goTo(id)), CHOICES.noneOfThem, CHOICES.human],
  );
}

/** The imported articles that fit beside an open one, or beside curated ones, as blocks and as buttons. */
export function importedOthers(at: At, articleId: string): { blocks: Block[]; choices: Choice[] } {
  const matches = importedLeft(at)
    .filter(({ id }) => id !== articleId)
    .slice(0, MOST_BUTTONS);
  if (matches.length === 0) return { blocks: [], choices: [] };
  return {
    blocks: [text(say.also), candidates(at, matches)],
    choices: matches.slice(0, 2).map(({ id }) => CHOICES.goTo(id)),
  };
}

/** Imported articles that were named. */
export function namedBlocks(articles: readonly Article[]): { blocks: Block[]; choices: Choice[] } {
  const items = articles
    .slice(0, MOST_SHOWN)
    .map(({ id, title, imported }) => say.hit(id, title, imported?.from ?? ''));
  return {
    blocks: [text(say.namedSeveral), { kind: 'list', items }],
    choices: articles.slice(0, MOST_BUTTONS).map(({ id }) => CHOICES.goTo(id)),
  };
}

/** Imported articles in which the words stand, each with the passage. A passage of a risky step is not told before its warning. */
export function hitBlocks(hits: readonly SearchHit[]): { blocks: Block[]; choices: Choice[] } {
  if (hits.length === 0) return { blocks: [], choices: [] };
  const items = hits.slice(0, MOST_SHOWN).map(({ id, title, collection, passage }) => {
    const risky = risksIn(passage).some((risk) => risk !== 'service');
    const words = shownText(passage).slice(0, LONGEST_PASSAGE);
    return [
      say.hit(id, shownText(title), collection),
      ...(words === '' ? [] : [risky ? say.inSteps : say.passage(words)]),
    ].join('\n');
  });
  return {
    blocks: [text(say.hits), { kind: 'list', items }],
    choices: hits.slice(0, MOST_BUTTONS).map(({ id }) => CHOICES.goTo(id)),
  };
}
