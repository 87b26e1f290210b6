import type { Activity } from 'botbuilder';
import { FOLDED_HOW } from '../../../dialogs/saying/phrases-layout.ts';
import { readTranscript } from '../../dialogs/transcript.ts';
import { plainWords, screenOf } from './drawn-words.ts';

/** Somebody who talks through a channel; every turn gives one drawn message. */
export interface Talker {
  say(text: string): Promise<Partial<Activity>>;
  /** presses a button of the message `ago` messages before the last one */
  press(label: string, ago: number): Promise<Partial<Activity>>;
  /** fills in the form of the last message and sends it */
  fill(filled: Record<string, string>): Promise<Partial<Activity>>;
  /** opens the chat; undefined where nobody is welcomed */
  open(): Promise<Partial<Activity> | undefined>;
  /** all words and buttons of a drawn message, as this channel shows them */
  read(drawn: Partial<Activity>): { words: string; labels: string[]; folded?: string };
}

/** Plays a transcript on a channel; throws with the line, what was expected and what was said instead. Tells every message. */
export async function playOn(talker: Talker, source: string): Promise<Partial<Activity>[]> {
  const told: Partial<Activity>[] = [];
  for (const { act, expect } of readTranscript(source)) {
    if (act === 'restart') continue;
    const drawn =
      act === 'open'
        ? await talker.open()
        : 'say' in act
          ? await talker.say(act.say)
          : 'fill' in act
            ? await talker.fill(act.fill)
            : 'press' in act
              ? await talker.press(act.press, act.ago)
              : undefined;
    if (!drawn) continue;
    told.push(drawn);
    for (const { line, text } of expect) {
      const wrong = complaint(talker, drawn, text);
      if (wrong) throw new Error(`line ${line}: ${wrong}\n--- said (${screenOf(drawn)}):\n${talker.read(drawn).words}`);
    }
  }
  return told;
}

function complaint(talker: Talker, drawn: Partial<Activity>, expected: string): string | undefined {
  const { words, labels, folded } = talker.read(drawn);
  if (expected.startsWith('~ ')) {
    // A channel without cards says that there is more, and shows it on "why".
    if (folded === undefined) return words.includes(FOLDED_HOW) ? undefined : 'does not say how to see more';
    const holds = plainWords(folded).toLowerCase().includes(plainWords(expected).toLowerCase());
    return holds ? undefined : `does not hold folded "${expected.slice(2)}"`;
  }
  const says = (text: string) => plainWords(words).toLowerCase().includes(plainWords(text).toLowerCase());
  if (expected.startsWith('<')) {
    const screen = expected.slice(1).trim();
    return screenOf(drawn) === screen ? undefined : `expected the screen "${screen}", got "${screenOf(drawn)}"`;
  }
  const absent = /^! \[(.+)\]$/.exec(expected)?.[1];
  if (absent) return labels.includes(absent) ? `must not have the button [${absent}]` : undefined;
  if (expected.startsWith('! ')) return says(expected.slice(2)) ? `must not say "${expected.slice(2)}"` : undefined;
  const button = /^\[(.+)\]$/.exec(expected)?.[1];
  if (button) return labels.includes(button) ? undefined : `has no button [${button}], only ${labels.join(', ')}`;
  return says(expected) ? undefined : `does not say "${expected}"`;
}
