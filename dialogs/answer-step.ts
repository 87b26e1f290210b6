import type { Article, Setting } from '../knowledge/article.ts';
import { currentReading, judgeCurrent, judgeWanted } from '../knowledge/judge-number.ts';
import type { Knowledge } from '../knowledge/load-knowledge.ts';
import { bothBases } from '../knowledge/registry-path.ts';
import { settledAnswers } from '../knowledge/settled-answers.ts';
import { askBase, readValue, verdictBlocks, withReading } from './answer-value.ts';
import { changeOf } from './article-plan.ts';
import type { Case } from './case.ts';
import { claimBlocks } from './claim-blocks.ts';
import { type Heard, isQuestion } from './heard.ts';
import { MOVES_ON, type Moved, stays } from './moved.ts';
import { phrases, text } from './phrases.ts';
import { value as say } from './phrases-diagnosis.ts';
import { readNumber } from './read-number.ts';
import type { StepScreen } from './screen.ts';
import { enterFromStep, goForward, goTo, type OpenArticle } from './walk-article.ts';

function withChange(kept: Case, article: Article, more: Partial<NonNullable<Case['change']>>): Case {
  const change = changeOf(article, kept);
  return change ? { ...kept, change: { ...change, ...more } } : kept;
}

function note(knowledge: Knowledge, kept: Case, open: OpenArticle, setting: Setting, heard: Heard): Moved {
  const { kind } = heard.answer;
  const said = readValue(setting, heard, true);
  if (said === undefined) {
    const asksOut = kind === 'unknown' || kind === 'skip';
    if (!asksOut) return stays(kept, say.notANumber);
    // Without the old number and without a saved key nothing could be taken back; and a number nobody knows may be high enough.
    if (kept.backupSkipped || currentReading(setting, kept.known) === undefined) return stays(kept, say.neededForUndo);
    return { kept: goForward(knowledge, withChange(kept, open.article, {})), lead: [text(say.notNoted)] };
  }
  if (said.read === 'base?') return askBase(kept, said.digits);
  const before = said.read === 'absent' ? 'absent' : said.value;
  const noted = withChange(withReading(kept, setting, before), open.article, { before });
  const told = typeof before === 'number' ? bothBases(before) : before;
  const stop = before !== 'absent' && judgeCurrent(setting, before) === 'enough';
  return {
    kept: goForward(knowledge, noted),
    lead: stop ? [] : [text(say.noted(told)), ...verdictBlocks(knowledge, noted, setting, before)],
  };
}

function change(knowledge: Knowledge, kept: Case, open: OpenArticle, setting: Setting, heard: Heard): Moved {
  const { kind } = heard.answer;
  const target = changeOf(open.article, kept)?.target ?? setting.suggest;
  const wanted = isQuestion(heard.text) ? undefined : readNumber(heard.text);
  if (wanted) {
    const asHex = Number.parseInt(String(wanted.value), 16);
    // "14" is too low as decimal and right as hexadecimal: the usual trap, so it is asked and not guessed.
    if (wanted.base === undefined && judgeWanted(setting, wanted.value) !== judgeWanted(setting, asHex))
      return askBase(kept, wanted.value);
    const verdict = judgeWanted(setting, wanted.value);
    const claims = claimBlocks(setting.verdicts[verdict], settledAnswers(knowledge.questions, kept.known));
    if (verdict !== 'fine')
      return { kept, lead: [text(say.wanted(bothBases(wanted.value))), ...claims, text(say.keeps(bothBases(target)))] };
    return {
      kept: withChange(kept, open.article, { target: wanted.value }),
      lead: [text(say.now(bothBases(wanted.value))), ...claims],
    };
  }
  if (MOVES_ON.has(kind))
    return { kept: goForward(knowledge, withChange(kept, open.article, { made: true })), lead: [] };
  if (kind === 'skip') return { kept: goForward(knowledge, goForward(knowledge, kept)), lead: [] };
  return stays(kept, phrases.notUnderstood);
}

