import type { Setting } from '../../knowledge/article.ts';
import { spellingsOf } from '../../knowledge/judge-number.ts';
import { CAPS } from '../../knowledge/recognizer/paste/caps.ts';
import { words } from '../../knowledge/vocabulary/words.ts';
import { readNumber, type SaidNumber } from './read-number.ts';

/** The spelling of a setting's name that somebody wrote beside its number; blanks and capitals may differ. */
export function spellingIn(setting: Setting, said: string): string | undefined {
  const squeezed = said.toLowerCase().replace(/\s+/g, '');
  return spellingsOf(setting).find((name) => squeezed.includes(name.toLowerCase().replace(/\s+/g, '')));
}

/** A registry text that shows a string: `"name"="20"`, or the type REG_SZ. */
export const isText = (said: string) => /"\s?=\s?"|\breg_(?:sz|expand_sz)\b/i.test(said);

/** "Max Thread private public": whether that is the name, letter by letter, nobody can tell. */
export function isLooseName(setting: Setting, said: string): boolean {
  const plain = said.toLowerCase().replace(/\s+/g, ' ');
  const { loose } = words().settings;
  if (loose.length === 0 || !loose.every((word) => plain.includes(word))) return false;
  return !spellingsOf(setting).some((name) => plain.includes(name.toLowerCase()));
}

export const isBaseAlone = (said: string) => /^(?:dec|decimal|hex|hexadecimal) ?[.!]?$/i.test(said.trim());

/** "Changed it to 20": the number that somebody says they have set. */
export function setTo(said: string): SaidNumber | undefined {
  if (said.length > CAPS.request) return undefined;
  const verb = /\b(?:changed|set|raised|put)\b/i.exec(said);
  // A question mark between the two, or half a sentence, parts the number from the verb.
  const rest = verb ? said.slice(verb.index, verb.index + 60).split('?', 1) : [];
  const number = /\bto ((?:0x[0-9a-f]{1,8}|\d{1,10})(?![\w.])(?: ?(?:hex|hexadecimal|dec|decimal)\b)?)/i.exec(
    rest.join(''),
  );
  return number?.[1] === undefined ? undefined : readNumber(number[1]);
}
