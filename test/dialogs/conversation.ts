import { converseWith } from '../../bot/converse.ts';
import type { Reply } from '../../dialogs/saying/reply.ts';
import { type Case, newCase, parseCase } from '../../dialogs/walking/case.ts';
import { type Knowledge, loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { plainUtterance, type Utterance } from '../../knowledge/recognizer/utterance.ts';

const loaded = loadKnowledge();
if (!loaded.ok) throw new Error(loaded.problems.join('\n'));

/** The articles as they are shipped. */
export const KNOWLEDGE: Knowledge = loaded.knowledge;

/** Talks to the dialogs through the SDK, as the edge does, with a case that is stored and parsed again after every turn. */
export class Conversation {
  case: Case;
  readonly replies: Reply[] = [];
  readonly #converse: ReturnType<typeof converseWith>;
  readonly #turns: { caseId: string; turn: number }[] = [];
  #clock = Date.UTC(2026, 0, 5, 9, 0, 0);

  constructor(knowledge: Knowledge = KNOWLEDGE) {
    this.#converse = converseWith(knowledge);
    this.case = newCase(new Date(this.#clock));
  }

  /** The reply of the last turn. */
  get last(): Reply {
    const last = this.replies.at(-1);
    if (!last) throw new Error('nothing was said yet');
    return last;
  }

  /** One turn; undefined when somebody only opened the chat. */
  async turn(utterance: Utterance | undefined): Promise<Reply> {
    this.#clock += 60_000;
    const { after, reply } = await this.#converse(this.case, utterance, new Date(this.#clock));
    this.case = after;
    this.#turns.push({ caseId: after.caseId, turn: after.turn });
    this.replies.push(reply);
    this.restart();
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
    if (!choice || !drawn) {
      const there = this.replies[at]?.choices.map((one) => one.label).join(', ');
      throw new Error(`no button "${label}" ${ago} turns ago, only ${there}`);
    }
    return this.turn({ ...plainUtterance(''), pressed: { ...drawn, say: choice.say } });
  }

  /** The process ends and starts again: the case comes back from the store as JSON. */
  restart(): void {
    const back = parseCase(JSON.parse(JSON.stringify(this.case)));
    if (!back) throw new Error('a stored case could not be read back');
    this.case = back;
  }
}

/** Everything a reply says, as one text. */
export function textOf(reply: Reply): string {
  const blocks = reply.blocks.flatMap((block) => {
    if (block.kind === 'list' || block.kind === 'numbered') return block.items;
    if (block.kind === 'drawing') return [];
    if (block.kind === 'copy') return [`${block.label}: ${block.text}`];
    return block.kind === 'aside' ? [`Not in the article (${block.source}): ${block.text}`] : [block.text];
  });
  const files = reply.files.map((file) => `file ${file.name}:\n${file.text}`);
  return [reply.title, ...blocks, ...files].join('\n').replaceAll('**', '').replaceAll('\r\n', '\n');
}
