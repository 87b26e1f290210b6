import PorterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
import type { FoundEvent, PasteReader } from './paste-reader.ts';

/** What a message says in any wording: each group needs one of its stems. Groups are chosen so that no two events fit one text. */
const WORDINGS: readonly { eventId: number; source: string; says: readonly (readonly string[])[] }[] = [
  { eventId: 4116, source: 'MSExchangeIMC', says: [['messag', 'mail'], ['bad'], ['folder'], ['move', 'put', 'place']] },
  {
    eventId: 4117,
    source: 'MSExchangeIMC',
    says: [
      ['spool', 'imcdata'],
      ['archiv', 'fail'],
      ['move', 'deliv'],
    ],
  },
  { eventId: 3039, source: 'MSExchangeIMC', says: [['error'], ['commun'], ['messag'], ['store']] },
  { eventId: 4094, source: 'MSExchangeIMC', says: [['refresh'], ['network'], ['connect'], ['store']] },
  { eventId: 4102, source: 'MSExchangeIMC', says: [['seriou'], ['error'], ['mail'], ['store']] },
];

const LONGEST = 800;

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
  const text = paragraph.join(' ').slice(0, LONGEST);
  // Nearly every line of a log lacks these; stemming them all would be most of the work.
  if (!/folder|spool|imcdata|store/i.test(text)) return [];
  const stems = new Set(text.split(/[^A-Za-z]+/).map((word) => PorterStemmer.stem(word.toLowerCase())));
  return WORDINGS.filter(({ says }) => says.every((group) => group.some((stem) => stems.has(stem)))).map(
    ({ eventId, source }) => ({
      shape: 'event-wording',
      eventId,
      source,
      description: text.replace(/\s+/g, ' ').trim(),
      at: { line: from + 1, lastLine: from + paragraph.length },
    }),
  );
}
