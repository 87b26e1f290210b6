import type { Knowledge } from '../knowledge/load-knowledge.ts';
import { bothBases } from '../knowledge/registry-path.ts';
import { changeOf } from './article-plan.ts';
import { type Case, newCase } from './case.ts';
import type { DataRequest } from './case-turn.ts';
import { newOrSame } from './choose-reply.ts';
import { namesCode } from './code-reply.ts';
import { reply } from './compose-reply.ts';
import type { Heard } from './heard.ts';
import { isQuestion } from './heard.ts';
import { codeAnswer, inPassing, interruption, ownData } from './interruption.ts';
import { CHOICES, phrases, text } from './phrases.ts';
import { diagnosis } from './phrases-diagnosis.ts';
import { plainName } from './plain-name.ts';
import { readOption } from './read-answer.ts';
import { readNumber, saysAbsent } from './read-number.ts';
import type { Block, Choice, Reply } from './reply.ts';
import { takeEvidence } from './take-evidence.ts';
import { joinPaste, takePaste } from './take-paste.ts';
import { enter, goBack, goTo, type OpenArticle, openArticle } from './walk-article.ts';

/** Where a turn goes: said already, or on to the open article, or to finding one. */
export type Route =
  | { to: 'said'; kept: Case; reply: Reply; asks?: DataRequest }
  /** `heard: false`: the utterance is used up, only the place is to be shown */
  | { to: 'article' | 'choose'; kept: Case; lead: Block[]; heard: boolean };

const welcome = (lead: Block[]): Reply =>
  reply('welcome', phrases.welcomeTitle, [...lead, ...phrases.welcome.map(text)], [CHOICES.example, CHOICES.help]);

/** Shows the place where the case stands, whatever it is. */
function here(kept: Case, lead: Block[]): Route {
  return { to: kept.cursor ? 'article' : 'choose', kept, lead, heard: false };
}

function fresh(kept: Case, now: Date, say: string): Extract<Route, { to: 'said' }> {
  // The turn count goes on, so that no button of the old case can pass for one of the new.
  return { to: 'said', kept: { ...newCase(now), turn: kept.turn }, reply: welcome([text(say)]) };
}

/** An article that changed, or went, under the conversation. Its agreement no longer holds, since the revision is part of it. */
function revised(knowledge: Knowledge, kept: Case): Route | undefined {
  if (!kept.cursor) return undefined;
  const article = knowledge.articles.get(kept.cursor.articleId);
  if (!article) {
    const { cursor: _gone, ...rest } = kept;
    return here({ ...rest, trail: [], parents: [] }, [text(phrases.gone(kept.cursor.articleId))]);
  }
  if (article.revision === kept.cursor.revision) return undefined;
  return here({ ...enter(kept, article), parents: [] }, [text(phrases.revised(article.id))]);
}

function undo(knowledge: Knowledge, kept: Case, open: OpenArticle | undefined): Route {
  const owner = kept.change && knowledge.articles.get(kept.change.articleId);
  const atChange = open?.screen.kind === 'step' && open.screen.task === 'change';
  const change = open && changeOf(open.article, kept);
  if (atChange && change && !kept.change?.made)
    return here(goTo(knowledge, { ...kept, change: { ...change, made: true } }, 'undo:restore'), []);
  if (!kept.change?.made || !owner)
    return {
      to: 'said',
      kept,
      reply: inPassing(knowledge, kept, phrases.topics.how_to_undo, [text(phrases.nothingToUndo)]),
    };
  const inArticle = open?.article.id === owner.id ? kept : enter(kept, owner);
  return here(goTo(knowledge, inArticle, 'undo:restore'), []);
}

/** What only sounds like giving the case up is asked about; the words themselves, or the button, do it. */
function putsAside(knowledge: Knowledge, kept: Case, { answer }: Heard): { say: string; choice: Choice } | undefined {
  const empty = kept.known.events.length + kept.known.codes.length === 0 && !kept.cursor;
  const noted = changeNoted(knowledge, kept);
  const leaves = answer.kind === 'start-over' || answer.kind === 'new-case';
  // The old number of a change is only noted here; whoever leaves the case should have read it once more.
  if (noted && leaves && !answer.sure) return { say: phrases.changeNoted(...noted), choice: CHOICES.startOverNow };
  if (noted && answer.kind === 'delete-data' && !answer.sure)
    return { say: phrases.changeNotedDelete(...noted), choice: CHOICES.deleteDataNow };
  if (answer.exact || empty) return undefined;
  if (answer.kind === 'start-over' || answer.kind === 'new-case')
    return { say: phrases.startOverHow, choice: CHOICES.startOver };
  return answer.kind === 'delete-data' ? { say: phrases.deleteHow, choice: CHOICES.deleteData } : undefined;
}

