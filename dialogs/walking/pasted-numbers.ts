import { isExactName, readsSetting } from '../../knowledge/judge-number.ts';
import { bothBases } from '../../knowledge/registry-path.ts';
import { words } from '../../knowledge/vocabulary/words.ts';
import { type Heard, shown, withSayings } from '../reading/sayings.ts';
import { phrases, text } from '../saying/phrases.ts';
import { value as say } from '../saying/phrases-diagnosis.ts';
import type { Block } from '../saying/reply.ts';
import { afterAnswers } from './after-answers.ts';
import type { At, Moved } from './at.ts';
import { changeOf } from './changes.ts';
import { settingOf, verdictBlocks } from './told-value.ts';
import { goForward, goTo } from './walk-article.ts';

type Readings = Heard['result']['readings'];

const mine = (at: At, readings: Readings): Readings => {
  const setting = settingOf(at);
  return readings.filter((reading) => setting && readsSetting(setting, reading));
};

/** The last three numbers of a paste, as they were read. */
export function readingBlocks({ result }: Heard): Block[] {
  return result.readings
    .slice(-3)
    .map(({ name, value }) => text(say.read(name, value === 'absent' ? value : bothBases(value))));
}

/** What is wrong with the names in a registry text: the program ignores a misspelt one without a word, and reads one of two. */
export function nameDoubt(at: At, readings: Readings): string | undefined {
  const setting = settingOf(at);
  const there = mine(at, readings).filter((one) => one.from === 'registry' && one.value !== 'absent');
  if (!setting) return undefined;
  const inexact = there.find((one) => !isExactName(setting, one.name));
  if (inexact) return say.nameDiffers(inexact.name, setting.value);
  const spellings = new Map(there.map((one) => [one.name.toLowerCase(), one.name]));
  return spellings.size > 1 ? say.twoSpellings([...spellings.values()], setting.value) : undefined;
}

/** The number of the setting that a paste shows, when it stands there now; a log of what was written once is none. */
export function shownNow(at: At, { result }: Heard): number | 'absent' | undefined {
  const last = mine(at, result.readings).at(-1);
  return last && !last.past ? last.value : undefined;
}

/** The same utterance as if its number had been typed, so that the two can never be judged differently. */
export function asTyped(at: At, heard: Heard): Heard {
  const value = shownNow(at, heard);
  return value === undefined ? heard : withSayings(heard, shown(value));
}

/** Whether a registry text shows that the change was made, or was not: at the change, or after it. */
export function provesChange(at: At, heard: Heard): boolean {
  const { open, case: kept } = at;
  const change = open && changeOf(open.article, kept);
  if (!change || open.screen.kind !== 'step' || open.plan.undo.some((step) => step.id === open.screen.id)) return false;
  const value = shownNow(at, heard);
  if (value === undefined) return false;
  return change.made || (value === change.target && open.screen.task === 'change');
}

/** Takes that proof. */
export function takeProof(at: At, heard: Heard): Moved {
  const { open, case: kept } = at;
  const change = open && changeOf(open.article, kept);
  const value = shownNow(at, heard);
  if (!open || !change || value === undefined) throw new Error('no proof without a change');
  const told = value === 'absent' ? value : bothBases(value);
  if (value !== change.target)
    return { at: goTo(at, `${change.setting}/change`), lead: [text(say.notVerified(told, bothBases(change.target)))] };
  const made = at.with({ ...kept, change: { ...change, made: true } });
  // Only with the change made has the article steps: a number that is high enough ends it.
  const { screen } = made.open ?? open;
  const atChange = screen.kind === 'step' && screen.task === 'change';
  return { at: atChange ? goForward(goForward(made)) : made, lead: [text(say.verified(told))] };
}

/** A number was pasted where another thing is asked: it is noted, and judged. */
export function takeReading(at: At, { result }: Heard): Moved {
  const last = mine(at, result.readings).at(-1);
  if (!last) return { at, lead: [] };
  const lead = [
    ...(last.past ? [text(words().places.get(last.from)?.note ?? phrases.logIsHistory)] : []),
    ...verdictBlocks(at, last.value).slice(1),
  ];
  // Where the form asks for the number, it is answered by it.
  const kind = at.open?.screen.kind;
  return { at: kind === 'form' || kind === 'diagnosis' ? afterAnswers(at) : at, lead };
}
