import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { timesOf } from '../../knowledge/recognizer/fold-events.ts';
import { type Heard, numberOf, says } from '../reading/sayings.ts';
import { newOrSame } from '../saying/choose-reply.ts';
import { codeAnswer, inPassing, interruption } from '../saying/interruption.ts';
import { phrases, text } from '../saying/phrases.ts';
import { diagnosis } from '../saying/phrases-diagnosis.ts';
import { plainName } from '../saying/plain-name.ts';
import type { Block } from '../saying/reply.ts';
import { type Case, newCase } from './case.ts';
import { asksNumber, changeNoted, here, type Route } from './route.ts';
import type { OpenArticle } from './screen.ts';
import { takeEvidence } from './take-evidence.ts';
import { joinPaste, takePaste } from './take-paste.ts';

/** "The same failure, or a new case?" waits for its answer. */
export function pendingPaste(knowledge: Knowledge, kept: Case, heard: Heard, now: Date): Route | undefined {
  if (!kept.pending) return undefined;
  const { pending, ...rest } = kept;
  const { kind, exact } = heard.answer;
  if (kind === 'same-case') return here(joinPaste(knowledge, rest, pending), []);
  if (kind === 'new-case' && exact) {
    const noted = changeNoted(knowledge, kept);
    const lead = noted ? [text(phrases.changeNoted(...noted))] : [];
    return here({ ...newCase(now), turn: kept.turn, known: pending }, lead);
  }
  if (exact && (kind === 'back' || kind === 'stop')) return here(rest, []);
  // Undo, start over and the like work here too; a bare yes or no could mean either case.
  if (kind === 'show-data' || kind === 'start-over' || kind === 'delete-data' || (exact && kind === 'undo'))
    return undefined;
  const said = interruption(knowledge, kept, heard);
  if (said) return { to: 'said', kept, reply: said };
  return { to: 'said', kept, reply: newOrSame(timesOf(pending.events), kept) };
}

/** Takes what was pasted, and what a code or a slip asks; undefined when the utterance is neither. */
export function pasteRoute(
  knowledge: Knowledge,
  kept: Case,
  open: OpenArticle | undefined,
  heard: Heard,
): Route | undefined {
  const { result, utterance } = heard;
  const noticed: Block[] = [
    ...(utterance.unreadable.length > 0
      ? [text(phrases.unreadable(utterance.unreadable.slice(0, 3).map(plainName)))]
      : []),
    ...(result.logs ?? [])
      .filter(({ read }) => read > 0)
      .map((log) => text(phrases.logRead({ ...log, name: plainName(log.name) }))),
    ...(utterance.cut > 0 ? [text(phrases.cut(utterance.cut))] : []),
    ...(result.cutLines ? [text(phrases.cutLines(result.cutLines))] : []),
  ];
  const notes: Block[] = [
    ...noticed,
    ...result.guesses
      .slice(0, 3)
      .map((guess) => text(diagnosis.didYouMean(plainName(guess.asWritten), guess.means, guess.line))),
  ];
  if (result.events.length > 0 || result.readings.length > 0) {
    const taken = takePaste(knowledge, kept, open, heard);
    if ('ask' in taken) return { to: 'said', kept: taken.kept, reply: taken.ask };
    return here(taken.kept, [...notes, ...taken.lead]);
  }
  // regedit shows "0x00000005 (5)": where a number is asked for, that is one and no code.
  const tellsNumber = asksNumber(open) && numberOf(heard, 'now') !== undefined;
  const asksCode = !tellsNumber && (result.codes.length > 0 || result.guesses.length > 0 || says(heard, 'names-code'));
  if (asksCode && !heard.answer.exact) {
    const told = codeAnswer(knowledge, kept, heard);
    if (told)
      return {
        to: 'said',
        kept: open ? kept : { ...kept, known: takeEvidence(kept.known, result, knowledge.index).known },
        reply: { ...told, blocks: [...noticed, ...told.blocks] },
      };
  }
  // "Which source wrote it?" may be answered by its name alone.
  const { known } = kept;
  if (!open && result.connector && !known.connector && known.events.length > 0 && !says(heard, 'question'))
    return here({ ...kept, known: { ...known, connector: true } }, notes);
  // Nothing was read, but something looks like an event that a scanner has garbled: that is a question, not silence.
  const garbled = result.guesses.some((guess) => guess.kind !== 'code');
  if (notes.length > 0 && (garbled || heard.begins === ''))
    return { to: 'said', kept, reply: inPassing(knowledge, kept, phrases.nothingTitle, notes) };
  return undefined;
}
