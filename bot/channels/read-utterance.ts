import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { htmlToText } from '../../knowledge/recognizer/paste/html-to-text.ts';
import { MAX_UTTERANCE_LENGTH, type PressedButton, type Utterance } from '../../knowledge/recognizer/utterance.ts';
import { withoutOwnQuotes } from './quoted-replies.ts';
import { readAttachments } from './read-attachments.ts';
import { stripMentions } from './strip-mentions.ts';

const Pressed = z.object({
  faultline: z.object({
    caseId: z.string().max(100),
    turn: z.number().int().min(0),
    say: z.string().max(1000),
  }),
});

/**
 * What somebody said, out of an activity of any channel. This is the one door: the text is cut to
 * {@link MAX_UTTERANCE_LENGTH} before anything searches it, and nothing in the activity is believed unchecked.
 */
export function readUtterance(activity: Partial<Activity>): Utterance {
  const { htmlTwin, files, unreadable, cut } = readAttachments(activity.attachments);
  const whole = typeof activity.text === 'string' ? activity.text : '';
  const kept = whole.slice(0, MAX_UTTERANCE_LENGTH);
  const said = activity.textFormat === 'xml' ? htmlToText(kept) : kept;
  const { html, quotes } = withoutOwnQuotes(htmlTwin ?? '', activity.recipient?.id);
  const twin = htmlToText(html);
  // Teams flattens some pastes in `text` and mixes quoted words into it; its HTML twin has the lines, the cells and the quotes.
  const lost = (sign: '\n' | '\t') => count(twin, sign) > count(said, sign);
  const fuller = quotes || said.trim() === '' || lost('\n') || lost('\t') ? twin : said;
  const text = stripMentions(fuller, activity).slice(0, MAX_UTTERANCE_LENGTH);
  // What everybody can see counts: hidden words that say something else than the text are nobody's.
  const button = readPressed(activity.value);
  const pressed = button && (text === '' || saysTheSame(text, button.say)) ? button : undefined;
  return {
    text: text === '' && pressed ? pressed.say : text,
    cut: whole.length - kept.length + cut,
    ...(pressed && { pressed }),
    files,
    unreadable,
  };
}

/** Teams may hand the value of a button on as JSON text. */
function readPressed(value: unknown): PressedButton | undefined {
  if (typeof value !== 'string') return Pressed.safeParse(value).data?.faultline;
  if (value.length > 5000) return undefined;
  try {
    return Pressed.safeParse(JSON.parse(value)).data?.faultline;
  } catch {
    return undefined;
  }
}

function saysTheSame(text: string, say: string): boolean {
  const plainly = (words: string) => words.normalize('NFKC').split(/\s+/).filter(Boolean).join(' ').toLowerCase();
  return text.length <= 2 * say.length + 100 && plainly(text) === plainly(say);
}

function count(text: string, sign: '\n' | '\t'): number {
  return (sign === '\n' ? text.split(/\r\n?|\n/) : text.split(sign)).length - 1;
}
