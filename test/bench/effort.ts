import type { Reply } from '../../dialogs/saying/reply.ts';
import type { Article } from '../../knowledge/article.ts';
import { Conversation, foldedOf, textOf } from '../dialogs/conversation.ts';
import { onward } from '../dialogs/walk.ts';

/** What a way costs whoever walks it. */
export interface Effort {
  turns: number;
  /** read on the cards: titles, sentences, questions, buttons; not the options of a closed list, nor a file's text */
  words: number;
  /** there when they are asked for */
  folded: number;
  /** cards that ask, before the first step */
  forms: number;
}

const count = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

function shown(reply: Reply): number {
  const asks = (reply.form ?? []).map(({ ask }) => ask);
  const { form: _form, ...rest } = reply;
  const buttons = reply.choices.map((choice) => choice.label);
  return count([textOf({ ...rest, files: [] }), ...asks, ...buttons].join('\n'));
}

function next(reply: Reply, article: Article, conversation: Conversation): Promise<Reply> {
  const [setting] = article.settings;
  if (reply.form) return conversation.fill(setting ? { ...KNOWN, value: `0x${setting.confirmedAt.toString(16)}` } : {});
  const labels = reply.choices.map(({ label }) => label);
  const still = labels.find((label) => label.startsWith('Saved; still'));
  if (still !== undefined) return conversation.press(still);
  if (labels.includes(`Go to ${article.id}`)) return conversation.press(`Go to ${article.id}`);
  return conversation.say(onward(reply.screen.kind, labels));
}

/** What somebody with the failure of the article that has a setting answers. */
const KNOWN = { version: '5.0', neighbours: 'none', spool: 'different', optimizer: 'yes', windows: 'nt4' };

/** The first sample that names the article by itself; a how-to is asked for. */
async function beginning(article: Article): Promise<{ conversation: Conversation; reply: Reply }> {
  for (const sample of article.samples) {
    const conversation = new Conversation();
    const reply = await conversation.say(sample);
    if (reply.screen.kind === 'diagnosis') return { conversation, reply };
  }
  const conversation = new Conversation();
  return { conversation, reply: await conversation.say(article.samples[0] ?? `go to ${article.id}`) };
}

/** Walks the straightest way of an article from a sample to its end: the effort to the change, and to the end. */
export async function effortOf(article: Article): Promise<{ change: Effort | undefined; end: Effort }> {
  const begun = await beginning(article);
  const { conversation } = begun;
  let { reply } = begun;
  const sum: Effort = { turns: 1, words: shown(reply), folded: count(foldedOf(reply)), forms: 0 };
  let isBeforeSteps = true;
  let change: Effort | undefined;
  while (reply.screen.kind !== 'outcome') {
    isBeforeSteps &&= reply.screen.kind !== 'step';
    if (isBeforeSteps && (reply.form || reply.screen.kind === 'question')) sum.forms += 1;
    if (sum.turns > 60) throw new Error(`${article.id} does not end`);
    reply = await next(reply, article, conversation);
    sum.turns += 1;
    sum.words += shown(reply);
    sum.folded += count(foldedOf(reply));
    if (/^Change /.test(reply.title)) change ??= { ...sum };
  }
  return { change, end: sum };
}

/** The most that a way may cost. The flagship's way to its change is the one that somebody under stress goes most. */
export const MOST = { change: { turns: 5, words: 600, forms: 1 }, end: { turns: 9, words: 1000, forms: 1 } };

/** What is above the most, in words; empty when nothing is. An article without a change has none to judge. */
export function above({ change, end }: Awaited<ReturnType<typeof effortOf>>): string[] {
  const over = (name: 'change' | 'end', effort: Effort | undefined) =>
    (['turns', 'words', 'forms'] as const).flatMap((what) =>
      effort === undefined || effort[what] <= MOST[name][what]
        ? []
        : [`${effort[what]} ${what} to the ${name}, at most ${MOST[name][what]}`],
    );
  return [...over('change', change), ...over('end', end)];
}
