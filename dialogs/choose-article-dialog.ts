import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
// The package's root loads the readers of dates and numbers in all languages: half a second of a start.
import { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import { speaking } from '../knowledge/vocabulary/words.ts';
import { ArticleDialog } from './article-dialog.ts';
import type { RoutedTurn } from './case-turn.ts';
import { choose } from './saying/choose-reply.ts';
import { ledBy } from './saying/compose-reply.ts';

/** The SDK's shell around finding the article: it asks the one question that separates the candidates, turn by turn. */
export class ChooseArticleDialog extends Dialog {
  static readonly ID = 'choose-article';

  constructor() {
    super(ChooseArticleDialog.ID);
  }

  override async beginDialog(dc: DialogContext, { turn, at, lead }: RoutedTurn): Promise<DialogTurnResult> {
    const chosen = speaking(at.knowledge.vocabulary, () => choose(at));
    turn.at = chosen.at;
    if (!chosen.reply) return dc.replaceDialog(ArticleDialog.ID, { turn, at: chosen.at, lead } satisfies RoutedTurn);
    turn.replies.push(ledBy(lead, chosen.reply));
    return Dialog.EndOfTurn;
  }
}
