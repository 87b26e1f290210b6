import { collectorScripts } from '../../knowledge/collector/collector.ts';
import { inBothBases } from '../../knowledge/registry-path.ts';
import { topicTitle } from '../../knowledge/topics.ts';
import { words } from '../../knowledge/vocabulary/words.ts';
import type { Heard } from '../reading/sayings.ts';
import { type At, opened } from '../walking/at.ts';
import { scopeBlocks } from './asked/topic-answers.ts';
import { newOrSame } from './choose-reply.ts';
import { codeBlocks } from './code-reply.ts';
import { questionReply, reply } from './compose-reply.ts';
import { diagnosisReply } from './diagnosis-reply.ts';
import { otherBlocks } from './ending-reply.ts';
import { summaryLines } from './handoff.ts';
import { CHOICES, form, phrases, text } from './phrases.ts';
import { asks } from './phrases-asks.ts';
import { diagnosis, value } from './phrases-diagnosis.ts';
import { steps } from './phrases-steps.ts';
import type { Block, Choice, Reply } from './reply.ts';
import { screenReply } from './screen-reply.ts';

/** An answer in passing: it is said, the case stands where it stood, and the buttons of that place come with it. */
export function inPassing(at: At, title: string, blocks: Block[], choices: Choice[] = []): Reply {
  if (at.case.pending) {
    const ask = newOrSame(at);
    return reply('answer', title, [...blocks, ...ask.blocks], [...choices, ...ask.choices], ask.screen.article);
  }
  const { open } = at;
  if (!open) return beforeAnArticle(at, title, blocks, choices);
  const here = screenReply(at, open);
  // At a warning the agreement is only offered beside the warning itself.
  const buttons = open.screen.kind === 'warning' ? [CHOICES.back, CHOICES.stop] : here.choices;
  const others = buttons.filter((button) => !choices.some((one) => one.say === button.say));
  const place: Block[] = [text(phrases.backTo), text(`**${here.title}**`)];
  const next = open.screen.kind === 'warning' ? [text(phrases.warningAsk)] : [];
  if (!here.form)
    return reply('answer', title, [...blocks, ...place, ...next], [...choices, ...others], open.article.id);
  // Its questions were read: what is still asked is one line. The button that sends a form would, without its fields, say that nothing is known.
  const asked: Block[] = [text(phrases.backTo), text(form.stillAsked(here.form.map(({ ask }) => ask)))];
  const away = others.filter(({ say }) => say !== here.choices[0]?.say);
  return reply('answer', title, [...blocks, ...asked], [...choices, CHOICES.questions, ...away], open.article.id);
}

/** Nothing of it was understood: the place, that, and the buttons of the place, which was shown just before. */
export function missedReply(at: At, say: string): Reply {
  const { open } = at;
  if (!open || at.case.pending) return inPassing(at, say, [], [CHOICES.again]);
  const { title, choices, form: fields } = screenReply(at, open);
  // Without its fields, the button of a form would say that nothing is known.
  const here = fields ? choices.slice(1) : choices;
  const offered = fields ? [CHOICES.questions, ...here] : [...here, CHOICES.again];
  return reply('answer', title, [text(say)], offered, open.article.id);
}

/** While no article is open, a question that tells articles apart may be: it is said once more, with its answers. */
function beforeAnArticle(at: At, title: string, blocks: Block[], choices: Choice[]): Reply {
  const asked = at.knowledge.questions.get(at.case.asked ?? '');
  if (!asked) return reply('answer', title, blocks, choices);
  const asking = questionReply(asked);
  const place = [text(asks.oneOpen), text(`**${asking.title}**`)];
  return reply('answer', title, [...blocks, ...place], [...choices, ...asking.choices]);
}

/** "What does 0x80040115 mean": every code in the utterance, taken apart. */
export function codeAnswer(at: At, heard: Heard): Reply {
  const alone = at.case.cursor || at.case.known.events.length > 0 ? [] : [text(diagnosis.codeAlone)];
  const { codes, events } = at.case.known;
  return inPassing(at, diagnosis.codeTitle, [
    ...codeBlocks(heard, [...codes, ...events.flatMap((event) => event.codes)]),
    ...alone,
  ]);
}

/** What to do when a service does not come up after the change: nobody should be alone with that. */
export function serviceTrouble(at: At): Reply {
  const made = at.case.change?.made === true;
  const { troubleCodes, troubleSource = '' } = words().texts;
  const aside: Block[] = troubleCodes ? [{ kind: 'aside', text: troubleCodes, source: troubleSource }] : [];
  return inPassing(
    at,
    steps.troubleTitle,
    [...steps.trouble.map(text), ...aside, ...(made ? [text(steps.troubleUndo)] : [])],
    [...(made ? [CHOICES.undo] : []), CHOICES.human],
  );
}

/** How a change is taken back, without opening an editor: the steps themselves stand behind the warning. */
export function undoAnswer(at: At): Reply {
  const { change } = at.case;
  const made = change?.made === true;
  const known = change !== undefined && change.before !== 'unknown';
  return inPassing(
    at,
    topicTitle('how_to_undo'),
    [
      ...(known ? [text(value.noted(inBothBases(change.before)))] : []),
      text(phrases.howUndo),
      ...(made ? [text(phrases.undoNow)] : []),
    ],
    made ? [CHOICES.undo] : [],
  );
}

/** "Why": what is folded at this place, or else what points to the article. */
export function why(at: At): Reply {
  const open = opened(at);
  const here = unfolded(screenReply(at, open).blocks.filter((block) => block.kind === 'folded'));
  return inPassing(at, diagnosis.title, here.length > 0 ? here : unfolded(diagnosisReply(at, open).blocks));
}

const unfolded = (blocks: readonly Block[]): Block[] =>
  blocks.flatMap((block) => (block.kind === 'folded' ? [text(`**${block.title}**`), ...block.blocks] : [block]));

/** "Show my data": the case as it is told; the edge, which has the store, adds the rest. */
export function ownData(at: At): Reply {
  const told = whereAmI(at);
  return { ...told, title: phrases.ownDataTitle, blocks: [text(phrases.ownData), ...told.blocks] };
}

const MOST_LINES = 60;

/** The case, summed up. */
export function whereAmI(at: At): Reply {
  const { open } = at;
  const lines = summaryLines(at);
  const blocks: Block[] = [{ kind: 'copy', label: phrases.caseLabel, text: lines.slice(0, MOST_LINES).join('\n') }];
  return open || at.case.pending
    ? inPassing(at, phrases.summaryTitle, blocks)
    : reply('answer', phrases.summaryTitle, blocks, [CHOICES.startOver, CHOICES.help]);
}

export function handOver(at: At): Reply {
  const lines = summaryLines(at);
  const { open } = at;
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

/** What else fits. */
export function others(at: At): Reply {
  const { open } = at;
  const { blocks, choices } = otherBlocks(at, open?.article.id ?? '', value.otherCandidates);
  return inPassing(at, CHOICES.others.label, blocks, choices);
}

/** The scripts that write logs and settings into one file, to be pasted back. */
export function collectorReply(at: At): Reply {
  const said = inPassing(at, phrases.collectorTitle, phrases.collector().map(text));
  return { ...said, files: collectorScripts(at.knowledge).map(({ name, text: script }) => ({ name, text: script })) };
}

export function helpReply(at: At): Reply {
  const said = inPassing(at, phrases.helpTitle, [...scopeBlocks(at), { kind: 'list', items: [...phrases.help()] }]);
  return { ...said, screen: { kind: 'help' } };
}
