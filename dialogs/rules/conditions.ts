import { verdictOf } from '../../knowledge/diagnose.ts';
import { evidenceOf, isEvidence } from '../../knowledge/evidence/evidence-index.ts';
import { currentReading, judgeCurrent, judgeWanted, readsSetting } from '../../knowledge/judge-number.ts';
import { articleNamed } from '../../knowledge/load-knowledge.ts';
import { settledAnswers } from '../../knowledge/settled-answers.ts';
import { linesIn } from '../../knowledge/signs.ts';
import { sourceNamed } from '../../knowledge/triage/known-events.ts';
import { asHexadecimal } from '../reading/read-number.ts';
import { type Heard, nameIn, numberOf, saying, says } from '../reading/sayings.ts';
import { caseNamed } from '../saying/asked/cases-reply.ts';
import { codeBlocks } from '../saying/code-reply.ts';
import { importedLeft } from '../saying/imported/imported-choice.ts';
import { pasteNotes } from '../saying/paste-notes.ts';
import type { At } from '../walking/at.ts';
import { madeChange } from '../walking/changes.ts';
import { asksNumber, fieldsHere } from '../walking/form.ts';
import { nextWay } from '../walking/imported/imported-steps.ts';
import { nameDoubt, provesChange, shownNow } from '../walking/pasted-numbers.ts';
import type { StepScreen } from '../walking/screen.ts';
import { isBaseOpen, objected, readingsHere, settingOf, targetOf, toldHere } from '../walking/told-value.ts';
import { agreed } from '../walking/walk-article.ts';

type Condition = (at: At, heard: Heard) => boolean;

const stepOf = ({ open }: At): StepScreen | undefined => (open?.screen.kind === 'step' ? open.screen : undefined);
const changed = (at: At) => at.open && madeChange(at.case, at.open.article);

/** Up to here a change of this article may have been made without us. */
const BEFORE_CHANGE: ReadonlySet<string> = new Set(['do', 'backup', 'note', 'change']);

/** Whether the old number is told, or its absence, where it is not simply the answer to the step. */
function putsOldNumberRight(at: At, heard: Heard): boolean {
  const { open } = at;
  const task = stepOf(at)?.task;
  const made = changed(at);
  const mayBe = open && settingOf(at) && (task !== undefined || at.case.change?.articleId === open.article.id);
  // Where the old number is asked for, it is the answer and no correction; and files and events are counted as well.
  if (!mayBe || (task === 'note' && !made) || says(heard, 'question')) return false;
  const named = says(heard, 'names-old');
  if (!named && task !== 'change' && task !== 'verify') return false;
  const said = numberOf(heard, 'old');
  if (said === undefined) return made !== undefined && named && says(heard, 'absent');
  // What the change wrote is not what was there before it.
  return named || made?.target !== said.value;
}

/** Whether the outcome can be told at a step: after the change and the restart; without a setting, at any step done by hand. */
function mayEnd(at: At): boolean {
  const { open, case: kept } = at;
  const screen = stepOf(at);
  if (!open || !screen) return false;
  if (open.article.settings.length === 0) return screen.task === 'do';
  const ids = open.plan.screens.map((one) => one.id);
  const restart = ids.findLastIndex((id) => id.startsWith('restart-'));
  return kept.change?.made === true && ids.indexOf(screen.id) > restart;
}

/** At the steps and at the end "no 4094" is how it goes, unless it is said to be a slip; so is what is not there any more. */
function isNews({ open }: At, heard: Heard): boolean {
  const denied = saying(heard, 'denied');
  const walks = open?.screen.kind === 'step' || open?.screen.kind === 'ending';
  return denied !== undefined && (denied.since || (walks && !denied.slip));
}

const seenIsTarget = (at: At, heard: Heard) => numberOf(heard, 'now')?.value === targetOf(at);

/** "14" may be right as hexadecimal and wrong as decimal. */
function wantedBaseOpen(at: At, heard: Heard): boolean {
  const [setting, wanted] = [settingOf(at), numberOf(heard, 'now')];
  if (!setting || !wanted || wanted.base !== undefined) return false;
  return judgeWanted(setting, wanted.value) !== judgeWanted(setting, asHexadecimal(wanted.value));
}

