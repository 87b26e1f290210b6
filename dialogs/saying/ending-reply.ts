import { currentReading, judgeCurrent } from '../../knowledge/judge-number.ts';
import type { ArticleMatch } from '../../knowledge/match-articles.ts';
import { matchOthers } from '../../knowledge/match-others.ts';
import { bothBases, inBothBases } from '../../knowledge/registry-path.ts';
import type { At } from '../walking/at.ts';
import type { Case } from '../walking/case.ts';
import { nextWay } from '../walking/imported/imported-steps.ts';
import { waitHere } from '../walking/reminder.ts';
import { isRuledOut } from '../walking/ruled-out.ts';
import type { Ending, OpenArticle } from '../walking/screen.ts';
import { followUpsLeft } from '../walking/walk-article.ts';
import { claimBlocks } from './claim-blocks.ts';
import { reply } from './compose-reply.ts';
import { importedOthers } from './imported/imported-choice.ts';
import { imported as say } from './imported/phrases-imported.ts';
import { CHOICES, text } from './phrases.ts';
import { diagnosis, outcome, value } from './phrases-diagnosis.ts';
import type { Block, Choice, Reply } from './reply.ts';

/** The articles that fit beside the open one, best first. */
function otherMatches({ knowledge, case: kept, matches }: At, articleId: string): ArticleMatch[] {
  const others = matchOthers(knowledge, kept.known, articleId).filter((match) => !isRuledOut(kept, match.article.id));
  // Beside the open article they have what it leaves, so that the figures shown together never sum to more than all.
  const mine = isRuledOut(kept, articleId)
    ? 0
    : (matches.find((match) => match.article.id === articleId)?.confidence ?? 0);
  const sum = others.reduce((total, { confidence }) => total + confidence, 0);
  const share = (1 - mine) / Math.max(1, sum);
  return others.slice(0, 4).map((match) => ({ ...match, confidence: match.confidence * share }));
}

/** The other articles that fit beside this one, curated ones first, as blocks and as buttons. */
export function otherBlocks(at: At, articleId: string, lead: string): { blocks: Block[]; choices: Choice[] } {
  const others = otherMatches(at, articleId);
  const imported = importedOthers(at, articleId);
  if (others.length === 0)
    return imported.blocks.length > 0 ? imported : { blocks: [text(value.noOtherCandidates())], choices: [] };
  const items = others.map((match) => diagnosis.candidate(match.article.id, match.article.names, match.confidence));
  return {
    blocks: [text(lead), { kind: 'list', items }, ...imported.blocks],
    choices: [...others.slice(0, 2).map((match) => CHOICES.goTo(match.article.id)), ...imported.choices],
  };
}

function notConfirmed(at: At, open: OpenArticle): Reply {
  const [setting] = open.article.settings;
  const reading = setting && currentReading(setting, at.case.known);
  if (!setting || !reading)
    return reply('outcome', value.notConfirmedTitle, [text(value.notConfirmed)], [CHOICES.human], open.article.id);
  const verdict = judgeCurrent(setting, reading.value);
  const others = otherBlocks(at, open.article.id, value.otherCandidates);
  const blocks: Block[] = [
    text(reading.value === 'absent' ? value.isAbsent(setting.value) : value.youSaid(bothBases(reading.value))),
    ...claimBlocks(setting.verdicts[verdict], at.answers),
    ...(reading.value !== 'absent' && reading.value > setting.highest
      ? [text(value.tooMany(bothBases(setting.highest)))]
      : []),
    text(value.notConfirmed),
    ...others.blocks,
    ...(verdict === 'absent' ? [text(value.addLastResort)] : []),
  ];
  return reply(
    'outcome',
    value.notConfirmedTitle,
    blocks,
    [...others.choices, ...(verdict === 'absent' ? [CHOICES.addValue] : []), CHOICES.back, CHOICES.human],
    open.article.id,
  );
}

