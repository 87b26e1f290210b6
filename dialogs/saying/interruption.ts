import type { Topic } from '../../knowledge/article.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { timesOf } from '../../knowledge/recognizer/fold-events.ts';
import { settledAnswers } from '../../knowledge/settled-answers.ts';
import { type Heard, says } from '../reading/sayings.ts';
import type { Case } from '../walking/case.ts';
import { openArticle } from '../walking/walk-article.ts';
import { newOrSame } from './choose-reply.ts';
import { claimBlocks } from './claim-blocks.ts';
import { codeBlocks } from './code-reply.ts';
import { reply } from './compose-reply.ts';
import { diagnosisReply } from './diagnosis-reply.ts';
import { otherBlocks, otherMatches } from './ending-reply.ts';
import { summaryLines } from './handoff.ts';
import { CHOICES, phrases, text } from './phrases.ts';
import { diagnosis, value } from './phrases-diagnosis.ts';
import { steps } from './phrases-steps.ts';
import type { Block, Choice, Reply } from './reply.ts';
import { screenReply } from './screen-reply.ts';

/** An answer in passing: it is said, the case stands where it stood, and the buttons of that place come with it. */
export function inPassing(
  knowledge: Knowledge,
  kept: Case,
  title: string,
  blocks: Block[],
  choices: Choice[] = [],
): Reply {
  if (kept.pending) {
    const ask = newOrSame(timesOf(kept.pending.events), kept);
    return reply('answer', title, [...blocks, ...ask.blocks], [...choices, ...ask.choices], ask.screen.article);
  }
  const open = openArticle(knowledge, kept);
  if (!open) return reply('answer', title, blocks, choices);
  const here = screenReply(knowledge, kept, open);
  // At a warning the agreement is only offered beside the warning itself.
  const buttons = open.screen.kind === 'warning' ? [CHOICES.back, CHOICES.stop] : here.choices;
  const others = buttons.filter((button) => !choices.some((one) => one.say === button.say));
  const place: Block[] = [text(phrases.backTo), text(`**${here.title}**`)];
  const next = open.screen.kind === 'warning' ? [text(phrases.warningAsk)] : [];
  return reply('answer', title, [...blocks, ...place, ...next], [...choices, ...others], open.article.id);
}

/** "What does 0x80040115 mean": every code in the utterance, taken apart; undefined when there is none. */
export function codeAnswer(knowledge: Knowledge, kept: Case, heard: Heard): Reply | undefined {
  const blocks = codeBlocks(heard);
  if (blocks.length === 0) return undefined;
  return inPassing(knowledge, kept, diagnosis.codeTitle, [
    ...blocks,
    ...(kept.cursor ? [] : [text(diagnosis.codeAlone)]),
  ]);
}

function topicReply(knowledge: Knowledge, kept: Case, topic: Topic): Reply {
  const open = openArticle(knowledge, kept);
  if (!open)
    return reply('answer', phrases.topicFirstTitle, [text(phrases.topicNeedsArticle)], [CHOICES.example, CHOICES.help]);
  if (topic === 'how_to_undo' && open.plan.undo.length > 0) return undoAnswer(knowledge, kept);
  const claims = open.article.answers[topic];
  if (!claims) return inPassing(knowledge, kept, phrases.noTopicTitle, [text(phrases.noTopic)]);
  const blocks = claimBlocks(claims, settledAnswers(knowledge.questions, kept.known));
  return inPassing(knowledge, kept, phrases.topics[topic], blocks, kept.change?.made ? [CHOICES.undo] : []);
}

/** What to do when a service does not come up after the change: nobody should be alone with that. */
export function serviceTrouble(knowledge: Knowledge, kept: Case, heard: Heard): Reply | undefined {
  const open = openArticle(knowledge, kept);
  const mayBeOurs = open?.screen.kind === 'step' && (kept.change?.made || /restart/.test(open.screen.id));
  if (!mayBeOurs || heard.answer.exact || heard.result.events.length > 0 || !says(heard, 'trouble')) return undefined;
  const made = kept.change?.made === true;
  const aside: Block = { kind: 'aside', text: steps.troubleCodes, source: steps.troubleSource };
  return inPassing(
    knowledge,
    kept,
    steps.troubleTitle,
    [...steps.trouble.map(text), aside, ...(made ? [text(steps.troubleUndo)] : [])],
    [...(made ? [CHOICES.undo] : []), CHOICES.human],
  );
}

