import { judgeWanted } from '../../knowledge/judge-number.ts';
import { bothBases, inBothBases } from '../../knowledge/registry-path.ts';
import { type Heard, nameIn, numberOf } from '../reading/sayings.ts';
import { claimBlocks } from '../saying/claim-blocks.ts';
import { phrases, text } from '../saying/phrases.ts';
import { value as say } from '../saying/phrases-diagnosis.ts';
import type { At } from '../walking/at.ts';
import { changeOf } from '../walking/changes.ts';
import {
  askBase,
  notedBlocks,
  numberTold,
  settingHere,
  targetOf,
  toldHere,
  withReading,
} from '../walking/told-value.ts';
import { goForward } from '../walking/walk-article.ts';
import { show, showAfter } from './outcome.ts';
import type { Outcome, Rule } from './rule.ts';
import { changed } from './steps.ts';

const wantedOf = (heard: Heard): number => numberOf(heard, 'now')?.value ?? 0;

const withoutCopy = (at: At): At => at.with({ ...at.case, backupSkipped: true });

function withoutOld(at: At): Outcome {
  const before = at.open && changeOf(at.open.article, at.case)?.before;
  const told = before === undefined || before === 'unknown' ? say.notNoted : say.toldBefore(inBothBases(before));
  return show(goForward(changed(at, {})), told);
}

function oldTold(at: At, heard: Heard): Outcome {
  const before = numberTold(toldHere(at, heard));
  const noted = changed(withReading(at, before, nameIn(heard)), { before });
  return showAfter(goForward(noted), notedBlocks(noted, before));
}

function retarget(at: At, heard: Heard): Outcome {
  const wanted = wantedOf(heard);
  const claims = claimBlocks(settingHere(at).verdicts[judgeWanted(settingHere(at), wanted)], at.answers);
  return showAfter(changed(at, { target: wanted }), [text(say.now(bothBases(wanted))), ...claims]);
}

function keepsTarget(at: At, heard: Heard): Outcome {
  const setting = settingHere(at);
  const wanted = wantedOf(heard);
  const claims = claimBlocks(setting.verdicts[judgeWanted(setting, wanted)], at.answers);
  return showAfter(at, [text(say.wanted(bothBases(wanted))), ...claims, text(say.keeps(bothBases(targetOf(at))))]);
}

const NOTE = { at: 'step/note' } as const;
const CHANGE = { at: 'step/change' } as const;
const FITS = { so: 'goes on', does: (at: At) => show(goForward(at)) } as const;

