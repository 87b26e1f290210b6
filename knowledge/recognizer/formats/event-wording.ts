import PorterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
import { words } from '../../vocabulary/words.ts';
import { CAPS } from '../paste/caps.ts';
import type { FoundEvent, PasteReader } from './paste-reader.ts';

/** Reads events of which only the message was pasted or told, by its words (natural's stemmer). Only sentences no other reader took. */
export const readEventWording: PasteReader = (lines) => {
  const found: FoundEvent[] = [];
  let from = 0;
  while (from < lines.length) {
    if ((lines[from] ?? '').trim() === '') {
      from += 1;
      continue;
    }
    let to = from;
    while (to + 1 < lines.length && to - from < 8 && (lines[to + 1] ?? '').trim() !== '') to += 1;
    found.push(...inParagraph(lines.slice(from, to + 1), from));
    from = to + 1;
  }
  return found;
};

function inParagraph(paragraph: readonly string[], from: number): FoundEvent[] {
  const text = paragraph.join(' ').slice(0, CAPS.answer);
  const lower = text.toLowerCase();
  // Nearly every line of a log lacks these; stemming them all would be most of the work.
  const likely = words().wordings.filter(({ says }) =>
    says.every((group) => group.some((stem) => lower.includes(stem))),
  );
  if (likely.length === 0) return [];
  const stems = new Set(lower.split(/[^a-z]+/).map((word) => PorterStemmer.stem(word)));
  return likely
    .filter(({ says }) => says.every((group) => group.some((stem) => stems.has(stem))))
    .map(({ event, from: source }) => ({
      shape: 'event-wording',
      eventId: event,
      source,
      description: text.replace(/\s+/g, ' ').trim(),
      at: { line: from + 1, lastLine: from + paragraph.length },
    }));
}