/** What was typed with which base, when the number seen is exactly that slip. */
function radixSlip(seen: number, target: number): string[] {
  if (seen === Number.parseInt(String(target), 16)) return [say.radixSlip(String(target), 'Hexadecimal')];
  if (String(seen) === target.toString(16)) return [say.radixSlip(String(seen), 'Decimal')];
  return [];
}

function verify(knowledge: Knowledge, kept: Case, open: OpenArticle, setting: Setting, heard: Heard): Moved {
  const { kind } = heard.answer;
  const target = changeOf(open.article, kept)?.target ?? setting.suggest;
  const seen = isQuestion(heard.text) ? undefined : readNumber(heard.text);
  if (seen) {
    const asHex = Number.parseInt(String(seen.value), 16);
    const fits = seen.value === target || (seen.base === undefined && asHex === target);
    if (seen.base === undefined && seen.value !== asHex && fits) {
      // Bare digits fit in one base and are the classic slip in the other one.
      if (seen.value !== target) return askBase(kept, seen.value);
    }
    if (fits) return { kept: goForward(knowledge, kept), lead: [text(say.verified(bothBases(target)))] };
    const lead = [say.notVerified(bothBases(seen.value), bothBases(target)), ...radixSlip(seen.value, target)];
    return { kept: goTo(knowledge, kept, `${setting.id}/change`), lead: lead.map(text) };
  }
  if (MOVES_ON.has(kind) || kind === 'skip') return { kept: goForward(knowledge, kept), lead: [] };
  if (kind === 'no') return { kept: goTo(knowledge, kept, `${setting.id}/change`), lead: [text(say.changeAgain)] };
  return stays(kept, phrases.notUnderstood);
}

function leadInto(knowledge: Knowledge, kept: Case, screen: StepScreen, heard: Heard): Moved {
  const other = knowledge.articles.get(screen.articleId ?? '');
  const { kind } = heard.answer;
  // The button of this step says "Go to Q…".
  if (other && (MOVES_ON.has(kind) || kind === 'go-to')) return { kept: enterFromStep(kept, other), lead: [] };
  if (kind === 'skip' || kind === 'no') return { kept: goForward(knowledge, kept), lead: [] };
  return stays(kept, phrases.notUnderstood);
}

/** Takes an answer at a step. */
export function answerStep(
  knowledge: Knowledge,
  kept: Case,
  open: OpenArticle,
  screen: StepScreen,
  heard: Heard,
): Moved {
  const { kind } = heard.answer;
  const [setting] = open.article.settings;
  // "OK, it's running" is how people say that a step is done; only the plain words mean the end of the case.
  if (kind === 'solved' && !heard.answer.exact)
    return answerStep(knowledge, kept, open, screen, { ...heard, answer: { kind: 'done' } });
  // Once something was changed, "it works" and "still failing" are the outcome, wherever they are said.
  const mayEnd = setting === undefined || kept.change?.made || screen.task === 'do';
  if ((kind === 'solved' || kind === 'not-solved') && mayEnd)
    return { kept: goTo(knowledge, kept, kind === 'solved' ? 'solved' : 'unsolved'), lead: [] };
  if (setting && screen.task === 'note') return note(knowledge, kept, open, setting, heard);
  if (setting && screen.task === 'change') return change(knowledge, kept, open, setting, heard);
  if (setting && screen.task === 'verify') return verify(knowledge, kept, open, setting, heard);
  if (screen.task === 'article') return leadInto(knowledge, kept, screen, heard);
  if (screen.task === 'backup') {
    if (kind === 'skip-backup')
      return { kept: goForward(knowledge, { ...kept, backupSkipped: true }), lead: [text(phrases.backupSkipped)] };
    if (kind === 'skip' || kind === 'no') return stays(kept, phrases.skipBackupHow);
  }
  if (screen.task === 'restore' && MOVES_ON.has(kind))
    return { kept: goForward(knowledge, withChange(kept, open.article, { made: false })), lead: [] };
  if (MOVES_ON.has(kind) || kind === 'skip') return { kept: goForward(knowledge, kept), lead: [] };
  return stays(kept, phrases.notUnderstood);
}
