import type { Article, Setting } from '../../knowledge/article.ts';
import { currentReading, judgeCurrent, judgeWanted } from '../../knowledge/judge-number.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { bothBases } from '../../knowledge/registry-path.ts';
import { settledAnswers } from '../../knowledge/settled-answers.ts';
import { asHexadecimal } from '../reading/read-number.ts';
import { type Heard, nameIn, numberOf, says } from '../reading/sayings.ts';
import { claimBlocks } from '../saying/claim-blocks.ts';
import { phrases, text } from '../saying/phrases.ts';
import { value as say } from '../saying/phrases-diagnosis.ts';
import { askBase, judgeSaid, readValue, verdictBlocks, withReading } from './answer-value.ts';
import { changeOf } from './article-plan.ts';
import type { Case, Change } from './case.ts';
import { MOVES_ON, type Moved, stays } from './moved.ts';
import type { OpenArticle } from './screen.ts';
import { goForward, goTo } from './walk-article.ts';

export function withChange(kept: Case, article: Article, more: Partial<Change>): Case {
  const change = changeOf(article, kept);
  return change ? { ...kept, change: { ...change, ...more } } : kept;
}

/** The change of this article, once it was made. */
export function madeChange(kept: Case, article: Article): Change | undefined {
  const { change } = kept;
  return change?.made && change.articleId === article.id ? change : undefined;
}

const inBothBases = (number: Change['before']) => (typeof number === 'number' ? bothBases(number) : number);

/** Asked "what is there now?", before the change. */
export function note(knowledge: Knowledge, kept: Case, open: OpenArticle, setting: Setting, heard: Heard): Moved {
  if (says(heard, 'text-value')) return stays(kept, say.notDword);
  const made = madeChange(kept, open.article);
  if (made) return noteAfterwards(knowledge, kept, made, setting, heard);
  if (says(heard, 'loose-name')) return stays(kept, say.looseName(setting.value));
  const { kind } = heard.answer;
  const old = readValue(setting, heard, true) ? undefined : numberOf(heard, 'old');
  const said = old ? judgeSaid(setting, old, true) : readValue(setting, heard, true);
  if (said === undefined) {
    if (says(heard, 'base')) return stays(kept, say.numberToo);
    const spelling = nameIn(heard);
    if (spelling !== undefined && spelling !== setting.value) return stays(kept, say.nameAndNumber(spelling));
    const asksOut = kind === 'unknown' || kind === 'skip';
    if (!asksOut) return stays(kept, say.notANumber);
    // Without the old number and without a saved key nothing could be taken back; and a number nobody knows may be high enough.
    const reading = currentReading(setting, kept.known);
    if (kept.backupSkipped || reading === undefined) return stays(kept, say.neededForUndo);
    const change = changeOf(open.article, kept);
    const lead = change && change.before !== 'unknown' ? say.toldBefore(inBothBases(change.before)) : say.notNoted;
    return { kept: goForward(knowledge, withChange(kept, open.article, {})), lead: [text(lead)] };
  }
  if (says(heard, 'unsure')) return stays(kept, say.lookItUp);
  if (said.read === 'base?') return askBase(kept, said.digits);
  const before = said.read === 'absent' ? 'absent' : said.value;
  const noted = withChange(withReading(kept, setting, before, nameIn(heard)), open.article, { before });
  return { kept: goForward(knowledge, noted), lead: notedBlocks(knowledge, noted, setting, before) };
}

function notedBlocks(knowledge: Knowledge, noted: Case, setting: Setting, before: number | 'absent') {
  const stop = before !== 'absent' && judgeCurrent(setting, before) === 'enough';
  return stop ? [] : [text(say.noted(inBothBases(before))), ...verdictBlocks(knowledge, noted, setting, before)];
}

/** Whoever walks back to "note the number" after the change sees the new one. The old one, which undo needs, is not lost to it. */
function noteAfterwards(knowledge: Knowledge, kept: Case, made: Change, setting: Setting, heard: Heard): Moved {
  const said = readValue(setting, heard, false);
  const isOld = said?.read === 'number' ? said.value === made.before : said?.read === made.before;
  if (isOld || (said === undefined && MOVES_ON.has(heard.answer.kind)))
    return { kept: goForward(knowledge, kept), lead: [] };
  return stays(kept, say.oldStays(inBothBases(made.before)));
}

/** "The old number was 6, not 5", said at any step: undo goes back to it. undefined when nothing of the kind was said. */
export function correctOldNumber(
  knowledge: Knowledge,
  kept: Case,
  open: OpenArticle,
  setting: Setting,
  heard: Heard,
): Moved | undefined {
  const { screen } = open;
  const task = screen.kind === 'step' ? screen.task : undefined;
  const made = madeChange(kept, open.article);
  // Where the old number is asked for, it is the answer and no correction; and files and events are counted as well.
  if ((task === 'note' && !made) || says(heard, 'question')) return undefined;
  const named = says(heard, 'names-old');
  if (!named && task !== 'change' && task !== 'verify') return undefined;
  const said = numberOf(heard, 'old');
  if (said === undefined) {
    if (!made || !named || !says(heard, 'absent')) return undefined;
    return { kept: withChange(kept, open.article, { before: 'absent' }), lead: [text(say.noted('absent'))] };
  }
  // What the change wrote is not what was there before it.
  if (made && said.value === made.target)
    return named ? stays(kept, say.oldStays(inBothBases(made.before))) : undefined;
  const other = said.base === undefined ? asHexadecimal(said.value) : said.value;
  if (other !== said.value) return stays(kept, say.oldBase(String(said.value)));
  const corrected = withChange(kept, open.article, { before: said.value });
  if (made) return { kept: corrected, lead: [text(say.noted(inBothBases(said.value)))] };
  const noted = withReading(corrected, setting, said.value, nameIn(heard));
  return { kept: noted, lead: notedBlocks(knowledge, noted, setting, said.value) };
}

