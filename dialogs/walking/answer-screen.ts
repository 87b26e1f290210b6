import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { UNKNOWN_ANSWER, VALUE_QUESTION } from '../../knowledge/question.ts';
import { type Heard, nameIn, numberOf, optionOf, saying, says } from '../reading/sayings.ts';
import { phrases } from '../saying/phrases.ts';
import { answerStep, refused } from './answer-step.ts';
import { answerValue, askBase, judgeSaid, readValue, verdictBlocks, withReading } from './answer-value.ts';
import { ADD_ANYWAY, STAY } from './article-plan.ts';
import type { Case } from './case.ts';
import { answered, MOVES_ON, type Moved, stays } from './moved.ts';
import { correctOldNumber, madeChange } from './number-steps.ts';
import { asksNumber } from './route.ts';
import type { OpenArticle, Screen } from './screen.ts';
import { agreed, enter, goForward, goTo, leave, openArticle } from './walk-article.ts';

function answerWarning(knowledge: Knowledge, kept: Case, open: OpenArticle, heard: Heard, now: Date): Moved {
  const { kind, exact } = heard.answer;
  if (kind === 'agree') {
    const agreement = { articleId: open.article.id, revision: open.article.revision, at: now.toISOString() };
    const withIt = { ...kept, agreement };
    // Where the warning only stands in for the step that the case is at, that step is what was agreed to.
    const atWarning = kept.cursor?.screen === open.screen.id;
    return { kept: atWarning ? goForward(knowledge, withIt) : withIt, lead: [] };
  }
  if (MOVES_ON.has(kind) && agreed(kept, open.article)) return { kept: goForward(knowledge, kept), lead: [] };
  if (exact && (kind === 'refuse' || kind === 'no')) return refused(kept);
  return stays(kept, phrases.stillWarning);
}

function answerOther(
  knowledge: Knowledge,
  kept: Case,
  screen: Extract<Screen, { articleId: string; id: string }>,
  heard: Heard,
): Moved {
  const { kind } = heard.answer;
  const other = knowledge.articles.get(screen.articleId);
  if (other && MOVES_ON.has(kind)) return { kept: enter(kept, other), lead: [] };
  if (kind === 'stay' || kind === 'no')
    return { kept: goForward(knowledge, answered(kept, `${screen.id}:${screen.articleId}`, STAY)), lead: [] };
  return stays(kept, phrases.noQuestionHere);
}

/** "Is the failure gone?", answered in the plain words. */
const OUTCOMES: ReadonlyMap<string, 'solved' | 'unsolved'> = new Map([
  ...['solved', 'yes', 'done'].map((kind) => [kind, 'solved'] as const),
  ...['not-solved', 'no'].map((kind) => [kind, 'unsolved'] as const),
]);

function answerEnding(knowledge: Knowledge, kept: Case, open: OpenArticle, heard: Heard): Moved {
  const { kind, exact } = heard.answer;
  const [setting] = open.article.settings;
  if (kind === 'return') return { kept: leave(knowledge, kept), lead: [] };
  if (open.screen.id === 'outcome') {
    const turnedOut = OUTCOMES.get(exact ? kind : (saying(heard, 'outcome')?.as ?? ''));
    return turnedOut ? { kept: goTo(knowledge, kept, turnedOut), lead: [] } : stays(kept, phrases.noQuestionHere);
  }
  if (open.screen.id === 'not-confirmed' && setting) {
    const atValue = {
      ...kept,
      cursor: { articleId: open.article.id, revision: open.article.revision, screen: 'value' },
    };
    if (kind === 'add-value')
      return { kept: goForward(knowledge, answered(atValue, VALUE_QUESTION, ADD_ANYWAY)), lead: [] };
    const noted = readValue(setting, heard, false) && answerValue(knowledge, atValue, setting, heard);
    if (noted) return noted;
  }
  if (kind === 'not-solved' && (exact || saying(heard, 'outcome')?.as === kind))
    return { kept: goTo(knowledge, kept, 'unsolved'), lead: [] };
  return stays(kept, phrases.notUnderstood);
}

/** "Copied it, and the value is 20": the number counts, and so does the rest. undefined when no number was told beside. */
function withToldNumber(
  knowledge: Knowledge,
  kept: Case,
  open: OpenArticle,
  heard: Heard,
  now: Date,
): Moved | undefined {
  const { screen, article } = open;
  const [setting] = article.settings;
  if (!setting || asksNumber(open) || madeChange(kept, article)) return undefined;
  const number = numberOf(heard, 'told');
  if (!number) return undefined;
  const said = judgeSaid(setting, number, false);
  if (said.read === 'base?') return askBase(kept, said.digits);
  const noted = withReading(kept, setting, said.value, nameIn(heard));
  const lead = verdictBlocks(knowledge, noted, setting, said.value);
  const there = openArticle(knowledge, noted);
  // A number that is high enough ends the article here, whatever else was said.
  if (there?.screen.id !== screen.id) return { kept: noted, lead };
  const moved = answerAlone(knowledge, noted, there, heard, now);
  return { kept: moved.kept, lead: moved.kept === noted ? lead : [...lead, ...moved.lead] };
}

/** Takes an answer at the screen where the case stands. Only {@link goForward} and its like move; see `land`. */
export function answerScreen(knowledge: Knowledge, kept: Case, open: OpenArticle, heard: Heard, now: Date): Moved {
  const [setting] = open.article.settings;
  const hasChange = kept.change?.articleId === open.article.id;
  const corrected = setting && hasChange && correctOldNumber(knowledge, kept, open, setting, heard);
  if (corrected) return corrected;
  return withToldNumber(knowledge, kept, open, heard, now) ?? answerAlone(knowledge, kept, open, heard, now);
}

function answerAlone(knowledge: Knowledge, kept: Case, open: OpenArticle, heard: Heard, now: Date): Moved {
  const { screen } = open;
  // "What now?" is no "done", whatever the classifier makes of it.
  const asks = !heard.answer.exact && MOVES_ON.has(heard.answer.kind) && says(heard, 'question');
  if (asks && screen.kind !== 'question') return stays(kept, phrases.notUnderstood);
  const { kind } = heard.answer;
  switch (screen.kind) {
    case 'question': {
      const option = kind === 'skip' ? UNKNOWN_ANSWER : optionOf(heard, screen.question);
      if (option === undefined) return stays(kept, phrases.noQuestionHere);
      return { kept: goForward(knowledge, answered(kept, screen.question.id, option)), lead: [] };
    }
    case 'value':
      return answerValue(knowledge, kept, screen.setting, heard) ?? stays(kept, phrases.notUnderstood);
    case 'warning':
      return answerWarning(knowledge, kept, open, heard, now);
    case 'step':
      return answerStep(knowledge, kept, open, screen, heard);
    case 'other-version':
    case 'other-cause':
      return answerOther(knowledge, kept, screen, heard);
    case 'ending':
      return answerEnding(knowledge, kept, open, heard);
    default:
      if (MOVES_ON.has(kind) || kind === 'skip') return { kept: goForward(knowledge, kept), lead: [] };
      return stays(kept, phrases.notUnderstood);
  }
}
