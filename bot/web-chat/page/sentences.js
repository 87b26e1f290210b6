import { words } from '../words.js';

export { words };

/**
 * Puts values into a sentence of the catalogue.
 * @param {string} sentence
 * @param {Record<string, string | number>} values by the names between its braces
 */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w{1,20})\}/g, (whole, name) => String(values[name] ?? whole));
}

/** A number as people of this language write it. @param {number} number @param {number} [digits] behind the point, at most */
export const written = (number, digits = 0) => number.toLocaleString(words.lang, { maximumFractionDigits: digits });