function moves(
  knowledge: Knowledge,
  kept: Case,
  open: OpenArticle | undefined,
  heard: Heard,
  now: Date,
): Route | undefined {
  const { answer } = heard;
  const puts = putsAside(knowledge, kept, heard);
  if (puts)
    return { to: 'said', kept, reply: inPassing(knowledge, kept, phrases.asideTitle, [text(puts.say)], [puts.choice]) };
  switch (answer.kind) {
    case 'start-over':
    case 'new-case':
      return fresh(kept, now, phrases.startedOver);
    case 'delete-data':
      return { ...fresh(kept, now, phrases.deleted), asks: 'forget' };
    case 'show-data':
      return { to: 'said', kept, reply: ownData(knowledge, kept), asks: 'show' };
    case 'stop':
      return {
        to: 'said',
        kept,
        reply: reply(
          'help',
          phrases.stoppedTitle,
          [text(phrases.stopped)],
          [CHOICES.whereAmI, CHOICES.startOver],
          open?.article.id,
        ),
      };
    case 'repeat':
      return here(kept, []);
    case 'back': {
      const before = goBack(knowledge, kept);
      return here(before, before.cursor?.screen === kept.cursor?.screen ? [text(phrases.noFurtherBack)] : []);
    }
    case 'undo':
      return undo(knowledge, kept, open);
    case 'example':
      return {
        to: 'said',
        kept,
        reply: reply(
          'help',
          phrases.exampleTitle,
          [text(phrases.exampleSay), { kind: 'copy', label: phrases.exampleTitle, text: phrases.example.join('\n') }],
          [CHOICES.help],
        ),
      };
    case 'greeting':
      return kept.cursor || kept.known.events.length > 0 ? here(kept, []) : { to: 'said', kept, reply: welcome([]) };
    case 'go-to': {
      const article = knowledge.articles.get(answer.articleId);
      const step = open?.screen.kind === 'step' && open.screen.articleId === answer.articleId;
      if (!article)
        return {
          to: 'said',
          kept,
          reply: inPassing(knowledge, kept, diagnosis.unknownTitle, [text(phrases.noSuchArticle(answer.articleId))]),
        };
      return step ? undefined : here({ ...enter(kept, article), parents: [] }, []);
    }
    default:
      return undefined;
  }
}

function asksNumber(open: OpenArticle | undefined): boolean {
  if (open?.screen.kind === 'step') return ['note', 'change', 'verify'].includes(open.screen.task);
  return open?.screen.kind === 'value' || open?.screen.id === 'not-confirmed';
}

/** Whether the words answer what the screen asks. Then a classifier's guess at another meaning does not count. */
function answersScreen(open: OpenArticle | undefined, kept: Case, knowledge: Knowledge, heard: Heard): boolean {
  if (isQuestion(heard.text) || heard.answer.exact) return false;
  const asked =
    open?.screen.kind === 'question'
      ? open.screen.question
      : open
        ? undefined
        : knowledge.questions.get(kept.asked ?? '');
  if (asked) return readOption(asked, heard.text, heard.answer) !== undefined;
  return asksNumber(open) && (readNumber(heard.text) !== undefined || saysAbsent(heard.text));
}

function pendingPaste(knowledge: Knowledge, kept: Case, heard: Heard, now: Date): Route | undefined {
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
  return { to: 'said', kept, reply: newOrSame(pending.events.length, kept) };
}

/** Name, old and new number of a change that was made in this case: what must not be forgotten with it. */
function changeNoted(knowledge: Knowledge, kept: Case): [string, string, string] | undefined {
  const { change } = kept;
  if (!change?.made) return undefined;
  const setting = knowledge.articles.get(change.articleId)?.settings.find((one) => one.id === change.setting);
  const told = (value: number | string) => (typeof value === 'number' ? bothBases(value) : value);
  return [setting?.value ?? change.setting, told(change.before), told(change.target)];
}

/** Decides what an utterance is, before any screen takes it as an answer. Pure. */
export function routeTurn(knowledge: Knowledge, kept: Case, heard: Heard | undefined, now: Date): Route {
  const changed = revised(knowledge, kept);
  if (!heard) {
    if (changed) return changed;
    return kept.cursor || kept.known.events.length > 0
      ? here(kept, [text(phrases.welcomeBack)])
      : { to: 'said', kept, reply: welcome([]) };
  }
  const { pressed } = heard.utterance;
  // `kept.turn` was counted up for this turn, so a button of the last reply carries one less.
  if (pressed && (pressed.caseId !== kept.caseId || pressed.turn !== kept.turn - 1))
    return here(kept, [text(phrases.stale)]);
  if (changed) return changed;
  const waiting = pendingPaste(knowledge, kept, heard, now);
  if (waiting) return waiting;
  const open = openArticle(knowledge, kept);
  const pasted = pasteRoute(knowledge, kept, open, heard);
  if (pasted) return pasted;
  const answers = answersScreen(open, kept, knowledge, heard);
  if (!answers) {
    const moved = moves(knowledge, kept, open, heard, now);
    if (moved) return moved;
    const said = interruption(knowledge, kept, heard);
    if (said) return { to: 'said', kept, reply: said };
  }
  return { to: open ? 'article' : 'choose', kept, lead: [], heard: true };
}

function pasteRoute(knowledge: Knowledge, kept: Case, open: OpenArticle | undefined, heard: Heard): Route | undefined {
  const { result, utterance } = heard;
  const noticed: Block[] = [
    ...(utterance.unreadable.length > 0
      ? [text(phrases.unreadable(utterance.unreadable.slice(0, 3).map(plainName)))]
      : []),
    ...(utterance.inPart ?? []).slice(0, 3).map(({ name, why }) => text(phrases.inPart[why](plainName(name)))),
    ...(utterance.cut > 0 ? [text(phrases.cut(utterance.cut))] : []),
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
  const tellsNumber = asksNumber(open) && readNumber(heard.text) !== undefined;
  const asksCode = !tellsNumber && (result.codes.length > 0 || result.guesses.length > 0 || namesCode(heard.text));
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
  if (!open && result.connector && !known.connector && known.events.length > 0 && !isQuestion(heard.text))
    return here({ ...kept, known: { ...known, connector: true } }, notes);
  // Nothing was read, but something looks like an event that a scanner has garbled: that is a question, not silence.
  const garbled = result.guesses.some((guess) => guess.kind !== 'code');
  if (notes.length > 0 && (garbled || heard.text.trim() === ''))
    return { to: 'said', kept, reply: inPassing(knowledge, kept, phrases.nothingTitle, notes) };
  return undefined;
}
