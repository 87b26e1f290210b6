import type { Heard } from '../reading/sayings.ts';
import { phrases, text } from './phrases.ts';
import { diagnosis } from './phrases-diagnosis.ts';
import { plainName } from './plain-name.ts';
import type { Block } from './reply.ts';

/** What could not be read, or not all of it. */
export function noticed({ utterance, result }: Pick<Heard, 'utterance' | 'result'>): Block[] {
  return [
    ...(utterance.unreadable.length > 0
      ? [text(phrases.unreadable(utterance.unreadable.slice(0, 3).map(plainName)))]
      : []),
    ...(utterance.tooLarge?.length ? [text(phrases.tooLarge(utterance.tooLarge.slice(0, 3).map(plainName)))] : []),
    ...(utterance.elsewhere?.length ? [text(phrases.elsewhere(utterance.elsewhere.slice(0, 3).map(plainName)))] : []),
    ...(result.archives ?? []).map(({ left, ...archive }) =>
      text(
        phrases.archiveRead({
          ...archive,
          name: plainName(archive.name),
          left: left.map((one) => ({ ...one, first: plainName(one.first) })),
        }),
      ),
    ),
    ...(result.logs ?? [])
      .filter(({ read }) => read > 0)
      .map((log) => text(phrases.logRead({ ...log, name: plainName(log.name) }))),
    ...(utterance.cut > 0 ? [text(phrases.cut(utterance.cut))] : []),
    ...(result.cutLines ? [text(phrases.cutLines(result.cutLines))] : []),
  ];
}

/** The same, and what reads like a slip. */
export function pasteNotes(heard: Heard): Block[] {
  const slips = heard.result.guesses.slice(0, 3);
  return [
    ...noticed(heard),
    ...slips.map((guess) => text(diagnosis.didYouMean(plainName(guess.asWritten), guess.means, guess.line))),
  ];
}
