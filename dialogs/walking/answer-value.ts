import type { Setting } from '../../knowledge/article.ts';
import { currentReading, judgeCurrent, readsSetting } from '../../knowledge/judge-number.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { matchArticles } from '../../knowledge/match-articles.ts';
import { UNKNOWN_ANSWER, VALUE_QUESTION } from '../../knowledge/question.ts';
import { bothBases } from '../../knowledge/registry-path.ts';
import { settledAnswers } from '../../knowledge/settled-answers.ts';
import { asHexadecimal, type SaidNumber } from '../reading/read-number.ts';
import { type Heard, nameIn, numberOf, says } from '../reading/sayings.ts';
import { claimBlocks } from '../saying/claim-blocks.ts';
import { text } from '../saying/phrases.ts';
import { value as say } from '../saying/phrases-diagnosis.ts';
import { ADD_ANYWAY } from './article-plan.ts';
import type { Case } from './case.ts';
import { answered, type Moved, stays } from './moved.ts';
import { goForward } from './walk-article.ts';

/** What somebody said the current number is; `base?` when it depends on the base and the base was not said. */
type SaidValue = { read: 'number'; value: number } | { read: 'absent' } | { read: 'base?'; digits: number } | undefined;

/** Reads "the number is …". `exact`: the number is kept for undo, so its base must be known whenever it matters. */
export function readValue(setting: Setting, heard: Heard, exact: boolean): SaidValue {
  const number = numberOf(heard, 'now');
  if (number === undefined) {
    const guessed = heard.answer.kind === 'topic' && heard.answer.topic === 'value_not_found';
    const missing = guessed && !says(heard, 'asks') && nameIn(heard) === undefined;
    return says(heard, 'absent') || missing ? { read: 'absent' } : undefined;
  }
  return judgeSaid(setting, number, exact);
}

/** A number that was told, or the question in which base it was meant. */
export function judgeSaid(
  setting: Setting,
  number: SaidNumber,
  exact: boolean,
): Exclude<SaidValue, undefined | { read: 'absent' }> {
  const asHex = asHexadecimal(number.value);
  const verdicts = [judgeCurrent(setting, number.value), judgeCurrent(setting, asHex)];
  // Where nothing will be changed, nothing has to be undone, and the exact old number does not matter.
  const matters = exact && verdicts.some((verdict) => verdict !== 'enough');
  const differs = matters ? asHex !== number.value : verdicts[0] !== verdicts[1];
  if (number.base === undefined && differs) return { read: 'base?', digits: number.value };
  return { read: 'number', value: number.value };
}

/** "Is that decimal or hexadecimal?" */
export function askBase(kept: Case, digits: number): Moved {
  const hex = asHexadecimal(digits);
  return stays(kept, say.whichBase(String(digits), `${digits}`, `${hex} in decimal`));
}

/**
 * Notes what somebody said a setting is; it replaces every earlier reading of it.
 * @param spelt the spelling that was written beside it, since it may be the one that this machine has
 */
export function withReading(kept: Case, setting: Setting, value: number | 'absent', spelt?: string): Case {
  const elsewhere = kept.known.readings.filter((reading) => !readsSetting(setting, reading));
  // The spelling that a registry text showed is the one this machine has, whoever tells the number now.
  const shown = kept.known.readings.findLast((one) => one.from === 'registry' && readsSetting(setting, one))?.name;
  const name = spelt ?? shown;
  const { [VALUE_QUESTION]: asked, ...others } = kept.known.answers;
  // Whoever chose to add the value says nothing new by finding it absent once more.
  const answers = asked === ADD_ANYWAY && value === 'absent' ? kept.known.answers : others;
  return {
    ...kept,
    known: { ...kept.known, answers, readings: [...elsewhere, { name: name ?? setting.value, value, from: 'said' }] },
  };
}

/** The sentences about a number that was just told. */
export function verdictBlocks(
  knowledge: Knowledge,
  kept: Case,
  setting: Setting,
  value: number | 'absent',
): Moved['lead'] {
  const verdict = judgeCurrent(setting, value);
  // At these two the next screen says everything; here it would only be said twice.
  if (verdict === 'enough' || verdict === 'absent') return [];
  const said = value === 'absent' ? say.isAbsent(setting.value) : say.youSaid(bothBases(value));
  return [text(said), ...claimBlocks(setting.verdicts[verdict], settledAnswers(knowledge.questions, kept.known))];
}

/** Whether something that is known speaks against the article of this setting; then its number decides, and nobody may guess. */
function objected(knowledge: Knowledge, kept: Case, setting: Setting): boolean {
  const match = matchArticles(knowledge, kept.known).find((one) => one.article.settings.includes(setting));
  return match === undefined ? kept.known.events.length > 0 : match.evidence.some((found) => !found.for);
}

/** Takes the answer to "what is the number now?"; undefined when it was something else. */
export function answerValue(knowledge: Knowledge, kept: Case, setting: Setting, heard: Heard): Moved | undefined {
  const { kind } = heard.answer;
  if (kind === 'unknown' || kind === 'skip') {
    if (objected(knowledge, kept, setting)) return stays(kept, say.neededHere);
    return { kept: goForward(knowledge, answered(kept, VALUE_QUESTION, UNKNOWN_ANSWER)), lead: [text(say.unknown)] };
  }
  const said = readValue(setting, heard, false);
  if (said === undefined)
    return kind === 'next' || kind === 'done' || kind === 'yes' || kind === 'no'
      ? stays(kept, say.notANumber)
      : undefined;
  if (said.read === 'base?') return askBase(kept, said.digits);
  const value = said.read === 'absent' ? 'absent' : said.value;
  const pasted = currentReading(setting, kept.known);
  // A number from memory does not outweigh the registry text that says there are enough.
  if (
    pasted?.from === 'registry' &&
    judgeCurrent(setting, pasted.value) === 'enough' &&
    judgeCurrent(setting, value) !== 'enough'
  )
    return stays(kept, say.registrySays(pasted.value === 'absent' ? 'absent' : bothBases(pasted.value)));
  const noted = withReading(kept, setting, value, nameIn(heard));
  return { kept: goForward(knowledge, noted), lead: verdictBlocks(knowledge, noted, setting, value) };
}
