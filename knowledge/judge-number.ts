import type { Setting } from './article.ts';
import type { Facts } from './facts.ts';

/** What the current number of a setting says about its article's cause. */
export type ValueVerdict = 'confirmed' | 'plausible' | 'enough' | 'absent';

/** Judges the number a setting has now. `absent`: the value is not in the registry. */
export function judgeCurrent(setting: Setting, value: number | 'absent'): ValueVerdict {
  if (value === 'absent') return 'absent';
  if (value >= setting.enough) return 'enough';
  return value <= setting.confirmedAt ? 'confirmed' : 'plausible';
}

/** Judges a number somebody wants to set. Only `fine` is ever adopted. */
export function judgeWanted(setting: Setting, value: number): 'tooLow' | 'fine' | 'tooHigh' {
  if (value < setting.enough) return 'tooLow';
  return value > setting.highest ? 'tooHigh' : 'fine';
}

// Event Viewer's readers keep a name as it was written, so case and blanks may differ. Word order may not:
// another order is another value, unless the article lists it as another spelling.
const folded = (name: string) => name.toLowerCase().replace(/\s+/g, '');

/** Every name the program may read the setting under, the article's own first. */
export function spellingsOf(setting: Setting): string[] {
  return [setting.value, ...setting.otherSpellings.map((other) => other.value)];
}

/** Whether two spellings of a value's name, or of a key, mean the same one. */
export function sameName(a: string, b: string): boolean {
  return folded(a) === folded(b);
}

/**
 * Whether a name is, letter by letter, one that the program reads; capitals do not matter to the registry, blanks do. A
 * chat may have made several blanks one.
 */
export function isExactName(setting: Setting, name: string): boolean {
  const exact = (one: string) => one.trim().replace(/\s+/g, ' ').toLowerCase();
  return spellingsOf(setting).some((known) => exact(known) === exact(name));
}

/** Whether a name out of a registry text, a screen or a log means this setting. */
export function namesSetting(setting: Setting, name: string): boolean {
  return [...spellingsOf(setting), ...setting.screenLabels].some((known) => sameName(known, name));
}

/** Whether a reading is of this setting: its name, and its key where one was shown. Another control set is not the live one. */
export function readsSetting(setting: Setting, reading: { name: string; key?: string | undefined }): boolean {
  return namesSetting(setting, reading.name) && (reading.key === undefined || sameName(reading.key, setting.key));
}

/** A log is history, the registry is now; a screen reads the registry. The lower, the more it is believed. */
const doubt = ({ from, past }: Facts['readings'][number]): number =>
  past ? 3 : from === 'registry' ? 0 : from === 'said' ? 2 : 1;

/** The most trustworthy reading of a setting; of equals, the newest. undefined when there is none. */
export function currentReading(setting: Setting, facts: Facts): Facts['readings'][number] | undefined {
  const mine = facts.readings.filter((reading) => readsSetting(setting, reading));
  return mine.toReversed().toSorted((a, b) => doubt(a) - doubt(b))[0];
}
