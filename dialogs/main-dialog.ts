import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
import { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import type { Knowledge } from '../knowledge/load-knowledge.ts';
import { ArticleDialog } from './article-dialog.ts';
import type { CaseTurn, RoutedTurn } from './case-turn.ts';
import { ChooseArticleDialog } from './choose-article-dialog.ts';
import { hear, recognized } from './reading/heard.ts';
import { nothingSaid, readSayings } from './reading/read-sayings.ts';
import { decide } from './rules/rule.ts';
import { RULES } from './rules/rules.ts';
import { ledBy } from './saying/compose-reply.ts';
import { heardWithOffer, offerOf } from './walking/offered.ts';
import { standAt } from './walking/stand.ts';

/**
 * One turn of the conversation: the utterance is read once, the table decides, and the open article or the search for one is
 * shown where the table gave no answer itself. Every turn pushes exactly one reply into {@link CaseTurn}.
 */
export class MainDialog extends Dialog {
  static readonly ID = 'main';
  readonly #knowledge: Knowledge;

  constructor(knowledge: Knowledge) {
    super(MainDialog.ID);
    this.#knowledge = knowledge;
  }

  // Every turn begins here: the case, not the SDK's stack, knows where the conversation stands.
  override async beginDialog(dc: DialogContext, turn: CaseTurn): Promise<DialogTurnResult> {
    const { offered: _answered, ...before } = { ...turn.case, turn: turn.case.turn + 1 };
    const at = standAt(this.#knowledge, before, turn.now);
    const words =
      turn.utterance &&
      heardWithOffer(turn.case, hear(turn.utterance, recognized(this.#knowledge, turn.utterance, turn.recognized)));
    const heard = words ? readSayings(at, words) : nothingSaid(at);
    const decided = decide(RULES, at, heard);
    const offered = words && offerOf(at, heard);
    const here = offered === undefined ? decided.at : decided.at.with({ ...decided.at.case, offered });
    turn.case = here.case;
    if (decided.asks) turn.asks = decided.asks;
    if (decided.reply) {
      turn.replies.push(ledBy(decided.lead, decided.reply));
      return Dialog.EndOfTurn;
    }
    const routed: RoutedTurn = { turn, at: here, lead: decided.lead };
    return dc.beginDialog(here.open ? ArticleDialog.ID : ChooseArticleDialog.ID, routed);
  }
}

/** The dialogs of the bot. The case, not the SDK's stack, knows where the conversation stands, so nothing of the stack is stored. */
export function dialogsOf(knowledge: Knowledge): DialogSet {
  return new DialogSet({
    get: async () => ({ dialogStack: [] }),
    set: async () => undefined,
    delete: async () => undefined,
  })
    .add(new MainDialog(knowledge))
    .add(new ChooseArticleDialog())
    .add(new ArticleDialog());
}