/** The button that sets a reminder, or takes it back; none where there is nothing to be reminded of. */
export function reminderChoices(at: At): Choice[] {
  if (at.case.reminder) return [CHOICES.noReminder];
  const wait = waitHere(at);
  return wait === undefined ? [] : [CHOICES.remind(wait)];
}

function asked(at: At, open: OpenArticle): Reply {
  const { case: kept } = at;
  const typical = open.article.evidence.for.flatMap((item) =>
    item.event !== undefined && !item.sometimes ? [item.event] : [],
  );
  const parent = kept.parents.at(-1);
  return reply(
    'outcome',
    outcome.askTitle,
    [
      text(outcome.ask),
      ...(typical.length > 0 ? [text(outcome.askWatch([...new Set(typical)]))] : []),
      ...(parent ? [text(outcome.backTo(parent.articleId))] : []),
    ],
    [
      CHOICES.solved,
      CHOICES.notSolved,
      ...reminderChoices(at),
      ...(parent ? [CHOICES.goBackTo] : []),
      ...(kept.change?.made ? [CHOICES.undo] : []),
    ],
    open.article.id,
  );
}

function changedBlock(kept: Case, open: OpenArticle): Block[] {
  const [setting] = open.article.settings;
  if (!setting || !kept.change?.made || kept.change.articleId !== open.article.id) return [];
  return [text(outcome.changed(setting.value, inBothBases(kept.change.before), inBothBases(kept.change.target)))];
}

const nextCandidates = (at: At, articleId: string) => otherBlocks(at, articleId, outcome.nextCandidate);

function unsolved(at: At, { article }: OpenArticle, undo: readonly Choice[]): Reply {
  const { answers, case: kept } = at;
  const others = nextCandidates(at, article.id);
  const way = nextWay(article, answers);
  const further = way ? [text(say.nextWay(way.title || way.option))] : [];
  const back = kept.parents.length > 0 ? [CHOICES.goBackTo] : [];
  return reply(
    'outcome',
    outcome.unsolvedTitle,
    [text(outcome.unsolved), ...claimBlocks(article.unsolved, answers), ...further, ...others.blocks],
    [...(way ? [CHOICES.next] : []), ...others.choices, ...back, ...undo, CHOICES.human],
    article.id,
  );
}

/** What is said at the end of an article. */
export function endingReply(at: At, open: OpenArticle, ending: Ending): Reply {
  const { article } = open;
  const { answers, case: kept } = at;
  const undo = kept.change?.made || kept.carriedOut ? [CHOICES.undo] : [];
  const later = followUpsLeft(kept, open).map(({ title, after }) => outcome.followUp(title, after));
  switch (ending) {
    case 'not-confirmed':
      return notConfirmed(at, open);
    case 'outcome':
      return asked(at, open);
    case 'version-stop': {
      const rule = article.otherVersions.find((one) => one.versions.includes(answers.get('version') ?? ''));
      return reply(
        'outcome',
        outcome.versionTitle,
        claimBlocks(rule?.say ?? [], answers),
        [CHOICES.back, CHOICES.human, CHOICES.startOver],
        article.id,
      );
    }
    case 'solved':
      return reply(
        'outcome',
        outcome.solvedTitle,
        [
          text(outcome.solved),
          ...changedBlock(kept, open),
          ...(later.length > 0 ? [text(outcome.later), { kind: 'list', items: later } satisfies Block] : []),
          ...claimBlocks(article.solved, answers),
        ],
        [
          ...(later.length > 0 ? [CHOICES.next] : []),
          ...reminderChoices(at),
          ...(kept.parents.length > 0 ? [CHOICES.goBackTo] : []),
          ...undo,
          CHOICES.startOver,
        ],
        article.id,
      );
    case 'unsolved':
      return unsolved(at, open, undo);
    case 'undone': {
      const others = nextCandidates(at, article.id);
      return reply(
        'outcome',
        outcome.undoneTitle,
        [text(outcome.undone), ...others.blocks],
        [...others.choices, CHOICES.human, CHOICES.startOver],
        article.id,
      );
    }
  }
}
