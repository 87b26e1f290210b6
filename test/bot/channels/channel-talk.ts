import { type Converse, converseWith } from '../../../bot/converse.ts';
import { Metrics } from '../../../bot/metrics.ts';
import { readHere } from '../../../bot/reading/read.ts';
import { openSqliteStore } from '../../../bot/store/sqlite/sqlite.ts';
import { SupportBot } from '../../../bot/support-bot.ts';
import { Turns } from '../../../bot/turns/turn.ts';
import type { Reply } from '../../../dialogs/saying/reply.ts';
import type { Case } from '../../../dialogs/walking/case.ts';
import type { Knowledge } from '../../../knowledge/load-knowledge.ts';
import type { Utterance } from '../../../knowledge/recognizer/utterance.ts';
import { Conversation } from '../../dialogs/conversation.ts';
import { message } from './messages.ts';

const quiet = { warn: () => undefined, error: () => undefined };

/** A conversation over a channel: what is said comes as its activity, and goes through the whole turn with the store. */
export class ChannelTalk extends Conversation {
  /** what each turn sent, as JSON */
  readonly sent: string[] = [];
  readonly #channel: string;
  readonly #bot: SupportBot;
  readonly #made: { after: Case; reply: Reply }[] = [];

  constructor(knowledge: Knowledge, channel: string) {
    super(knowledge);
    this.#channel = channel;
    const dialogs = converseWith(knowledge);
    const converse: Converse = async (...heard) => {
      const made = await dialogs(...heard);
      this.#made.push(made);
      return made;
    };
    const turns = new Turns({ store: openSqliteStore(':memory:'), converse, metrics: new Metrics(), log: quiet });
    const recognize = async (said: Utterance) => readHere(said, knowledge.vocabulary);
    this.#bot = new SupportBot({ turns, recognize });
  }

  override async turn(utterance: Utterance | undefined): Promise<Reply> {
    const activity = message({
      id: `m${this.sent.length}`,
      channelId: this.#channel,
      text: utterance?.text ?? '',
    });
    const end = await this.#bot.run(activity as Parameters<SupportBot['run']>[0], 'caller');
    const made = this.#made.at(-1);
    if (end.is !== 'committed' || !made) throw new Error(`the turn was not committed: ${end.is}`);
    this.sent.push(JSON.stringify(end.replies));
    this.case = made.after;
    this.replies.push(made.reply);
    return made.reply;
  }
}
