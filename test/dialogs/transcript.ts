import type { Reply } from '../../dialogs/saying/reply.ts';
import { Conversation, foldedOf, textOf } from './conversation.ts';

interface Turn {
  line: number;
  act:
    | { say: string }
    | { press: string; ago: number }
    | { fill: Record<string, string> }
    | { wait: number }
    | 'open'
    | 'restart';
  expect: { line: number; text: string }[];
}

/**
 * Reads a transcript. `> ` is what the person says (lines right below each other are one message); `@ press Label`,
 * `@ press Label, 2 turns ago`, `@ 60 minutes later` (then a reminder comes, or `< nothing`),
 * `@ fill field = words, field = words` (and send the form), `@ open` and `@ restart` are the other things that can happen. `< kind [article] [step n of m]` is
 * the screen that must follow; below it, indented, stand words it must contain, `! ` words it must not contain, `~ ` words that are folded, `[Label]` a button.
 * Lines that begin with `#` are for the reader.
 */
export function readTranscript(source: string): Turn[] {
  const turns: Turn[] = [];
  let spoken = -1;
  for (const [index, raw] of source.split('\n').entries()) {
    const line = index + 1;
    const last = turns.at(-1);
    if (raw.startsWith('>')) {
      const text = raw.slice(2);
      if (last && spoken === index - 1 && typeof last.act === 'object' && 'say' in last.act)
        last.act.say += `\n${text}`;
      else turns.push({ line, act: { say: text }, expect: [] });
      spoken = index;
    } else if (raw.startsWith('@')) turns.push({ line, act: readAct(raw.slice(1).trim(), line), expect: [] });
    else if (raw.startsWith('<') || /^\s+\S/.test(raw)) {
      if (!last) throw new Error(`line ${line}: an answer stands before anything was said`);
      last.expect.push({ line, text: raw.trim() });
    } else if (raw.trim() !== '' && !raw.startsWith('#'))
      throw new Error(`line ${line}: not part of a transcript: ${raw}`);
  }
  return turns;
}

function readAct(text: string, line: number): Turn['act'] {
  if (text === 'open' || text === 'restart') return text;
  if (text.startsWith('fill ')) {
    const fields = text
      .slice(5)
      .split(', ')
      .map((field) => field.split(' = '));
    return { fill: Object.fromEntries(fields.map(([id = '', said = '']) => [id, said])) };
  }
  const later = /^(\d+) minutes? later$/.exec(text)?.[1];
  if (later) return { wait: Number(later) };
  const match = /^press ([^,]+)(?:, (\d+) turns? ago)?$/.exec(text);
  if (!match?.[1]) throw new Error(`line ${line}: write "@ open", "@ restart" or "@ press Label, 2 turns ago"`);
  return { press: match[1], ago: Number(match[2] ?? 0) };
}

/** The screen of a reply in the words of a transcript. */
export function screenOf({ screen }: Reply): string {
  const step = screen.step === undefined ? '' : ` step ${screen.step} of ${screen.of}`;
  return `${screen.kind}${screen.article ? ` ${screen.article}` : ''}${step}`;
}

function complaint(reply: Reply, expected: string): string | undefined {
  const said = textOf(reply);
  if (expected.startsWith('~ '))
    return foldedOf(reply).includes(expected.slice(2)) ? undefined : `does not hold folded "${expected.slice(2)}"`;
  if (expected.startsWith('<')) {
    const screen = expected.slice(1).trim();
    return screenOf(reply) === screen ? undefined : `expected the screen "${screen}", got "${screenOf(reply)}"`;
  }
  if (expected.startsWith('! '))
    return said.includes(expected.slice(2)) ? `must not say "${expected.slice(2)}"` : undefined;
  const button = /^\[(.+)\]$/.exec(expected)?.[1];
  if (button) return reply.choices.some((choice) => choice.label === button) ? undefined : `has no button [${button}]`;
  return said.includes(expected) ? undefined : `does not say "${expected}"`;
}

/** Plays a transcript; throws with file line, what was expected and everything that was said instead. */
export async function playTranscript(source: string, conversation = new Conversation()): Promise<Conversation> {
  for (const { act, expect } of readTranscript(source)) {
    if (act === 'restart') {
      conversation.restart();
      continue;
    }
    const reply =
      act === 'open'
        ? await conversation.turn(undefined)
        : 'say' in act
          ? await conversation.say(act.say)
          : 'wait' in act
            ? await conversation.wait(act.wait)
            : 'fill' in act
              ? await conversation.fill(act.fill)
              : await conversation.press(act.press, act.ago);
    for (const { line, text } of expect) {
      if (reply === undefined && text === '< nothing') continue;
      if (reply === undefined) throw new Error(`line ${line}: no reminder came`);
      const wrong = complaint(reply, text);
      if (wrong)
        throw new Error(
          `line ${line}: ${wrong}\n--- said (${screenOf(reply)}):\n${textOf(reply)}\n--- folded:\n${foldedOf(reply)}\n${reply.choices.map((c) => `[${c.label}]`).join(' ')}`,
        );
    }
  }
  return conversation;
}