/** The steps that ask for a number: what is there, the change, and what is there now. */
export const NUMBER_STEPS: readonly Rule[] = [
  {
    id: 'number/text',
    at: ['step/note', 'step/verify'],
    on: 'text-value',
    so: 'says that a text is no number',
    does: (at) => show(at, say.notDword),
  },
  {
    ...NOTE,
    ...FITS,
    id: 'note/old-again',
    on: ['number:now', 'absent', 'topic'],
    if: ['this article made the change', 'it is the number before the change'],
  },
  {
    ...NOTE,
    ...FITS,
    id: 'note/afterwards',
    on: 'goes-on',
    if: 'this article made the change',
    unless: 'a value is told',
  },
  {
    ...NOTE,
    id: 'note/new',
    on: 'anything',
    if: 'this article made the change',
    so: 'says that the old number stays noted',
    quiet: true,
    does: (at) => show(at, say.oldStays(inBothBases(at.case.change?.before ?? ''))),
  },
  {
    id: 'number/loose-name',
    at: ['step/note', 'step/verify'],
    on: 'loose-name',
    so: 'asks whether the name is right',
    does: (at) => show(at, say.looseName(settingHere(at).value)),
  },
  {
    ...NOTE,
    id: 'note/unsure',
    on: 'unsure',
    if: 'a value is told',
    so: 'asks to look it up',
    does: (at) => show(at, say.lookItUp),
  },
  {
    ...NOTE,
    id: 'note/base',
    on: ['number:now', 'number:old'],
    if: 'its base matters',
    so: 'asks for the base',
    does: (at, heard) => {
      const told = toldHere(at, heard);
      return askBase(at, told?.read === 'base?' ? told.digits : 0);
    },
  },
  {
    ...NOTE,
    id: 'note/told',
    on: ['number:now', 'number:old', 'absent', 'topic'],
    if: 'a value is told',
    so: 'notes it for undo, and goes on unless it is high enough',
    does: oldTold,
  },
  {
    id: 'number/base-alone',
    at: ['step/note', 'step/verify'],
    on: 'base',
    so: 'asks for the number with it',
    does: (at) => show(at, say.numberToo),
  },
  {
    ...NOTE,
    id: 'note/spelling',
    on: 'name',
    if: 'another spelling is named',
    so: 'asks for the number with it',
    does: (at, heard) => show(at, say.nameAndNumber(nameIn(heard) ?? '')),
  },
  {
    ...NOTE,
    id: 'note/no-copy',
    on: 'order:skip-backup',
    if: 'the number is known',
    so: 'notes that there is no copy, and goes on with the number that is known',
    does: (at) => show(goForward(changed(withoutCopy(at), {})), phrases.backupSkipped),
  },
  {
    ...NOTE,
    id: 'note/no-copy-no-number',
    on: 'order:skip-backup',
    so: 'notes that there is no copy, and asks for the number',
    does: (at) => show(withoutCopy(at), phrases.backupSkipped),
  },
  {
    ...NOTE,
    id: 'note/still',
    on: ['goes-on!', 'deed'],
    if: 'the number is known',
    so: 'takes the number for confirmed, and goes on',
    does: (at) => show(goForward(changed(at, {}))),
  },
  {
    ...NOTE,
    id: 'note/needed',
    on: ['order:unknown', 'order:skip'],
    if: 'nothing could be taken back',
    so: 'says why the number is needed',
    does: (at) => show(at, say.neededForUndo),
  },
  {
    ...NOTE,
    id: 'note/unknown',
    on: ['order:unknown', 'order:skip'],
    so: 'goes on with what was told before',
    does: withoutOld,
  },
  {
    ...NOTE,
    id: 'note',
    on: 'anything',
    so: 'asks for the number',
    quiet: true,
    does: (at) => show(at, say.notANumber),
  },
  {
    ...CHANGE,
    id: 'change/base',
    on: 'number:now',
    if: 'the wanted base matters',
    unless: 'it asks',
    so: 'asks for the base: 14 may be right or too low',
    does: (at, heard) => askBase(at, wantedOf(heard)),
  },
  {
    ...CHANGE,
    id: 'change/retarget',
    on: 'number:now',
    if: 'the wanted number is supported',
    unless: 'it asks',
    so: 'takes it as the new number',
    does: retarget,
  },
  {
    ...CHANGE,
    id: 'change/unsupported',
    on: 'number:now',
    unless: 'it asks',
    so: 'says why it keeps its number',
    does: keepsTarget,
  },
  {
    ...CHANGE,
    id: 'change/made',
    on: 'number:made',
    if: 'it is what was asked for',
    so: 'notes the change as made, and goes on',
    does: (at) => show(goForward(changed(at, { made: true }))),
  },
  {
    ...CHANGE,
    id: 'change/made-base',
    on: 'number:made',
    if: 'the made base is open',
    so: 'asks for the base',
    does: (at, heard) => askBase(at, numberOf(heard, 'made')?.value ?? 0),
  },
  {
    ...CHANGE,
    id: 'change/base-alone',
    on: 'base',
    so: 'asks for the number with it',
    does: (at) => show(at, say.numberToo),
  },
  {
    // A sentence with a number that could not be read is no "done": the number may say the opposite.
    ...CHANGE,
    id: 'change/unread',
    on: 'goes-on',
    if: 'a digit stands in it',
    unless: 'it is said in the plain words',
    so: 'asks for it in plainer words',
    does: (at) => show(at, say.plainer(bothBases(targetOf(at)))),
  },
  {
    ...CHANGE,
    id: 'change/done',
    on: 'goes-on',
    so: 'notes the change as made, and goes on',
    does: (at) => show(goForward(changed(at, { made: true }))),
  },
  {
    ...CHANGE,
    id: 'change/no',
    on: 'order:no',
    so: 'says that nothing is changed',
    does: (at) => show(at, say.notChanged),
  },
];
