import { CAPS } from '../../knowledge/recognizer/paste/caps.ts';

/** Words of a short text that may be codes or numbers: they hold a digit or an underscore. */
export function codeWords(said: string): string[] {
  const words = said
    .slice(0, CAPS.line)
    .split(/[\s,;]+/)
    .map((word) => word.replace(/^[("'`]+|(?<![)"'`?.!:])[)"'`?.!:]+$/g, ''))
    .filter((word) => /\d|_/.test(word) && word.length <= 60);
  return [...new Set(words)];
}

/** "error 2140", "code 1722": somebody names a number as a code, whatever else the sentence may mean. */
export function namesCode(said: string): boolean {
  return (
    said.length <= CAPS.line &&
    /\b(?:error|err|code|fehler|erreur|jet)(?: code| number| no\.?)? ?[#:]? ?-?(?:0x)?\d/i.test(said)
  );
}

const ABOUT_NUMBER =
  /^(?:(?:and|so|ok|then|now|what|whats|is|does|do|about|the|a|this|that|code|error|number|stop|bugcheck|und|was|ist|der|die|das|et|que|es|c|est|quoi|y)[ ',:]{1,3}){1,5}(?:0x[0-9a-f]{1,8}|\d{1,10})(?: mean| stand for| bedeutet)? ?\??$/i;

/** "What's 0x9f", "and 159?": a number alone is asked about. */
export const asksAboutNumber = (said: string): boolean =>
  said.length <= 80 &&
  ABOUT_NUMBER.test(said.trim().replace(/[’]/g, "'")) &&
  /\?$|\bwhat|^(?:was|que|qu)\b/i.test(said.trim());

/** Whether a sentence without any code in it is about one at all. */
export function speaksOfCode(said: string): boolean {
  return /\b(?:codes?|errors?|numbers?|hex\w*|decode|mean\w*|translate)\b/i.test(said.slice(0, CAPS.line));
}
