import type { CaseTurn } from './case-turn.ts';
import type { Heard } from './heard.ts';
import type { Block } from './reply.ts';

/** What main-dialog hands to the dialog that speaks. */
export interface RoutedTurn {
  turn: CaseTurn;
  /** undefined when the utterance is used up and only the place is to be shown */
  heard: Heard | undefined;
  /** to be said before anything else */
  lead: Block[];
}

// Keyed by the SDK's context, so it lives exactly as long as the turn and nothing of it is stored.
const routed = new WeakMap<object, RoutedTurn>();

/** Hands a turn on, for the dialog that runs next in this context. */
export function routeTo(context: object, to: RoutedTurn): void {
  routed.set(context, to);
}

/** Throws when no turn was routed, which is a mistake of the program. */
export function routedTurn(context: object): RoutedTurn {
  const to = routed.get(context);
  if (!to) throw new Error('no turn was routed here: main-dialog must run first');
  return to;
}
