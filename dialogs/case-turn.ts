import type { RecognizerResult } from '../knowledge/recognizer/recognizer-result.ts';
import type { Utterance } from '../knowledge/recognizer/utterance.ts';
import type { Block, Reply } from './saying/reply.ts';
import type { At } from './walking/at.ts';

/**
 * What a person may ask about the data that is kept of them. `forget`: the edge removes the case instead of storing it;
 * `show`: the edge adds all that the store has to the reply.
 */
export type DataRequest = 'forget' | 'show';

/** What the dialogs of one turn work on. The edge hands it to the first of them, which hands it on. */
export interface CaseTurn {
  /** undefined when nobody spoke */
  readonly utterance: Utterance | undefined;
  /** what was recognised in the utterance; undefined when nobody has looked yet */
  readonly recognized: RecognizerResult | undefined;
  /** whether the chat can be written to unasked; `now`: this turn does so, as the time of a reminder has come */
  readonly writesFirst: boolean | 'now';
  /** read and replaced by the dialogs; the edge stores the case that is here at the end */
  at: At;
  /** set when the person asked for what only the edge can do */
  asks?: DataRequest;
  /** filled by the dialogs, sent by the edge after the commit */
  readonly replies: Reply[];
}

/** What main-dialog hands to the dialog that speaks. */
export interface RoutedTurn {
  turn: CaseTurn;
  /** where the case stands, which is to be shown */
  at: At;
  /** to be said before anything else */
  lead: readonly Block[];
}
