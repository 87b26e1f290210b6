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

/** As much of the SDK's dialog context as is needed here: the state of its turn. */
interface InTurn {
  context: {
    turnState: { get(key: symbol): RoutedTurn | undefined; set(key: symbol, value: RoutedTurn): unknown };
  };
}

// In the state of the SDK's turn, so it lives exactly as long as the turn and nothing of it is stored.
const ROUTED = Symbol('faultline.routedTurn');

/** Hands a turn on, for the dialog that runs next in this context. */
export function routeTo({ context }: InTurn, to: RoutedTurn): void {
  context.turnState.set(ROUTED, to);
}

/** Throws when no turn was routed, which is a mistake of the program. */
export function routedTurn({ context }: InTurn): RoutedTurn {
  const to = context.turnState.get(ROUTED);
  if (!to) throw new Error('no turn was routed here: main-dialog must run first');
  return to;
}
