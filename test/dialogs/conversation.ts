import { type Activity, BotAdapter, type ConversationReference, type ResourceResponse, TurnContext } from 'botbuilder';
import { DialogSet } from 'botbuilder-dialogs';
import { type Case, newCase, parseCase } from '../../dialogs/case.ts';
import { CASE_TURN, type CaseTurn } from '../../dialogs/case-turn.ts';
import { MainDialog } from '../../dialogs/main-dialog.ts';
import type { Reply } from '../../dialogs/reply.ts';
import { type Knowledge, loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { plainUtterance, type Utterance } from '../../knowledge/recognizer/utterance.ts';

/** The SDK asks for an adapter; the dialogs must not use it, since replies are buffered. */
class NoAdapter extends BotAdapter {
  override sendActivities(): Promise<ResourceResponse[]> {
    throw new Error('a dialog sent something itself');
  }
  override updateActivity(): Promise<undefined> {
    throw new Error('a dialog updated something itself');
  }
  override deleteActivity(): Promise<void> {
    throw new Error('a dialog deleted something itself');
  }
  override continueConversation(_reference: Partial<ConversationReference>): Promise<void> {
    throw new Error('a dialog started something itself');
  }
}

const loaded = loadKnowledge();
if (!loaded.ok) throw new Error(loaded.problems.join('\n'));

/** The articles as they are shipped. */
export const KNOWLEDGE: Knowledge = loaded.knowledge;

/** Talks to the dialogs through the SDK, as the edge does, with a case that is stored and parsed again after every turn. */
export class Conversation {
  case: Case;
  readonly replies: Reply[] = [];
  readonly #turns: { caseId: string; turn: number }[] = [];
  readonly #dialogs: DialogSet;
  #stack: unknown;
  #clock = Date.UTC(2026, 0, 5, 9, 0, 0);

  constructor(knowledge: Knowledge = KNOWLEDGE) {
    this.case = newCase(new Date(this.#clock));
    this.#dialogs = new DialogSet({
      get: async (_context: TurnContext, initial: unknown) => {
        this.#stack ??= initial;
        return this.#stack;
      },
      set: async (_context: TurnContext, value: unknown) => {
        this.#stack = value;
      },
      delete: async () => {
        this.#stack = undefined;
      },
    });
    this.#dialogs.add(new MainDialog(knowledge));
  }

  /** The reply of the last turn. */
  get last(): Reply {
    const last = this.replies.at(-1);
    if (!last) throw new Error('nothing was said yet');
    return last;
  }

  async turn(utterance: Utterance | undefined): Promise<Reply> {
    this.#clock += 60_000;
    const activity: Partial<Activity> = { type: 'message', channelId: 'test', conversation: { id: 'c', isGroup: false, name: '', conversationType: '' } };
    const context = new TurnContext(new NoAdapter(), activity);
    const turn: CaseTurn = { utterance, now: new Date(this.#clock), case: this.case, replies: [] };
    context.turnState.set(CASE_TURN, turn);
    const dc = await this.#dialogs.createContext(context);
    if (dc.activeDialog) await dc.continueDialog();
    else await dc.beginDialog(MainDialog.ID);
    const [reply, second] = turn.replies;
    if (!reply || second) throw new Error(`one turn gives one reply, not ${turn.replies.length}`);
    this.case = turn.case;
    this.#turns.push({ caseId: turn.case.caseId, turn: turn.case.turn });
    this.replies.push(reply);
    this.restart(false);
    return reply;
  }

  say(text: string): Promise<Reply> {
    return this.turn(plainUtterance(text));
  }

  /** Presses a button of the reply `ago` turns before the last one. */
  press(label: string, ago = 0): Promise<Reply> {
    const at = this.replies.length - 1 - ago;
    const choice = this.replies[at]?.choices.find((one) => one.label === label);
    const drawn = this.#turns[at];
    if (!choice || !drawn) throw new Error(`no button "${label}" ${ago} turns ago, only ${this.replies[at]?.choices.map((one) => one.label).join(', ')}`);
    return this.turn({ ...plainUtterance(''), pressed: { ...drawn, say: choice.say } });
  }

  /** The process ends and starts again: the case comes back from the store; with `loseStack` the SDK's part does not. */
  restart(loseStack: boolean): void {
    const back = parseCase(JSON.parse(JSON.stringify(this.case)));
    if (!back) throw new Error('a stored case could not be read back');
    this.case = back;
    this.#stack = loseStack ? undefined : JSON.parse(JSON.stringify(this.#stack ?? null)) ?? undefined;
  }
}

/** Everything a reply says, as one text. */
export function textOf(reply: Reply): string {
  const blocks = reply.blocks.flatMap((block) => {
    if (block.kind === 'list' || block.kind === 'numbered') return block.items;
    if (block.kind === 'copy') return [`${block.label}: ${block.text}`];
    return block.kind === 'aside' ? [`Not in the article (${block.source}): ${block.text}`] : [block.text];
  });
  const files = reply.files.map((file) => `file ${file.name}:\n${file.text}`);
  return [reply.title, ...blocks, ...files].join('\n').replaceAll('**', '').replaceAll('\r\n', '\n');
}
