import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
// The package's root loads the readers of dates and numbers in all languages: half a second of a start.
import { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import type { Knowledge } from '../knowledge/load-knowledge.ts';
import { answerScreen } from './answer-screen.ts';
import { ledBy } from './compose-reply.ts';
import { phrases, text } from './phrases.ts';
import { routedTurn } from './routed-turn.ts';
import { withRuledOut } from './ruled-out.ts';
import { screenReply } from './screen-reply.ts';
import { openArticle } from './walk-article.ts';

/** The SDK's shell around walking one article. The case keeps the place; this dialog keeps nothing. */
export class ArticleDialog extends Dialog {
  static readonly ID = 'article';
  readonly #knowledge: Knowledge;

  constructor(knowledge: Knowledge) {
    super(ArticleDialog.ID);
    this.#knowledge = knowledge;
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { turn, heard, lead } = routedTurn(dc);
    const open = openArticle(this.#knowledge, turn.case);
    if (!open) throw new Error('the article dialog runs only while the case stands in an article');
    const moved = heard
      ? answerScreen(this.#knowledge, turn.case, open, heard, turn.now)
      : { kept: turn.case, lead: [] };
    turn.case = moved.kept;
    const now = openArticle(this.#knowledge, moved.kept);
    if (now) turn.case = withRuledOut(moved.kept, now);
    const said = now ? screenReply(this.#knowledge, turn.case, now) : undefined;
    if (said) turn.replies.push(ledBy([...lead, ...moved.lead], said));
    else turn.replies.push(ledBy([text(phrases.notUnderstood)], screenReply(this.#knowledge, turn.case, open)));
    return Dialog.EndOfTurn;
  }
}
