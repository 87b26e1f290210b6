import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
import { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import type { Knowledge } from '../knowledge/load-knowledge.ts';
import { ArticleDialog } from './article-dialog.ts';
import type { CaseTurn, RoutedTurn } from './case-turn.ts';
import { ChooseArticleDialog } from './choose-article-dialog.ts';
import { hear } from './reading/heard.ts';
import { readSayings } from './reading/sayings.ts';
import { heardWithOffer, offerOf } from './walking/offered.ts';
import { routeTurn } from './walking/route-turn.ts';
import { openArticle } from './walking/walk-article.ts';

/**
 * One turn of the conversation: read the utterance, answer what can be answered anywhere, and let the open article or the
 * search for one speak otherwise. Every turn pushes exactly one reply into {@link CaseTurn}.
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
    const words = turn.utterance && heardWithOffer(turn.case, hear(turn.utterance, turn.recognized));
    const heard = words && readSayings(this.#knowledge, before, openArticle(this.#knowledge, before), words);
    const route = routeTurn(this.#knowledge, before, heard, turn.now);
    const offered = heard && offerOf(this.#knowledge, before, heard);
    turn.case = { ...route.kept, ...(offered !== undefined && { offered }) };
    if (route.to === 'said') {
      if (route.asks) turn.asks = route.asks;
      turn.replies.push(route.reply);
      return Dialog.EndOfTurn;
    }
    const routed: RoutedTurn = { turn, heard: route.heard ? heard : undefined, lead: route.lead };
    return dc.beginDialog(route.to === 'article' ? ArticleDialog.ID : ChooseArticleDialog.ID, routed);
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
    .add(new ChooseArticleDialog(knowledge))
    .add(new ArticleDialog(knowledge));
}
