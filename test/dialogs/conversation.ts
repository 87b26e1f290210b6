import { converseWith, type Shelves } from '../../bot/converse.ts';
import type { Block, Reply } from '../../dialogs/saying/reply.ts';
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
  #writesFirst: boolean | 'now';

  /** @param writesFirst whether the chat can be written to unasked, as Teams and the page can */
  constructor(knowledge: Knowledge = KNOWLEDGE, library?: Shelves, writesFirst = true) {
    this.#writesFirst = writesFirst;
    this.#converse = converseWith(knowledge, library);
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
    const now = new Date(this.#clock);
    const { after, reply } = await this.#converse(this.case, utterance, now, undefined, this.#writesFirst);
    this.#writesFirst &&= true;
    this.case = after;
    this.#turns.push({ caseId: after.caseId, turn: after.turn });
    this.replies.push(reply);
    this.restart();
    return reply;
  }

  /** So many minutes go by. A reminder that is due by then comes, as it does when the store gives it out; undefined for none. */
  async wait(minutes: number): Promise<Reply | undefined> {
    this.#clock += minutes * 60_000;
    const { reminder } = this.case;
    if (!reminder || Date.parse(reminder.due) > this.#clock) return undefined;
    this.#writesFirst = 'now';
    return this.turn(undefined);
  }

  say(text: string): Promise<Reply> {
    return this.turn(plainUtterance(text));
  }

  /** Fills in the form of the reply `ago` turns before the last one and sends it. */
  fill(filled: Record<string, string>, ago = 0): Promise<Reply> {
    const at = this.replies.length - 1 - ago;
    const [send] = this.replies[at]?.choices ?? [];
    const drawn = this.#turns[at];
    if (!send || !drawn || !this.replies[at]?.form) throw new Error(`no form ${ago} turns ago`);
    return this.turn({ ...plainUtterance(''), pressed: { ...drawn, say: send.say, filled } });
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

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'list':
    case 'numbered':
      return block.items;
    case 'copy':
      return [`${block.label}: ${block.text}`];
    case 'aside':
      return [`${block.text} [not in the article: ${block.source}]`];
    case 'picture':
      return [`${block.path} ${block.alt}`];
    case 'folded':
    case 'drawing':
      return [];
    default:
      return [block.text];
  }
}

const plainly = (lines: readonly string[]) => lines.join('\n').replaceAll('**', '').replaceAll('\r\n', '\n');

/** Everything a reply shows, as one text; what is folded is in {@link foldedOf}. */
export function textOf(reply: Reply): string {
  const fields = (reply.form ?? []).flatMap(({ ask, options, example }) => [
    ask,
    ...(options ?? []).map(({ label }) => `( ) ${label}`),
    ...(example === undefined ? [] : [example]),
  ]);
  const files = reply.files.map((file) => `file ${file.name}:\n${file.text}`);
  return plainly([reply.title, ...reply.blocks.flatMap(linesOf), ...fields, ...files]);
}

/** Everything that a reply holds folded. */
export function foldedOf(reply: Reply): string {
  return plainly(
    reply.blocks.flatMap((block) => (block.kind === 'folded' ? [block.title, ...block.blocks.flatMap(linesOf)] : [])),
  );
}
