import { formatHresult, toHresult } from '../../../knowledge/hresult.ts';
import type { LibraryMatch } from '../../../knowledge/library/library.ts';
import type { At } from '../../walking/at.ts';
import type { OpenArticle } from '../../walking/screen.ts';
import { claimBlocks } from '../claim-blocks.ts';
import { reply } from '../compose-reply.ts';
import { formFields, lookUp } from '../form-reply.ts';
import { CHOICES, text } from '../phrases.ts';
import { diagnosis } from '../phrases-diagnosis.ts';
import { plainName } from '../plain-name.ts';
import type { Block, Reply } from '../reply.ts';
import { imported as say } from './phrases-imported.ts';

const MOST_SHOWN = 12;
/** As many paragraphs of a cause as are read before going on; the rest is there when it is asked for. */
const MOST_PARAGRAPHS = 2;

/** Where an imported article is from, and that nobody has reviewed it. */
function sourceBlock({ imported }: OpenArticle['article']): Block[] {
  return imported ? [text(say.source(imported.from, imported.reviewed, imported.licence, imported.url))] : [];
}

/** What of the message leads to an imported article, a line each. */
function matchedItems({ events, codes }: LibraryMatch): string[] {
  const named = events.map(({ eventId, source, line, is }) =>
    say.event(eventId, source && plainName(source), line, is),
  );
  return [
    ...new Set([
      ...named,
      ...codes.flatMap((code) => toHresult(code) ?? []).map((code) => say.code(formatHresult(code))),
    ]),
  ].slice(0, MOST_SHOWN);
}

/** What stands above the explanation: the cause, or why there is none here. */
function explains({ imported }: OpenArticle['article'], isExplained: boolean): string {
  if (isExplained) return say.cause;
  return imported?.held.ofCause ? say.causeHeld : say.noCause;
}

/** The first screen of an imported article: what leads to it, what it applies to, why it happens, and whose words these are. */
export function importedDiagnosis(at: At, { article, plan }: OpenArticle): Reply {
  const match = at.imported.find(({ id }) => id === article.id);
  const cause = claimBlocks(article.cause, at.answers);
  const symptoms = claimBlocks(article.symptoms, at.answers);
  const isExplained = cause.length > 0;
  const shown = isExplained ? cause : symptoms;
  const rest = [
    ...shown.slice(MOST_PARAGRAPHS),
    ...(isExplained && symptoms.length > 0 ? [text(say.symptoms), ...symptoms] : []),
  ];
  const blocks: Block[] = [
    text(match ? say.looksLike(article.id, article.title) : say.opened(article.id, article.title)),
    ...(match ? [text(say.sure(match.confidence)), text(say.matched), itemsOf(match)] : []),
    ...(article.product === '' ? [] : [text(say.appliesTo(article.product))]),
    ...(shown.length > 0 ? [text(explains(article, isExplained)), ...shown.slice(0, MOST_PARAGRAPHS)] : []),
    ...(rest.length > 0 ? [{ kind: 'folded', title: diagnosis.why, blocks: rest } satisfies Block] : []),
    ...lookUp(at),
    ...sourceBlock(article),
  ];
  const fields = formFields(at);
  const steps = plan.screens.some(({ kind }) => kind === 'step');
  if (!steps) blocks.push(text(say.noSteps));
  const on = fields.length > 0 ? CHOICES.goOn : CHOICES.next;
  const said = reply(
    'diagnosis',
    say.title,
    blocks,
    [...(steps ? [on] : []), CHOICES.others, CHOICES.human, CHOICES.startOver],
    article.id,
  );
  return fields.length > 0 ? { ...said, form: fields } : said;
}

const itemsOf = (match: LibraryMatch): Block => ({ kind: 'list', items: matchedItems(match) });
