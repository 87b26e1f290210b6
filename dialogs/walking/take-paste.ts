import type { Setting } from '../../knowledge/article.ts';
import { isExactName, readsSetting } from '../../knowledge/judge-number.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { timesOf } from '../../knowledge/recognizer/fold-events.ts';
import { bothBases } from '../../knowledge/registry-path.ts';
import { settledAnswers } from '../../knowledge/settled-answers.ts';
import { type Heard, shown } from '../reading/sayings.ts';
import { newOrSame } from '../saying/choose-reply.ts';
import { phrases, text } from '../saying/phrases.ts';
import { value as say } from '../saying/phrases-diagnosis.ts';
import type { Block, Reply } from '../saying/reply.ts';
import { answerStep } from './answer-step.ts';
import { verdictBlocks } from './answer-value.ts';
import { changeOf, STAY } from './article-plan.ts';
import { type Case, type Known, nothingKnown } from './case.ts';
import type { Moved } from './moved.ts';
import type { OpenArticle } from './screen.ts';
import { joinKnown, takeEvidence } from './take-evidence.ts';
import { goForward, goTo, openArticle } from './walk-article.ts';

/** What a paste did: the case with it, and what to say first; or the question it raised. */
export type Taken = { kept: Case; lead: Block[] } | { kept: Case; ask: Reply };

/** Adds the facts of a second paste of the same failure. When they point elsewhere, that is shown next. */
export function joinPaste(knowledge: Knowledge, kept: Case, more: Known): Case {
  return otherCause(knowledge, { ...kept, known: joinKnown(kept.known, more, knowledge.index) });
}

/** The case at "your answers point elsewhere", when they do and nobody has said to stay; else where it stood. */
export function otherCause(knowledge: Knowledge, kept: Case): Case {
  const elsewhere = openArticle(knowledge, kept)?.plan.screens.find((screen) => screen.kind === 'other-cause');
  if (!elsewhere || kept.known.answers[`${elsewhere.id}:${elsewhere.articleId}`] === STAY) return kept;
  return goTo(knowledge, kept, elsewhere.id);
}

function takeEvents(knowledge: Knowledge, kept: Case, open: OpenArticle, heard: Heard, known: Known): Taken {
  // "Does the log also show …?" is answered by pasting it: no need to ask whether that is another case.
  const asked = open.screen.kind === 'question' ? open.screen.question.id : undefined;
  const merged = { ...kept, known };
  if (
    asked !== undefined &&
    settledAnswers(knowledge.questions, known).has(asked) &&
    !settledAnswers(knowledge.questions, kept.known).has(asked)
  )
    return { kept: goForward(knowledge, merged), lead: [] };
  const pending = takeEvidence(nothingKnown(), heard.result, knowledge.index).known;
  return { kept: { ...kept, pending }, ask: newOrSame(timesOf(heard.result.events), kept) };
}

function takeReadings(knowledge: Knowledge, kept: Case, open: OpenArticle, heard: Heard, known: Known): Taken {
  const [setting] = open.article.settings;
  const mine = heard.result.readings.filter((reading) => setting && readsSetting(setting, reading));
  const last = mine.at(-1);
  const told = heard.result.readings
    .slice(-3)
    .map((reading) =>
      text(say.read(reading.name, reading.value === 'absent' ? reading.value : bothBases(reading.value))),
    );
  const merged = { ...kept, known };
  if (!setting || !last) return { kept: merged, lead: [...told, text(say.notThisValue)] };
  const doubt = nameDoubt(setting, mine);
  // Neither what counts nor what is proven can be read off it.
  if (doubt !== undefined) return { kept, lead: [...told, text(doubt)] };
  const lead = [...told, ...(last.from === 'perfopt.log' ? [text(phrases.logIsHistory)] : [])];
  const { screen } = open;
  if (screen.kind === 'step' && (screen.task === 'note' || screen.task === 'verify') && last.from !== 'perfopt.log') {
    // Read as if it had been typed, so that pasting and typing can never be judged differently.
    const typed = { ...heard, sayings: shown(last.value), answer: { kind: 'text' as const } };
    const moved = answerStep(knowledge, merged, open, screen, typed);
    return { kept: moved.kept, lead: [...lead, ...moved.lead] };
  }
  const after =
    screen.kind === 'step' && last.from !== 'perfopt.log'
      ? afterChange(knowledge, merged, open, setting, last.value)
      : undefined;
  if (after) return { kept: after.kept, lead: [...lead, ...after.lead] };
  const verdict = verdictBlocks(knowledge, merged, setting, last.value);
  if (screen.kind === 'value') return { kept: goForward(knowledge, merged), lead: [...lead, ...verdict.slice(1)] };
  return { kept: merged, lead: [...lead, ...verdict.slice(1)] };
}

/** What is wrong with the names in a registry text: the program ignores a misspelt one without a word, and reads one of two. */
function nameDoubt(setting: Setting, readings: Heard['result']['readings']): string | undefined {
  const shown = readings.filter((one) => one.from === 'registry' && one.value !== 'absent');
  const inexact = shown.find((one) => !isExactName(setting, one.name));
  if (inexact) return say.nameDiffers(inexact.name, setting.value);
  const spellings = new Map(shown.map((one) => [one.name.toLowerCase(), one.name]));
  return spellings.size > 1 ? say.twoSpellings([...spellings.values()], setting.value) : undefined;
}

/** A registry text pasted at the change or after it is the proof that it was made, or was not; undefined before that. */
function afterChange(
  knowledge: Knowledge,
  kept: Case,
  open: OpenArticle,
  setting: Setting,
  value: number | 'absent',
): Moved | undefined {
  const change = changeOf(open.article, kept);
  const atChange = open.screen.kind === 'step' && open.screen.task === 'change';
  if (!change || open.plan.undo.some((step) => step.id === open.screen.id)) return undefined;
  const told = value === 'absent' ? value : bothBases(value);
  if (value === change.target && (atChange || change.made)) {
    const made = { ...kept, change: { ...change, made: true } };
    const on = atChange ? goForward(knowledge, goForward(knowledge, made)) : made;
    return { kept: on, lead: [text(say.verified(told))] };
  }
  if (!change.made) return undefined;
  return {
    kept: goTo(knowledge, kept, `${setting.id}/change`),
    lead: [text(say.notVerified(told, bothBases(change.target)))],
  };
}

/** Takes what was pasted: events, or a number out of a registry text or log. */
export function takePaste(knowledge: Knowledge, kept: Case, open: OpenArticle | undefined, heard: Heard): Taken {
  const { known, newEvents } = takeEvidence(kept.known, heard.result, knowledge.index);
  if (!open) return { kept: { ...kept, known }, lead: [] };
  if (newEvents > 0) return takeEvents(knowledge, kept, open, heard, known);
  if (heard.result.readings.length > 0) return takeReadings(knowledge, kept, open, heard, known);
  return { kept, lead: [text(phrases.sameEvents)] };
}
