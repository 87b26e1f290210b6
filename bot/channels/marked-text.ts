/** A run of text with one look. */
export interface Span {
  text: string;
  bold: boolean;
  code: boolean;
}

/** Takes apart the two marks that our own texts use, `**bold**` and `` `code` ``. Anything else stays as it is. */
export function spansOf(marked: string): Span[] {
  return marked
    .split(/(\*\*[^*]+\*\*|`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part) => {
      const bold = part.length > 4 && part.startsWith('**') && part.endsWith('**');
      const code = !bold && part.length > 2 && part.startsWith('`') && part.endsWith('`');
      return { text: bold ? part.slice(2, -2) : code ? part.slice(1, -1) : part, bold, code };
    });
}

/** Our own text without its marks. */
export function withoutMarks(marked: string): string {
  return spansOf(marked)
    .map((span) => span.text)
    .join('');
}

/**
 * A stranger's words, fit to be shown: control characters go, and so do the marks that turn the reading direction,
 * with which a line could be made to look like another one. Line breaks and tabs stay.
 */
export function showable(words: string): string {
  return words.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]|\p{Bidi_Control}/gu, '');
}
