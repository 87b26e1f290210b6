import { BotAdapter, TurnContext } from 'botbuilder-core';
import type { CaseTurn, DataRequest } from '../dialogs/case-turn.ts';
import { dialogsOf, MainDialog } from '../dialogs/main-dialog.ts';
import { type CaseSummary, caseSummary } from '../dialogs/saying/case-summary.ts';
import type { Reply } from '../dialogs/saying/reply.ts';
import type { Case } from '../dialogs/walking/case.ts';
import { withDrawn } from '../dialogs/walking/drawn-buttons.ts';
import { standAt } from '../dialogs/walking/stand.ts';
import type { Shelf } from '../knowledge/library/shelf.ts';
import { withShelf } from '../knowledge/library/with-shelf.ts';
import type { Knowledge } from '../knowledge/load-knowledge.ts';
import type { RecognizerResult } from '../knowledge/recognizer/recognizer-result.ts';
import type { Utterance } from '../knowledge/recognizer/utterance.ts';
import { speaking } from '../knowledge/vocabulary/words.ts';

/** What an exchange came to. */
export interface Exchange {
  after: Case;
  reply: Reply;
  /** the case after the turn, for channels that show it beside the conversation */
  beside?: () => CaseSummary;
  /** what the person asked about their data */
  asks?: DataRequest;
}

/**
 * One exchange: a case and what was said (nothing, when nobody spoke) to the case after it and the reply.
 * `recognized` is what was recognised in it; without it that is done here, which only what is small may ask for.
 * `writesFirst`: the chat can be written to unasked; `'now'`: this is such a turn, since the time of a reminder has come.
 */
export type Converse = (
  before: Case,
  utterance: Utterance | undefined,
  now: Date,
  recognized?: RecognizerResult,
  writesFirst?: CaseTurn['writesFirst'],
) => Promise<Exchange>;

const refuse = () => {
  throw new Error('a dialog sent something itself: it must push a Reply, which is sent after the commit');
};

/** The SDK wants an adapter in its context. Nothing may pass here, since a turn may run again before it is committed. */
class BufferedTurn extends BotAdapter {
  override sendActivities = refuse;
  override updateActivity = refuse;
  override deleteActivity = refuse;
  override continueConversation = refuse;
}

/** Where the SDK's dialogs look for memory scopes in the state of a turn. */
const MEMORY_SCOPES = 'DialogStateManagerConfiguration';

/** Where the imported articles are, as long as there are any. */
export interface Shelves {
  shelf(): Promise<Shelf | undefined>;
}

/** {@link converseWith} the knowledge of each turn: what was taken up meanwhile counts from the next one on. */
export function converseNow(current: () => Knowledge, library?: Shelves): Converse {
  let made: { knowledge: Knowledge; converse: Converse } | undefined;
  return (...heard) => {
    const knowledge = current();
    if (made?.knowledge !== knowledge) made = { knowledge, converse: converseWith(knowledge, library) };
    return made.converse(...heard);
  };
}

/**
 * Drives the SDK's dialogs. Rejects when a dialog throws or gives other than one reply.
 * @param library asked before each turn, so that an import is taken up between two of them
 */
export function converseWith(curated: Knowledge, library?: Shelves): Converse {
  const adapter = new BufferedTurn();
  const alone = { knowledge: curated, dialogs: dialogsOf(curated) };
  let withLibrary: (typeof alone & { shelf: Shelf }) | undefined;
  let scopes: unknown;
  return async (before, utterance, now, recognized, writesFirst = false) => {
    const shelf = await library?.shelf();
    if (shelf && withLibrary?.shelf !== shelf) {
      const all = withShelf(curated, shelf);
      withLibrary = { shelf, knowledge: all, dialogs: dialogsOf(all) };
    }
    const { knowledge, dialogs } = shelf && withLibrary ? withLibrary : alone;
    const at = standAt(knowledge, before, now, writesFirst !== false);
    const turn: CaseTurn = { utterance, recognized, writesFirst, at, replies: [] };
    const context = new TurnContext(adapter, { type: 'message' });
    // The SDK builds its memory scopes anew for each turn that brings none; they hold nothing of the turn.
    if (scopes !== undefined) context.turnState.set(MEMORY_SCOPES, scopes);
    const dc = await dialogs.createContext(context);
    scopes ??= context.turnState.get(MEMORY_SCOPES);
    await dc.beginDialog(MainDialog.ID, turn);
    const [reply, second] = turn.replies;
    if (!reply || second) throw new Error(`one turn gives one reply, not ${turn.replies.length}`);
    const after = withDrawn(turn.at.case, reply);
    return {
      after,
      reply,
      beside: () => speaking(knowledge.vocabulary, () => caseSummary(turn.at.with(after))),
      ...(turn.asks && { asks: turn.asks }),
    };
  };
}
