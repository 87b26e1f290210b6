import { bothBases } from '../../knowledge/registry-path.ts';
import { asHexadecimal } from '../reading/read-number.ts';
import { numberOf } from '../reading/sayings.ts';
import { value as say } from '../saying/phrases-diagnosis.ts';
import type { At } from '../walking/at.ts';
import { askBase, settingHere, targetOf } from '../walking/told-value.ts';
import { goForward, goTo } from '../walking/walk-article.ts';
import { show } from './outcome.ts';
import type { Outcome, Rule } from './rule.ts';

/** What was typed with which base, when the number seen is exactly that slip. */
function radixSlip(seen: number, target: number): string[] {
  if (seen === asHexadecimal(target)) return [say.radixSlip(String(target), 'Hexadecimal')];
  if (String(seen) === target.toString(16)) return [say.radixSlip(String(seen), 'Decimal')];
  return [];
}

function changeAgain(at: At, ...say: string[]): Outcome {
  return show(goTo(at, `${settingHere(at).id}/change`), ...say);
}

const VERIFY = { at: 'step/verify' } as const;

/** The step that asks what the editor shows now. */
export const VERIFY_STEP: readonly Rule[] = [
  {
    ...VERIFY,
    id: 'verify/base',
    on: 'number:now',
    if: 'the seen base matters',
    unless: 'it asks',
    so: 'asks for the base',
    does: (at, heard) => askBase(at, numberOf(heard, 'now')?.value ?? 0),
  },
  {
    ...VERIFY,
    id: 'verify/right',
    on: 'number:now',
    if: 'it is the new number',
    unless: 'it asks',
    so: 'confirms it, and goes on',
    does: (at) => show(goForward(at), say.verified(bothBases(targetOf(at)))),
  },
  {
    ...VERIFY,
    id: 'verify/wrong',
    on: 'number:now',
    unless: 'it asks',
    so: 'goes back to the change, and names the slip',
    does: (at, heard) => {
      const [seen, target] = [numberOf(heard, 'now')?.value ?? 0, targetOf(at)];
      return changeAgain(at, say.notVerified(bothBases(seen), bothBases(target)), ...radixSlip(seen, target));
    },
  },
  {
    ...VERIFY,
    id: 'verify/unread',
    on: 'goes-on',
    if: 'a digit stands in it',
    unless: 'it is said in the plain words',
    so: 'asks for it in plainer words',
    does: (at) => show(at, say.plainer(bothBases(targetOf(at)))),
  },
  { ...VERIFY, id: 'verify/done', on: 'goes-on', so: 'goes on', does: (at) => show(goForward(at)) },
  {
    ...VERIFY,
    id: 'verify/no',
    on: 'order:no',
    so: 'goes back to the change',
    does: (at) => changeAgain(at, say.changeAgain),
  },
];
