import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
// The package's root loads the readers of dates and numbers in all languages: half a second of a start.
import { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import { speaking } from '../knowledge/vocabulary/words.ts';
import type { RoutedTurn } from './case-turn.ts';
import { ledBy } from './saying/compose-reply.ts';
import { screenReply } from './saying/screen-reply.ts';
import { withRuledOut } from './walking/ruled-out.ts';

/** The SDK's shell around showing the place in an article. The case keeps the place; this dialog keeps nothing. */
export class ArticleDialog extends Dialog {
  static readonly ID = 'article';

  constructor() {
    super(ArticleDialog.ID);
  }

  override async beginDialog(_dc: DialogContext, { turn, at, lead }: RoutedTurn): Promise<DialogTurnResult> {
    const { open } = at;
    if (!open) throw new Error('the article dialog runs only while the case stands in an article');
    const here = at.with(withRuledOut(at.case, open));
    turn.at = here;
    const reply = speaking(at.knowledge.vocabulary, () => screenReply(here, here.open ?? open));
    turn.replies.push(ledBy(lead, reply));
    return Dialog.EndOfTurn;
  }
}
