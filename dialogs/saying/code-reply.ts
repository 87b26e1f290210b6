import type { FamilyId } from '../../knowledge/codes/code-families.ts';
import { explainCode } from '../../knowledge/codes/explain-code.ts';
import { readingsOf } from '../../knowledge/codes/readings-of-number.ts';
import { parseHresult } from '../../knowledge/hresult.ts';
import { type Heard, saying } from '../reading/sayings.ts';
import { text } from './phrases.ts';
import { diagnosis } from './phrases-diagnosis.ts';
import { plainName } from './plain-name.ts';
import type { Block } from './reply.ts';

const MOST_CODES = 8;
const MOST_WORDS = 4;

/** A code taken apart: name, meaning, severity, facility, number, source. */
function explained(code: number, as?: FamilyId): Block[] {
  const told = explainCode(code, as);
  return [
    text(diagnosis.code(told.code, told.name, told.meaning)),
    text(diagnosis.codeParts(told.severity, told.facility.name, String(told.low))),
    ...(told.source ? [text(diagnosis.codeSource(told.source))] : []),
  ];
}

/** Every way a number or name can be read; a composite is taken apart although its first part was explained already. */
function readings(words: readonly string[], explainedAlready: ReadonlySet<string>): Block[] {
  return words
    .filter((word) => !explainedAlready.has(word.toLowerCase()) || /^[^-]+-[^-]+-/.test(word) || /-F/i.test(word))
    .slice(0, MOST_WORDS)
    .flatMap((word): Block[] => {
      const items = readingsOf(word).map(
        (reading) => `${reading.as}: ${[reading.text, reading.name, reading.meaning].filter(Boolean).join(' - ')}`,
      );
      if (items.length === 0 && !/^[A-Z][A-Za-z]*_\w+$/.test(word)) return [];
      return [
        { kind: 'quote', text: word },
        { kind: 'list', items: items.length > 0 ? items : [diagnosis.unknownName] },
      ];
    });
}

/** A code of the case, and of which family it is. */
interface HeldCode {
  code: number;
  as?: FamilyId | undefined;
}

/** The code of the case that somebody writes as a decimal number, as the log did. */
const heldAs = (word: string, held: readonly HeldCode[]): HeldCode | undefined =>
  /^\d{1,10}$/.test(word) ? held.find(({ code }) => code === Number(word)) : undefined;

/**
 * Everything that can be said about the codes and numbers of one utterance; empty when there are none.
 * @param held the codes of the case: a number that is one of them is that one, and no other
 */
export function codeBlocks(heard: Heard, held: readonly HeldCode[] = []): Block[] {
  const { codes, guesses } = heard.result;
  const unique = [...new Map(codes.map((mention) => [mention.code, mention])).values()].slice(0, MOST_CODES);
  const slips = guesses.filter((guess) => guess.kind === 'code').slice(0, 3);
  const words = (saying(heard, 'code-words')?.words ?? []).slice(0, MOST_WORDS);
  const done = new Set([...codes, ...slips].map((mention) => mention.asWritten.toLowerCase()));
  return [
    ...unique.flatMap(({ code, as }) => explained(code, as)),
    ...slips.flatMap((guess) => {
      const code = parseHresult(guess.means);
      return [
        text(diagnosis.didYouMean(plainName(guess.asWritten), guess.means, guess.line)),
        ...(code === undefined ? [] : explained(code)),
      ];
    }),
    ...words.flatMap((word) => {
      const mention = heldAs(word, held);
      return mention ? explained(mention.code, mention.as) : readings([word], done);
    }),
  ];
}
