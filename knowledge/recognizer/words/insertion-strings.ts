import { isMissingText } from './field-names.ts';
import { isKnownEvent } from './known-event.ts';

/** Sentences of the text that Event Viewer prints where the message file is missing, between blank lines. */
const OF_PLACEHOLDER =
  /^\s*(?:if the event originated|the following information|the message resource|you (?:can install|may be able)|falls das ereignis|die folgenden informationen|si l'événement|les informations suivantes|si el evento|la información siguiente|se incluyó la siguiente)/i;

/** What follows such a text behind a blank line belongs to it when it looks like a value: nobody's next sentence does. */
export function isInsertionString(text: readonly string[], line: string): boolean {
  if (!text.slice(0, 4).some((one) => isMissingText(one))) return false;
  if (OF_PLACEHOLDER.test(line) || /[:：] *$/.test(line) || /: *$/.test(text.at(-1) ?? '')) return true;
  const words = line.trim().slice(0, 120).split(/\s+/);
  return words.length <= 4 && line.length < 80 && !/\?|\bevents?\b/i.test(line) && !words.some(isKnownWord);
}

const isKnownWord = (word: string) => /^\d{4,5}$/.test(word) && isKnownEvent(Number(word));
