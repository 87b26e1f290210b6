import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
import { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import type { SearchHit } from '../knowledge/library/finding/search-articles.ts';
import type { Knowledge } from '../knowledge/load-knowledge.ts';
import { inOnePaste } from '../knowledge/recognizer/paste/once.ts';
import type { RecognizerResult } from '../knowledge/recognizer/recognizer-result.ts';
import { saidIn, type Utterance } from '../knowledge/recognizer/utterance.ts';
import { speaking } from '../knowledge/vocabulary/words.ts';
import { ArticleDialog } from './article-dialog.ts';
import type { CaseTurn, RoutedTurn } from './case-turn.ts';
import { ChooseArticleDialog } from './choose-article-dialog.ts';
import { libraryQuestion } from './reading/asked-in-words.ts';
import { hear, recognized, type Words } from './reading/heard.ts';
import { nothingSaid, readSayings } from './reading/read-sayings.ts';
import { toldOpinion } from './reading/told-opinion.ts';
import { decide } from './rules/rule.ts';
import { RULES } from './rules/rules.ts';
import { ledBy } from './saying/compose-reply.ts';
import type { At } from './walking/at.ts';
import { withLibrary } from './walking/imported/imported-evidence.ts';
import { heardWithOffer, offerOf } from './walking/offered.ts';
import { keepingReminder } from './walking/reminder.ts';

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
    const { offered: _answered, between, ...before } = { ...turn.at.case, turn: turn.at.case.turn + 1 };
    // A button says by itself what it means.
    const at = turn.at.with(between && !turn.utterance?.pressed ? { ...before, between } : before);
    const words = this.#spoken(() => this.#heard(at, turn));
    const hits = words ? await this.#hits(at, words) : [];
    const routed = this.#spoken(() => this.#decide(at, turn, words, hits));
    if (!routed) return Dialog.EndOfTurn;
    return dc.beginDialog(routed.at.open ? ArticleDialog.ID : ChooseArticleDialog.ID, routed);
  }

  /** With the words of the knowledge at hand, and what readers made of a piece of the utterance kept for the next; nothing that waits. */
  #spoken<T>(work: () => T): T {
    return speaking(this.#knowledge.vocabulary, () => inOnePaste(work));
  }

  #heard(at: At, turn: CaseTurn): Words | undefined {
    const { utterance } = turn;
    return utterance && heardWithOffer(turn.at, hear(utterance, this.#recognized(at, utterance, turn)));
  }

  /** @returns what an open article or the search for one is to show; undefined when the table has answered */
  #decide(at: At, turn: CaseTurn, words: Words | undefined, hits: readonly SearchHit[]): RoutedTurn | undefined {
    const heard = words
      ? readSayings(at, words, hits)
      : nothingSaid(at, turn.writesFirst === 'now' ? 'reminded' : 'opened');
    const decided = decide(RULES, at, heard);
    const offered = words && offerOf(at, heard);
    const { between: _answered, ...after } = keepingReminder(turn.at.case, decided.at.case);
    const between = decided.between && [...decided.between];
    const here = decided.at.with({ ...after, ...(offered !== undefined && { offered }), ...(between && { between }) });
    turn.at = here;
    if (decided.asks) turn.asks = decided.asks;
    if (decided.reply) {
      const opinion = words && toldOpinion(words);
      turn.replies.push({ ...ledBy(decided.lead, decided.reply), ...(opinion && { opinion }) });
      return undefined;
    }
    return { turn, at: here, lead: decided.lead };
  }

  #recognized(at: At, utterance: Utterance, { recognized: found }: CaseTurn): RecognizerResult {
    const result = recognized(this.#knowledge, utterance, found);
    return utterance.pressed ? result : withLibrary(at, saidIn(utterance), result);
  }

  /** The one thing in a turn that takes a while: a whole library is searched in a thread of its own, and only where words are all there is. */
  async #hits(at: At, words: Words): Promise<readonly SearchHit[]> {
    const { shelf } = this.#knowledge;
    const question = shelf && libraryQuestion(at, words);
    if (question === undefined) return [];
    const hits = await shelf?.search(question.text);
    return (hits ?? []).filter(({ id, share }) => share >= question.share && !this.#knowledge.index.articles.has(id));
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
