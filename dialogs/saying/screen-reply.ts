import { words } from '../../knowledge/vocabulary/words.ts';
import type { At } from '../walking/at.ts';
import type { OpenArticle, Screen, StepScreen } from '../walking/screen.ts';
import { agreed } from '../walking/walk-article.ts';
import { claimBlocks, linkBlocks, pictureBlock } from './claim-blocks.ts';
import { reply } from './compose-reply.ts';
import { diagnosisReply, otherArticleReply } from './diagnosis-reply.ts';
import { endingReply, reminderChoices } from './ending-reply.ts';
import { formReply } from './form-reply.ts';
import { importedDiagnosis } from './imported/imported-diagnosis.ts';
import { CHOICES, phrases, text } from './phrases.ts';
import { outcome } from './phrases-diagnosis.ts';
import { steps } from './phrases-steps.ts';
import type { Block, Choice, Reason, Reply } from './reply.ts';

function warningReply(
  { case: kept, answers }: At,
  open: OpenArticle,
  screen: Extract<Screen, { kind: 'warning' }>,
): Reply {
  // What the folders of knowledge add stands with what every such step may do.
  const own = words().texts.warnings ?? {};
  const warnings = screen.risks.map(
    (risk): Block => ({ kind: 'warning', text: [...phrases.warning[risk], ...(own[risk] ?? [])].join(' ') }),
  );
  const blocks: Block[] = [...warnings, ...claimBlocks(screen.more, answers), text(phrases.warningAsk)];
  // Somebody who comes back to a warning they agreed to may go on without agreeing again.
  const choices = agreed(kept, open.article)
    ? [CHOICES.next, CHOICES.back]
    : [CHOICES.agree, CHOICES.back, CHOICES.stop];
  return reply('warning', phrases.warningTitle, blocks, choices, open.article.id);
}

function stepChoices(at: At, screen: StepScreen): Choice[] {
  const onward = [...reminderChoices(at), CHOICES.back, CHOICES.stop];
  if (screen.task === 'article') return [CHOICES.goTo(screen.articleId ?? ''), CHOICES.skip, CHOICES.back];
  if (screen.task === 'note')
    return [...(screen.knows === undefined ? [] : [CHOICES.still(screen.knows)]), CHOICES.absent, ...onward];
  if (screen.task === 'look') return [CHOICES.absent, CHOICES.unknown, ...onward];
  if (screen.asksOutcome) return [CHOICES.solved, CHOICES.notSolved, ...onward];
  return [CHOICES.done, ...(screen.optional ? [CHOICES.skip] : []), ...onward];
}

function stepReply(at: At, open: OpenArticle, screen: StepScreen): Reply {
  const { answers, knowledge } = at;
  const { claims, below, copy, files, more, links = [], table, pictures = [], blocks: own = [] } = screen.content();
  const led = screen.articleId === undefined ? undefined : knowledge.articles.get(screen.articleId);
  const folded = more.flatMap((one): Block[] => {
    const blocks = claimBlocks(one.claims, answers);
    const picture: Reason[] = one.picture ? [{ kind: 'drawing', ...one.picture }] : [];
    return blocks.length > 0 ? [{ kind: 'folded', title: one.title, blocks: [...picture, ...blocks] }] : [];
  });
  const blocks: Block[] = [
    ...claimBlocks(claims, answers),
    ...own,
    ...files.map((file) => text(`\`${file.name}\`: ${file.why}`)),
    ...copy.flatMap((one): Block[] => [
      { kind: 'copy', label: one.label, text: one.text },
      ...(one.expect === undefined ? [] : [text(steps.expect(one.expect))]),
    ]),
    ...(table
      ? [{ kind: 'list', items: [table.head, ...table.rows].map((row) => row.join(' | ')) } satisfies Block]
      : []),
    ...pictures.flatMap(({ file, shows }) => pictureBlock(knowledge.pictures?.get(file)?.address, shows)),
    ...linkBlocks([...links]),
    ...claimBlocks(below, answers),
    ...(screen.asksOutcome ? [text(outcome.askTitle)] : []),
    ...folded,
  ];
  return {
    screen: { kind: 'step', article: open.article.id, step: screen.step, of: screen.of },
    title: led?.title ?? screen.title,
    blocks,
    choices: stepChoices(at, screen),
    files: files.map(({ name, text: content }) => ({ name, text: content })),
  };
}

/** What is said at a screen of an article. */
export function screenReply(at: At, open: OpenArticle): Reply {
  const { article, screen } = open;
  switch (screen.kind) {
    case 'diagnosis':
      return article.imported ? importedDiagnosis(at, open) : diagnosisReply(at, open);
    case 'form':
      return formReply(at, article.id);
    case 'other-version':
    case 'other-cause':
      return otherArticleReply(at, open, screen);
    case 'warning':
      return warningReply(at, open, screen);
    case 'step':
      return stepReply(at, open, screen);
    case 'ending':
      return endingReply(at, open, screen.id);
  }
}
