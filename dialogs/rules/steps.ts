import { inBothBases } from '../../knowledge/registry-path.ts';
import { type Heard, nameIn, numberOf } from '../reading/sayings.ts';
import { phrases } from '../saying/phrases.ts';
import { value as say } from '../saying/phrases-diagnosis.ts';
import type { At } from '../walking/at.ts';
import { changeOf, madeChange, withChange } from '../walking/changes.ts';
import { notedBlocks, settingHere, withReading } from '../walking/told-value.ts';
import { enterFromStep, goForward, goTo } from '../walking/walk-article.ts';
import { refuse } from './deeds.ts';
import { missed, show, showAfter } from './outcome.ts';
import type { Outcome, Rule } from './rule.ts';

/** The case with more known about the change of the open article. */
export const changed = (at: At, more: Parameters<typeof withChange>[2]): At =>
  at.open ? at.with(withChange(at.case, at.open.article, more)) : at;

function oldNoted(at: At, heard: Heard): Outcome {
  const before = numberOf(heard, 'old')?.value ?? 'absent';
  const corrected = changed(at, { before });
  if (at.open && madeChange(at.case, at.open.article)) return show(corrected, say.noted(inBothBases(before)));
  const noted = withReading(corrected, before, nameIn(heard));
  return showAfter(noted, notedBlocks(noted, before));
}

function changedBefore(at: At, heard: Heard): Outcome {
  const known = at.open && changeOf(at.open.article, at.case);
  const likely = known?.before === known?.target ? 'unknown' : (known?.before ?? 'unknown');
  const before = numberOf(heard, 'before')?.value ?? likely;
  const made = changed(at, { before, made: true });
  const told = before === 'unknown' ? say.changedBeforeUnknown : say.changedBefore(inBothBases(before));
  return show(goTo(made, `${settingHere(at).id}/verify`), told);
}

const RIGHT = { at: 'article', if: 'the old number is put right' } as const;

/** What may be said at any step, or of a change wherever the case stands. */
export const ANY_STEP: readonly Rule[] = [
  {
    id: 'old/is-new',
    at: 'article',
    on: 'number:old',
    if: ['the old number is put right', 'this article made the change', 'it is what the change wrote'],
    so: 'says that the old number stays noted',
    does: (at) => show(at, say.oldStays(inBothBases(at.case.change?.before ?? ''))),
  },
  {
    id: 'old/base',
    at: 'article',
    on: 'number:old',
    if: ['the old number is put right', 'the old base matters'],
    so: 'asks for the base',
    does: (at, heard) => show(at, say.oldBase(String(numberOf(heard, 'old')?.value ?? ''))),
  },
  {
    ...RIGHT,
    id: 'old',
    on: ['number:old', 'absent'],
    so: 'notes what undo goes back to',
    does: oldNoted,
  },
];

const UNANSWERED = 'a number answers the step';

