/** Control characters, marks that change the direction, line breaks and what is no character: none belongs into a name. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u;
const ON_A_TERMINAL = /(?![\n\t])[\p{C}\p{Zl}\p{Zp}]/gu;

/** Whether a text is made of characters that can be seen, and not of blanks alone. */
export function isPrintable(text: string): boolean {
  return !UNPRINTABLE.test(text) && text.trim() !== '';
}

/** What is said of an id that is not. */
export const PRINTABLE = 'has to be made of printable characters';

/**
 * A text for a terminal: what would move its cursor, colour it or turn its direction is written out as `\\u001b`, which JSON
 * reads as the same text.
 */
export function printable(text: string): string {
  return text.replace(ON_A_TERMINAL, (sign) =>
    Array.from({ length: sign.length }, (_, at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );
}
