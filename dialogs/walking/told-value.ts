import type { Setting } from '../../knowledge/article.ts';
import { judgeCurrent, readsSetting } from '../../knowledge/judge-number.ts';
import { VALUE_QUESTION } from '../../knowledge/question.ts';
import { bothBases, inBothBases } from '../../knowledge/registry-path.ts';
import { asHexadecimal, type SaidNumber } from '../reading/read-number.ts';
import { type Heard, nameIn, numberOf, saying, says } from '../reading/sayings.ts';
import { claimBlocks } from '../saying/claim-blocks.ts';
import { text } from '../saying/phrases.ts';
import { value as say } from '../saying/phrases-diagnosis.ts';
import type { At, Moved } from './at.ts';
import { changeOf } from './changes.ts';
import { stays } from './moved.ts';

/** What somebody said the current number is; `base?` when it depends on the base and the base was not said. */
type SaidValue = { read: 'number'; value: number } | { read: 'absent' } | { read: 'base?'; digits: number } | undefined;

/** The setting of the open article, if it has one. */
export const settingOf = ({ open }: Pick<At, 'open'>): Setting | undefined => open?.article.settings[0];

/** The setting of the open article, at a place that only an article with one has. */
export function settingHere(at: At): Setting {
  const setting = settingOf(at);
  if (!setting) throw new Error(`${at.case.cursor?.articleId}: no setting here`);
  return setting;
}

/** The number that the setting is to have. */
export function targetOf({ open, case: kept }: At): number {
  const [setting] = open?.article.settings ?? [];
  return (open && changeOf(open.article, kept)?.target) ?? setting?.suggest ?? 0;
}

export const isBaseOpen = (said: SaidValue): boolean => said?.read === 'base?';

/**
 * The value as it is told at this place. Where it is noted for undo, its base must be known whenever it matters, and
 * "it was 5" is the answer.
 */
export function toldHere(at: At, heard: Heard): SaidValue {
  const setting = settingOf(at);
  if (!setting) return undefined;
  const made = at.case.change?.made && at.case.change.articleId === at.open?.article.id;
  const forUndo = at.open?.screen.kind === 'step' && at.open.screen.task === 'note' && !made;
  const told = valueTold(setting, heard, forUndo);
  if (told || !forUndo) return told;
  const old = numberOf(heard, 'old');
  return old && readingsHere(setting, old, true);
}

function valueTold(setting: Setting, heard: Heard, exact: boolean): SaidValue {
  const number = numberOf(heard, 'now');
  if (number) return readingsHere(setting, number, exact);
  const guessed = saying(heard, 'topic')?.topics[0] === 'value_not_found';
  const missing = guessed && !says(heard, 'asks') && nameIn(heard) === undefined;
  return says(heard, 'absent') || missing ? { read: 'absent' } : undefined;
}

/** A number that was told, or the question in which base it was meant. */
export function readingsHere(setting: Setting, number: SaidNumber, exact = false): SaidValue {
  const asHex = asHexadecimal(number.value);
  const verdicts = [judgeCurrent(setting, number.value), judgeCurrent(setting, asHex)];
  // Where nothing will be changed, nothing has to be undone, and the exact old number does not matter.
  const matters = exact && verdicts.some((verdict) => verdict !== 'enough');
  const differs = matters ? asHex !== number.value : verdicts[0] !== verdicts[1];
  if (number.base === undefined && differs) return { read: 'base?', digits: number.value };
  return { read: 'number', value: number.value };
}

/** What was told, where its base is no question any more. */
export function numberTold(said: SaidValue): number | 'absent' {
  return said?.read === 'number' ? said.value : 'absent';
}

/** "Is that decimal or hexadecimal?" */
export function askBase(at: At, digits: number): Moved {
  return stays(at, say.whichBase(String(digits), `${digits}`, `${asHexadecimal(digits)} in decimal`));
}

/**
 * Notes what somebody said the setting is; it replaces every earlier reading of it.
 * @param setting that of the open article; another one, while none is open
 * @param spelt the spelling that was written beside it, since it may be the one that this machine has
 */
export function withReading(at: At, value: number | 'absent', spelt?: string, setting = settingHere(at)): At {
  const { known, decided, ...rest } = at.case;
  const elsewhere = known.readings.filter((reading) => !readsSetting(setting, reading));
  // The spelling that a registry text showed is the one this machine has, whoever tells the number now.
  const shown = known.readings.findLast((one) => one.from === 'registry' && readsSetting(setting, one))?.name;
  const { [VALUE_QUESTION]: _asked, ...answers } = known.answers;
  const { addValue, ...others } = decided ?? {};
  // Whoever chose to add the value says nothing new by finding it absent once more.
  const still = { ...others, ...(addValue && value === 'absent' && { addValue }) };
  return at.with({
    ...rest,
    ...(Object.keys(still).length > 0 && { decided: still }),
    known: {
      ...known,
      answers,
      readings: [...elsewhere, { name: spelt ?? shown ?? setting.value, value, from: 'said' }],
    },
  });
}

/** The sentences about a number that was just told. */
export function verdictBlocks(at: At, value: number | 'absent'): Moved['lead'] {
  const setting = settingHere(at);
  const verdict = judgeCurrent(setting, value);
  // At these two the next screen says everything; here it would only be said twice.
  if (verdict === 'enough' || verdict === 'absent') return [];
  const said = value === 'absent' ? say.isAbsent(setting.value) : say.youSaid(bothBases(value));
  return [text(said), ...claimBlocks(setting.verdicts[verdict], at.answers)];
}

/** Whether something that is known speaks against the article of this setting; then its number decides, and nobody may guess. */
export function objected(at: At): boolean {
  const match = at.matches.find((one) => one.article.id === at.open?.article.id);
  return match === undefined ? at.case.known.events.length > 0 : match.evidence.some((found) => !found.for);
}

/** What is said when the number was noted for undo. */
export function notedBlocks(at: At, before: number | 'absent'): Moved['lead'] {
  const stop = before !== 'absent' && judgeCurrent(settingHere(at), before) === 'enough';
  return stop ? [] : [text(say.noted(inBothBases(before))), ...verdictBlocks(at, before)];
}