/** "I already changed it, it was 5 before": noted as made, and looked at next. undefined when nothing of the kind was said. */
export function changedAlready(
  knowledge: Knowledge,
  kept: Case,
  open: OpenArticle,
  setting: Setting,
  heard: Heard,
): Moved | undefined {
  if (madeChange(kept, open.article) || says(heard, 'question') || !says(heard, 'changed-already')) return undefined;
  const told = numberOf(heard, 'before');
  const known = changeOf(open.article, kept);
  const before = told?.value ?? (known?.before === known?.target ? 'unknown' : (known?.before ?? 'unknown'));
  const made = withChange(kept, open.article, { before, made: true });
  const lead = before === 'unknown' ? say.changedBeforeUnknown : say.changedBefore(inBothBases(before));
  return { kept: goTo(knowledge, made, `${setting.id}/verify`), lead: [text(lead)] };
}

/** A sentence with a number that could not be read is no "done": the number may say the opposite. */
const hasUnreadNumber = (heard: Heard) => !heard.answer.exact && says(heard, 'digits');

/** The number that the value is to have, and the one that was said, if any. */
function numbers(kept: Case, open: OpenArticle, setting: Setting, heard: Heard) {
  const target = changeOf(open.article, kept)?.target ?? setting.suggest;
  return { target, said: says(heard, 'question') ? undefined : numberOf(heard, 'now') };
}

/** Asked to set the new number; another one can be named. */
export function change(knowledge: Knowledge, kept: Case, open: OpenArticle, setting: Setting, heard: Heard): Moved {
  const { kind } = heard.answer;
  const { target, said: wanted } = numbers(kept, open, setting, heard);
  if (wanted) {
    const asHex = asHexadecimal(wanted.value);
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
  const done = numberOf(heard, 'made');
  if (done?.value === target && (done.base !== undefined || asHexadecimal(target) === target))
    return { kept: goForward(knowledge, withChange(kept, open.article, { made: true })), lead: [] };
  if (done && done.base === undefined) return askBase(kept, done.value);
  if (says(heard, 'base')) return stays(kept, say.numberToo);
  if (MOVES_ON.has(kind) && hasUnreadNumber(heard)) return stays(kept, say.plainer(bothBases(target)));
  if (MOVES_ON.has(kind))
    return { kept: goForward(knowledge, withChange(kept, open.article, { made: true })), lead: [] };
  if (kind === 'no') return stays(kept, say.notChanged);
  return stays(kept, kind === 'skip' ? phrases.notOptional : phrases.notUnderstood);
}

/** What was typed with which base, when the number seen is exactly that slip. */
function radixSlip(seen: number, target: number): string[] {
  if (seen === asHexadecimal(target)) return [say.radixSlip(String(target), 'Hexadecimal')];
  if (String(seen) === target.toString(16)) return [say.radixSlip(String(seen), 'Decimal')];
  return [];
}

/** Asked what the editor shows after the change. */
export function verify(knowledge: Knowledge, kept: Case, open: OpenArticle, setting: Setting, heard: Heard): Moved {
  if (says(heard, 'text-value')) return stays(kept, say.notDword);
  if (says(heard, 'loose-name')) return stays(kept, say.looseName(setting.value));
  if (says(heard, 'base')) return stays(kept, say.numberToo);
  const { kind } = heard.answer;
  const { target, said: seen } = numbers(kept, open, setting, heard);
  if (seen) {
    const asHex = asHexadecimal(seen.value);
    // Bare digits are right in one base and the classic slip in the other one: an editor may show either.
    if (seen.base === undefined && seen.value !== asHex && (seen.value === target || asHex === target))
      return askBase(kept, seen.value);
    if (seen.value === target)
      return { kept: goForward(knowledge, kept), lead: [text(say.verified(bothBases(target)))] };
    const lead = [say.notVerified(bothBases(seen.value), bothBases(target)), ...radixSlip(seen.value, target)];
    return { kept: goTo(knowledge, kept, `${setting.id}/change`), lead: lead.map(text) };
  }
  if (MOVES_ON.has(kind) && hasUnreadNumber(heard)) return stays(kept, say.plainer(bothBases(target)));
  if (MOVES_ON.has(kind)) return { kept: goForward(knowledge, kept), lead: [] };
  if (kind === 'no') return { kept: goTo(knowledge, kept, `${setting.id}/change`), lead: [text(say.changeAgain)] };
  return stays(kept, kind === 'skip' ? phrases.notOptional : phrases.notUnderstood);
}
