import { isKnownEvent } from './known-event.ts';
import { providersIn } from './provider-names.ts';
import { isEventWord } from './small-words.ts';

/** How often something was seen, which is no part of a list of ids: "(x5)", "x5", "5x", "(5)" behind a number, "5 times", "twice". */
const COUNT =
  /(?<=\d ?)\((?:[x×] ?)?\d{1,3}(?:[x×]| times| mal)?(?: each)?\)|(?<![\w.])(?:[x×] ?\d{1,3}|\d{1,3}[x×]|\d{1,3} (?:[x×](?= \d{4})|times|mal)(?: each)?|\(?(?:once|twice)\)?)(?![\w.])/giu;

// sees at most 24 characters in all: what stands before the ids is cut
const WORD_BEFORE = /([\p{L}'’]+)[ :]{1,3}$/u;
const isBehindEventWord = (before: string) => isEventWord(WORD_BEFORE.exec(before)?.[1] ?? '');
const JOINED = /(?<![\w.,/-])\d{1,5}(?:[/,-]\d{1,5})+(?![\w/-]|[.,]\d)/g;

/** The line with ids written `4116/3039/4117`, `4116,3039` or `4116-3039-4117` apart, and without counts; as long as before. */
export function apart(line: string): string {
  return line
    .replace(COUNT, (count) => ' '.repeat(count.length))
    .replace(JOINED, (ids, at: number) => {
      const parts = ids.split(/[/,-]/);
      // "4116-4120" is a range, and a code of some other kind as likely; "event ids 4116-4117" are two.
      const before = line.slice(Math.max(0, at - 24), at);
      const isList = parts.length > 2 || !ids.includes('-') || isBehindEventWord(before);
      const own = isList ? ownIds(before) : [];
      return isList && parts.every((id) => isKnownEvent(Number(id)) || own.includes(Number(id)))
        ? parts.join(' ')
        : ids;
    });
}

/** The ids that an ordinary word is a source beside, when a text ends in one: "disk 51/153". */
function ownIds(before: string): readonly number[] {
  const last = providersIn(before).at(-1);
  return last?.only !== undefined && before.slice(last.end).trim() === '' ? last.only : [];
}
