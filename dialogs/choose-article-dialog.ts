import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
// The package's root loads the readers of dates and numbers in all languages: half a second of a start.
import { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import type { Knowledge } from '../knowledge/load-knowledge.ts';
import { ArticleDialog } from './article-dialog.ts';
import type { RoutedTurn } from './case-turn.ts';
import { choose } from './saying/choose-reply.ts';
import { ledBy } from './saying/compose-reply.ts';

/** The SDK's shell around finding the article: it asks the one question that separates the candidates, turn by turn. */
export class ChooseArticleDialog extends Dialog {
  static readonly ID = 'choose-article';
  readonly #knowledge: Knowledge;

  constructor(knowledge: Knowledge) {
    super(ChooseArticleDialog.ID);
    this.#knowledge = knowledge;
  }

  override async beginDialog(dc: DialogContext, { turn, heard, lead }: RoutedTurn): Promise<DialogTurnResult> {
    const chosen = choose(this.#knowledge, turn.case, heard);
    turn.case = chosen.kept;
    if (!chosen.entered) {
      turn.replies.push(ledBy(lead, chosen.reply));
      return Dialog.EndOfTurn;
    }
    const routed: RoutedTurn = { turn, heard: undefined, lead: [...lead, ...chosen.lead] };
    return dc.replaceDialog(ArticleDialog.ID, routed);
  }
}