/** Bare digits are right in one base and the classic slip in the other one: an editor may show either. */
function seenBaseOpen(at: At, heard: Heard): boolean {
  const seen = numberOf(heard, 'now');
  if (!seen || seen.base !== undefined) return false;
  const asHex = asHexadecimal(seen.value);
  return seen.value !== asHex && (seen.value === targetOf(at) || asHex === targetOf(at));
}

/** Whether what was set is the number that was asked for. */
function madeAsAsked(at: At, heard: Heard): boolean {
  const [made, target] = [numberOf(heard, 'made'), targetOf(at)];
  return made !== undefined && made.value === target && (made.base !== undefined || asHexadecimal(target) === target);
}

/** A number from memory does not outweigh the registry text that says there are enough. */
function registryOutweighs(at: At, heard: Heard): boolean {
  const [setting, told] = [settingOf(at), toldHere(at, heard)];
  if (!setting || !told || told.read === 'base?') return false;
  const pasted = currentReading(setting, at.case.known);
  const enough = (value: number | 'absent') => judgeCurrent(setting, value) === 'enough';
  const value = told.read === 'absent' ? told.read : told.value;
  return pasted?.from === 'registry' && enough(pasted.value) && !enough(value);
}

/** "Does the log also show …?" is answered by pasting it. */
function settlesQuestion(at: At, { known }: Heard): boolean {
  const settled = settledAnswers(at.knowledge.questions, known);
  return fieldsHere(at).some(({ id }) => settled.has(id));
}

/** Whether none of the new events and codes means anything to the open article, for or against it, or to its questions. */
function isUnrelated({ open, case: kept, knowledge }: At, { result }: Heard): boolean {
  if (!open || result.events.length === 0) return false;
  const { evidence, questions } = open.article;
  const asked = questions.flatMap((id) => knowledge.questions.get(id)?.options.flatMap((one) => one.answeredBy) ?? []);
  const events = new Set(
    [...evidence.for, ...evidence.against, ...asked].flatMap((by) => ('event' in by ? by.event : [])),
  );
  const codes = new Set(
    [...evidence.for, ...evidence.against, ...asked].flatMap((by) => ('code' in by ? by.code : [])),
  );
  const productOf = (source: string) => sourceNamed(source)?.product;
  const products = new Set(kept.known.events.flatMap(({ source }) => (source === undefined ? [] : productOf(source))));
  return result.events.every(
    (event) =>
      event.source !== undefined &&
      !products.has(productOf(event.source)) &&
      !events.has(event.eventId) &&
      !event.codes.some(({ code }) => codes.has(code)),
  );
}

/** What counts although the article has changed under it. */
const COUNTS_ALWAYS = [
  'paste:events',
  'paste:readings',
  'order:show-data!',
  'order:delete-data!',
  'order:start-over!',
  'order:new-case!',
] as const;

