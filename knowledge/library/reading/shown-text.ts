import type { Block } from '../imported-article.ts';

/**
 * Words of an import, fit to be shown: characters that control, and those that turn the reading direction, go; with them a
 * line could be made to look like another one. Line breaks and tabs stay.
 */
export const shownText = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]|\p{Bidi_Control}/gu, '');

export const shownBlock = (block: Block): Block => ({ ...block, text: shownText(block.text) });