/** How a change is taken back, without opening an editor: the steps themselves stand behind the warning. */
export function undoAnswer(knowledge: Knowledge, kept: Case): Reply {
  const made = kept.change?.made === true;
  return inPassing(
    knowledge,
    kept,
    phrases.topics.how_to_undo,
    [text(phrases.howUndo), ...(made ? [text(phrases.undoNow)] : [])],
    made ? [CHOICES.undo] : [],
  );
}

function why(knowledge: Knowledge, kept: Case): Reply | undefined {
  const open = openArticle(knowledge, kept);
  if (!open) return undefined;
  return inPassing(knowledge, kept, diagnosis.title, diagnosisReply(knowledge, kept, open).blocks);
}

/** "Show my data": the case as it is told; the edge, which has the store, adds the rest. */
export function ownData(knowledge: Knowledge, kept: Case): Reply {
  const told = whereAmI(knowledge, kept);
  return { ...told, title: phrases.ownDataTitle, blocks: [text(phrases.ownData), ...told.blocks] };
}

const MOST_LINES = 60;

function whereAmI(knowledge: Knowledge, kept: Case): Reply {
  const open = openArticle(knowledge, kept);
  const lines = summaryLines(knowledge, kept);
  const blocks: Block[] = [{ kind: 'copy', label: phrases.caseLabel, text: lines.slice(0, MOST_LINES).join('\n') }];
  return open || kept.pending
    ? inPassing(knowledge, kept, phrases.summaryTitle, blocks)
    : reply('answer', phrases.summaryTitle, blocks, [CHOICES.startOver, CHOICES.help]);
}

function handOver(knowledge: Knowledge, kept: Case): Reply {
  const lines = summaryLines(knowledge, kept);
  const open = openArticle(knowledge, kept);
  return {
    ...reply(
      'handoff',
      phrases.handoffTitle,
      [text(phrases.handoff), { kind: 'copy', label: phrases.summaryTitle, text: lines.join('\n') }],
      open ? [CHOICES.whereAmI, CHOICES.startOver] : [CHOICES.startOver],
      open?.article.id,
    ),
    files: [{ name: 'case-summary.md', text: `${lines.join('\n')}\n` }],
  };
}

function others(knowledge: Knowledge, kept: Case): Reply {
  const open = openArticle(knowledge, kept);
  const { blocks, choices } = otherBlocks(otherMatches(knowledge, kept, open?.article.id ?? ''), value.otherCandidates);
  return inPassing(knowledge, kept, CHOICES.others.label, blocks, choices);
}

/** What can be asked or said at any point without leaving it; undefined when the utterance is none of these. */
export function interruption(knowledge: Knowledge, kept: Case, heard: Heard): Reply | undefined {
  const { answer } = heard;
  switch (answer.kind) {
    case 'topic':
      return topicReply(knowledge, kept, answer.topic);
    case 'explain-code':
      return (
        codeAnswer(knowledge, kept, heard) ??
        (says(heard, 'speaks-of-code')
          ? inPassing(knowledge, kept, diagnosis.codeTitle, [text(diagnosis.whichCode)])
          : undefined)
      );
    case 'help':
      return {
        ...inPassing(knowledge, kept, phrases.helpTitle, [{ kind: 'list', items: [...phrases.help] }]),
        screen: { kind: 'help' },
      };
    case 'where':
    case 'summary':
      return whereAmI(knowledge, kept);
    case 'human':
      return handOver(knowledge, kept);
    case 'why':
      return why(knowledge, kept);
    case 'others':
      return kept.cursor || kept.known.events.length > 0 ? others(knowledge, kept) : undefined;
    case 'thanks':
      return inPassing(knowledge, kept, phrases.welcomeTitle, [text(phrases.thanks)]);
    case 'off-topic':
      return inPassing(knowledge, kept, phrases.welcomeTitle, [text(phrases.offTopic)]);
    default:
      return undefined;
  }
}
