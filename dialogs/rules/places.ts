import type { At } from '../walking/at.ts';
import { fieldsHere } from '../walking/form.ts';
import type { Ending, Task } from '../walking/screen.ts';

/** Every place where a case can stand. */
export type Place =
  /** a further paste waits for "is this a new case?" */
  | 'waiting'
  /** no article is open, and nothing is asked */
  | 'start'
  /** no article is open, and a question was asked that tells articles apart */
  | 'choosing'
  /** an explanation, before the steps */
  | 'reading'
  /** questions and the number are asked, alone or below the diagnosis */
  | 'form'
  /** another article fits better, or covers the version */
  | 'elsewhere'
  | 'warning'
  | `step/${Task}`
  | `end/${Ending}`;

/** A place, or several of them under one name. */
export type Where =
  | Place
  | 'anywhere'
  /** everywhere but at `waiting` */
  | 'case'
  /** no article is open */
  | 'no article'
  /** an article is open */
  | 'article'
  | 'step'
  | 'end';

/** The place where a case stands. */
export function placeOf(at: At): Place {
  const { case: kept, open } = at;
  if (kept.pending) return 'waiting';
  if (!open) return kept.asked === undefined ? 'start' : 'choosing';
  const { screen } = open;
  switch (screen.kind) {
    case 'diagnosis':
      return fieldsHere(at).length > 0 ? 'form' : 'reading';
    case 'other-version':
    case 'other-cause':
      return 'elsewhere';
    case 'step':
      return `step/${screen.task}`;
    case 'ending':
      return `end/${screen.id}`;
    default:
      return screen.kind;
  }
}

const GROUPS: Partial<Record<Where, (place: Place) => boolean>> = {
  anywhere: () => true,
  case: (place) => place !== 'waiting',
  'no article': (place) => place === 'start' || place === 'choosing',
  article: (place) => place !== 'waiting' && place !== 'start' && place !== 'choosing',
  step: (place) => place.startsWith('step/'),
  end: (place) => place.startsWith('end/'),
};

export function isAt(at: At, where: Where): boolean {
  const place = placeOf(at);
  return GROUPS[where]?.(place) ?? where === place;
}