/** At every step, before what only one task knows. */
export const STEPS: readonly Rule[] = [
  {
    id: 'step/refuse',
    at: 'step',
    on: 'order:refuse',
    if: 'steps can break something',
    so: 'takes the agreement back',
    does: (at) => refuse(at),
  },
  {
    id: 'step/changed-already',
    at: 'step',
    on: 'changed-already',
    if: ['the article has a setting', 'before the change'],
    unless: [UNANSWERED, 'this article made the change', 'it asks'],
    so: 'notes the change as made, and looks at what is there',
    does: changedBefore,
  },
  {
    id: 'step/helped',
    at: 'step/do',
    on: ['order:yes!', 'order:solved!', 'outcome:solved'],
    if: 'it is asked whether it helped',
    so: 'notes that it is solved',
    does: (at) => show(goTo(at, 'solved')),
  },
  {
    id: 'step/did-not-help',
    at: 'step/do',
    on: ['order:no!', 'order:not-solved!', 'outcome:not-solved'],
    if: 'it is asked whether it helped',
    so: 'notes that it is not solved',
    does: (at) => show(goTo(at, 'unsolved')),
  },
  {
    id: 'step/solved',
    at: 'step',
    on: 'order:solved!',
    if: 'the end may be told here',
    so: 'notes that it is solved',
    does: (at) => show(goTo(at, 'solved')),
  },
  {
    id: 'step/unsolved',
    at: 'step',
    on: 'order:not-solved',
    if: ['the outcome is sure', 'the end may be told here'],
    unless: UNANSWERED,
    so: 'notes that it is not solved',
    does: (at) => show(goTo(at, 'unsolved')),
  },
  {
    id: 'step/not-yet-over',
    at: 'step',
    on: ['order:solved!', 'order:not-solved'],
    if: ['the outcome is sure', 'the article has a setting', 'a change was made'],
    unless: UNANSWERED,
    so: 'says that the restart is still to come',
    does: (at) => show(at, phrases.notYetOver),
  },
  {
    id: 'step/acknowledged',
    at: ['step/do', 'step/backup', 'step/change', 'step/verify', 'step/restore', 'step/article'],
    on: 'goes-on',
    if: 'it only acknowledges',
    unless: [UNANSWERED, 'it is said in the plain words', 'the step is optional', 'it tells the deed'],
    so: 'asks for "done"',
    quiet: true,
    does: (at) => missed(at, phrases.sayDone),
  },
];

/** At the steps, behind what only one task knows. */
export const ANY_OTHER_STEP: readonly Rule[] = [
  {
    id: 'lead-in/go',
    at: 'step/article',
    on: ['goes-on', 'go-to'],
    if: 'the step leads to an article',
    so: 'opens the article, to come back here',
    does: (at) => {
      const screen = at.open?.screen;
      const other = screen?.kind === 'step' && at.knowledge.articles.get(screen.articleId ?? '');
      return show(other ? at.with(enterFromStep(at.case, other)) : at);
    },
  },
  {
    id: 'lead-in/skip',
    at: 'step/article',
    on: ['order:skip', 'order:no'],
    so: 'goes on without it',
    does: (at) => show(goForward(at)),
  },
  {
    id: 'lead-in',
    at: 'step/article',
    on: 'anything',
    so: 'says that it did not understand',
    quiet: true,
    does: (at) => missed(at, phrases.notUnderstood),
  },
  {
    id: 'backup/skip',
    at: 'step/backup',
    on: 'order:skip-backup',
    so: 'notes that there is no copy, and goes on',
    does: (at) => show(goForward(at.with({ ...at.case, backupSkipped: true })), phrases.backupSkipped),
  },
  {
    id: 'backup/how',
    at: 'step/backup',
    on: ['order:skip', 'order:no'],
    so: 'says how a backup is passed over',
    does: (at) => show(at, phrases.skipBackupHow),
  },
  {
    // A number alone answers a question that this step does not ask.
    id: 'step/number',
    at: ['step/do', 'step/backup', 'step/restore'],
    on: 'number:now',
    if: 'it goes on, as far as one can tell',
    unless: 'it is said in the plain words',
    so: 'asks for "done"',
    quiet: true,
    does: (at) => missed(at, phrases.sayDone),
  },
  {
    id: 'restore/done',
    at: 'step/restore',
    on: 'goes-on',
    so: 'notes that the change is taken back, and goes on',
    does: (at) => show(goForward(changed(at, { made: false }))),
  },
  {
    id: 'step/done',
    at: ['step/do', 'step/backup', 'step/restore'],
    on: 'goes-on',
    so: 'goes on',
    does: (at) => show(goForward(at)),
  },
  {
    id: 'step/left-out',
    at: 'step',
    on: ['order:skip', 'order:no', 'unsure'],
    if: 'the step is optional',
    so: 'goes on without it',
    does: (at) => show(goForward(at)),
  },
  {
    id: 'step/skip',
    at: 'step',
    on: 'order:skip',
    so: 'says that the step is part of the fix',
    quiet: true,
    does: (at) => missed(at, phrases.notOptional),
  },
];
