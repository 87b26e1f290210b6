import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
// The package's root loads the readers of dates and numbers in all languages: half a second of a start.
import { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import type { Knowledge } from '../knowledge/load-knowledge.ts';
import type { RoutedTurn } from './case-turn.ts';
import { ledBy } from './saying/compose-reply.ts';
import { phrases, text } from './saying/phrases.ts';
import { screenReply } from './saying/screen-reply.ts';
import { answerScreen } from './walking/answer-screen.ts';
import { withRuledOut } from './walking/ruled-out.ts';
import { openArticle } from './walking/walk-article.ts';

/** The SDK's shell around walking one article. The case keeps the place; this dialog keeps nothing. */
export class ArticleDialog extends Dialog {
  static readonly ID = 'article';
  readonly #knowledge: Knowledge;

  constructor(knowledge: Knowledge) {
    super(ArticleDialog.ID);
    this.#knowledge = knowledge;
  }

  override async beginDialog(_dc: DialogContext, { turn, heard, lead }: RoutedTurn): Promise<DialogTurnResult> {
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