/** What a rule may ask beside place and saying, each in the words that the printed table uses. */
export const IF = {
  'the article has changed': ({ case: { cursor }, knowledge }) =>
    cursor !== undefined && knowledge.articles.get(cursor.articleId)?.revision !== cursor.revision,
  'it is evidence or about the data': (_, heard) => COUNTS_ALWAYS.some((heading) => says(heard, heading)),
  'a case is open': ({ case: kept }) =>
    kept.cursor !== undefined || kept.known.events.length + linesIn(kept.known.signs) > 0,
  'the case holds something': ({ case: kept }) =>
    kept.cursor !== undefined || kept.known.events.length + kept.known.codes.length + linesIn(kept.known.signs) > 0,
  'nothing is known': ({ case: kept, knowledge, matches }) => verdictOf(knowledge, kept.known, matches) === 'nothing',
  'one cause may fit': ({ case: kept, knowledge, matches }) =>
    matches.length === 1 && verdictOf(knowledge, kept.known, matches) === 'choose',
  'it sounds like something': (_, heard) => says(heard, 'sounds'),
  'it has sounded like something': ({ case: kept }) => kept.sounds !== undefined,
  'articles are looked for': (_, heard) => says(heard, 'search'),
  'it has nothing to do with the case': isUnrelated,
  'an option is told': (_, heard) => says(heard, 'option') || says(heard, 'name'),
  'it was asked which meaning it is': ({ case: kept }) => kept.between !== undefined,
  'the case is kept beside': (at, heard) => caseNamed(at, saying(heard, 'other-case')?.words ?? []) !== undefined,
  'it names no code of its own': (_, heard) =>
    codeBlocks(heard).length === 0 && !says(heard, 'names-code') && !says(heard, 'paste:codes'),
  'the words answer the screen': (_, heard) => says(heard, 'answers'),
  'it asks': (_, heard) => says(heard, 'question'),
  'a question stands beside it': (_, heard) => says(heard, 'question-beside'),
  'it is said in the plain words': (_, heard) => says(heard, 'exact'),
  'it is sure': (_, heard) => saying(heard, 'order')?.sure === true,
  'it is not sure': (_, heard) => says(heard, 'unsure'),
  'it only acknowledges': (_, heard) => says(heard, 'acknowledged'),
  'a digit stands in it': (_, heard) => says(heard, 'digits'),
  'it speaks of a code': (_, heard) => says(heard, 'speaks-of-code'),
  'the code can be explained': (_, heard) => codeBlocks(heard).length > 0,
  'it holds events': (_, heard) => says(heard, 'paste:events'),
  'its events are new': (_, heard) => says(heard, 'paste:new-events'),
  'it settles the question': settlesQuestion,
  'it is how it goes now': isNews,
  'at the explanation': ({ open }) => open?.screen.kind === 'diagnosis',
  // Asked about an event with its source before anything is known, somebody has one: then it is a paste like another.
  'it is the first event': ({ open, case: kept, knowledge, matches }, heard) =>
    open === undefined &&
    kept.pending === undefined &&
    says(heard, 'paste:events') &&
    verdictOf(knowledge, kept.known, matches) === 'nothing',
  'events are known': ({ case: kept }) => kept.known.events.length > 0,
  'the source is known': ({ case: kept }) => kept.known.named !== undefined,
  'what it sounds like lists the number': ({ case: { sounds = [] }, knowledge: { index } }, { result }) =>
    result.bareNumbers.some(({ value }) => evidenceOf(index, value).some((id) => sounds.includes(id))),
  'an article lists the number': ({ knowledge }, { result }) =>
    result.bareNumbers.some((number) => isEvidence(knowledge.index, number.value)),
  'a service may be down by the fix': ({ open, case: kept }) =>
    open?.screen.kind === 'step' && (kept.change?.made === true || /restart/.test(open.screen.id)),
  'a number is asked for': asksNumber,
  'a number answers the screen': (at, heard) => asksNumber(at) && says(heard, 'number:now'),
  'something is to be said about it': (_, heard) => pasteNotes(heard).length > 0,
  'the number stands there now': (at, heard) => shownNow(at, heard) !== undefined,
  'it proves whether the change was made': provesChange,
  'a number answers the step': (at, heard) =>
    stepOf(at) !== undefined && asksNumber(at) && !says(heard, 'exact') && says(heard, 'number:now'),
  'something is answered': (at, heard) => says(heard, 'option') || toldHere(at, heard) !== undefined,
  'a value is told': (at, heard) => toldHere(at, heard) !== undefined,
  'its base matters': (at, heard) => isBaseOpen(toldHere(at, heard)),
  'the told base matters': (at, heard) => {
    const [setting, number] = [settingOf(at), numberOf(heard, 'told')];
    return setting !== undefined && number !== undefined && isBaseOpen(readingsHere(setting, number));
  },
  'the registry text says enough': registryOutweighs,
  'something speaks against the cause': objected,
  'the article has a setting': (at) => settingOf(at) !== undefined,
  'the reading is of the setting': (at, { result }) => {
    const setting = settingOf(at);
    return setting !== undefined && result.readings.some((reading) => readsSetting(setting, reading));
  },
  'its name is not right': (at, { result }) => nameDoubt(at, result.readings) !== undefined,
  'another spelling is named': (at, heard) => {
    const [setting, spelling] = [settingOf(at), nameIn(heard)];
    return setting !== undefined && spelling !== undefined && spelling !== setting.value;
  },
  'the old number is put right': putsOldNumberRight,
  'the old base matters': (_, heard) => {
    const said = numberOf(heard, 'old');
    return said !== undefined && said.base === undefined && asHexadecimal(said.value) !== said.value;
  },
  'it is what the change wrote': (at, heard) => numberOf(heard, 'old')?.value === changed(at)?.target,
  'an old number is told': (_, heard) => says(heard, 'number:old'),
  'a change was made': ({ case: kept }) => kept.change?.made === true || kept.carriedOut !== undefined,
  'this article made the change': (at) => changed(at) !== undefined,
  'it is the number before the change': (at, heard) => {
    const [told, before] = [toldHere(at, heard), changed(at)?.before];
    return told !== undefined && (told.read === 'number' ? told.value === before : told.read === before);
  },
  'nothing could be taken back': (at) => {
    const setting = settingOf(at);
    return at.case.backupSkipped === true || !setting || currentReading(setting, at.case.known) === undefined;
  },
  'before the change': (at) => BEFORE_CHANGE.has(stepOf(at)?.task ?? ''),
  'the wanted base matters': wantedBaseOpen,
  'the wanted number is supported': (at, heard) => {
    const [setting, wanted] = [settingOf(at), numberOf(heard, 'now')];
    return setting !== undefined && wanted !== undefined && judgeWanted(setting, wanted.value) === 'fine';
  },
  'it is what was asked for': madeAsAsked,
  'the made base is open': (_, heard) => {
    const made = numberOf(heard, 'made');
    return made !== undefined && made.base === undefined && asHexadecimal(made.value) !== made.value;
  },
  'the seen base matters': seenBaseOpen,
  'it is the new number': seenIsTarget,
  'the end may be told here': mayEnd,
  // A classifier's guess must not end a case.
  'the outcome is sure': (_, heard) => says(heard, 'exact') || says(heard, 'outcome:not-solved'),
  'it goes on, as far as one can tell': (_, heard) => says(heard, 'goes-on'),
  'it tells the deed': (_, heard) => says(heard, 'deed'),
  'the step is optional': (at) => stepOf(at)?.optional === true,
  'the step leads to an article': (at) => at.knowledge.articles.has(stepOf(at)?.articleId ?? ''),
  'it names the article of the step': (at, heard) => {
    const article = articleNamed(at.knowledge, saying(heard, 'go-to')?.articleId ?? '');
    return article !== undefined && stepOf(at)?.articleId === article.id;
  },
  'the article is here': ({ knowledge }, heard) =>
    articleNamed(knowledge, saying(heard, 'go-to')?.articleId ?? '') !== undefined,
  'the other article is here': ({ knowledge, open }) =>
    open !== undefined && 'articleId' in open.screen && knowledge.articles.has(open.screen.articleId ?? ''),
  'steps can break something': ({ open }) => open?.plan.risky === true,
  'the warning was agreed to': ({ case: kept, open }) => open !== undefined && agreed(kept, open.article),
  'the case stands at the warning': ({ case: kept, open }) => kept.cursor?.screen === open?.screen.id,
  'something is left to do later': ({ open }) =>
    open?.plan.screens.some((screen) => screen.kind === 'step' && screen.after !== undefined) === true,
  'it is asked whether it helped': (at) => stepOf(at)?.asksOutcome === true,
  'the number is known': (at) => stepOf(at)?.knows !== undefined,
  'the article tells another way': ({ open, answers }) =>
    open !== undefined && nextWay(open.article, answers) !== undefined,
  'imported articles are offered': (at) => importedLeft(at).length > 0,
  'an article is open': ({ open }) => open !== undefined,
  'the chat can be written to': ({ writesFirst }) => writesFirst,
} satisfies Record<string, Condition>;

export type If = keyof typeof IF;
