import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { htmlToText } from '../../knowledge/recognizer/paste/html-to-text.ts';
import { MAX_UTTERANCE_LENGTH, type PressedButton, type Utterance } from '../../knowledge/recognizer/utterance.ts';
import { FIELD } from './adaptive-card.ts';
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
  const { words, rest } = partsOf(activity);
  return utteranceOf(wordsOf(words), rest);
}

/** The same, with {@link wordsOf} done elsewhere, as by another thread when there is much to read. `T` stands for what was not read. */
export async function readUtteranceBy<T extends object>(
  activity: Partial<Activity>,
  read: (words: Worded) => Promise<string | T>,
): Promise<Utterance | T> {
  const { words, rest } = partsOf(activity);
  const text = await read(words);
  return typeof text === 'string' ? utteranceOf(text, rest) : text;
}

/** All that {@link wordsOf} looks at; plain data, which can cross to another thread. */
export interface Worded extends Pick<Partial<Activity>, 'entities' | 'textFormat'> {
  /** cut to {@link MAX_UTTERANCE_LENGTH}, as the twin is */
  text: string;
  htmlTwin: string;
  recipient?: { id?: string; name?: string };
}

/** What an activity says besides its words. */
type Rest = Pick<Utterance, 'files' | 'unreadable' | 'elsewhere' | 'tooLarge' | 'cut'> & {
  button: PressedButton | undefined;
};

// As many people may be mentioned in a message.
const MOST_ENTITIES = 200;

function partsOf(activity: Partial<Activity>): { words: Worded; rest: Rest } {
  const { htmlTwin, files, unreadable, elsewhere, tooLarge, cut } = readAttachments(activity.attachments);
  const whole = typeof activity.text === 'string' ? activity.text : '';
  const text = whole.slice(0, MAX_UTTERANCE_LENGTH);
  const { id, name } = activity.recipient ?? {};
  const words: Worded = {
    text,
    htmlTwin: htmlTwin ?? '',
    entities: Array.isArray(activity.entities) ? activity.entities.slice(0, MOST_ENTITIES) : [],
    ...(activity.textFormat && { textFormat: activity.textFormat }),
    recipient: { ...(id && { id }), ...(name && { name }) },
  };
  const button = readPressed(activity.value);
  return {
    words,
    rest: {
      files,
      unreadable,
      ...(elsewhere.length > 0 && { elsewhere }),
      ...(tooLarge.length > 0 && { tooLarge }),
      cut: whole.length - text.length + cut,
      button,
    },
  };
}

/** The words of an activity as plain text. Linear in them, but a megabyte of HTML may take a second. */
export function wordsOf(words: Worded): string {
  const said = words.textFormat === 'xml' ? htmlToText(words.text) : words.text;
  const { html, quotes } = withoutOwnQuotes(words.htmlTwin, words.recipient?.id);
  const twin = html === '' ? '' : htmlToText(html);
  // Teams flattens some pastes in `text` and mixes quoted words into it; its HTML twin has the lines, the cells and the quotes.
  const lost = (sign: RegExp) => twin !== '' && count(twin, sign) > count(said, sign);
  const fuller = quotes || said.trim() === '' || lost(LINE_BREAK) || lost(TAB) ? twin : said;
  return stripMentions(fuller, words).slice(0, MAX_UTTERANCE_LENGTH);
}

function utteranceOf(text: string, { files, unreadable, elsewhere, tooLarge, cut, button }: Rest): Utterance {
  // What everybody can see counts: hidden words that say something else than the text are nobody's.
  const pressed = button && (text === '' || saysTheSame(text, button.say)) ? button : undefined;
  return {
    text: text === '' && pressed ? pressed.say : text,
    cut,
    ...(pressed && { pressed }),
    files,
    unreadable,
    ...(elsewhere && { elsewhere }),
    ...(tooLarge && { tooLarge }),
  };
}

/** Teams may hand the value of a button on as JSON text. */
function readPressed(value: unknown): PressedButton | undefined {
  if (typeof value !== 'string') return withFields(value);
  if (value.length > 5000) return undefined;
  try {
    return withFields(JSON.parse(value));
  } catch {
    return undefined;
  }
}

const MOST_FIELDS = 40;
const Field = z.string().max(1000);

/** A pressed button with what was filled into the form of its card. */
function withFields(value: unknown): PressedButton | undefined {
  const button = Pressed.safeParse(value).data?.faultline;
  if (!button || typeof value !== 'object' || value === null) return button;
  const fields = Object.entries(value)
    .slice(0, MOST_FIELDS)
    .flatMap(([name, said]) => {
      const filled = Field.safeParse(said);
      return name.startsWith(FIELD) && filled.success ? [[name.slice(FIELD.length), filled.data] as const] : [];
    });
  return fields.length > 0 ? { ...button, filled: Object.fromEntries(fields) } : button;
}

function saysTheSame(text: string, say: string): boolean {
  const plainly = (words: string) => words.normalize('NFKC').split(/\s+/).filter(Boolean).join(' ').toLowerCase();
  return text.length <= 2 * say.length + 100 && plainly(text) === plainly(say);
}

const LINE_BREAK = /\r\n?|\n/g;
const TAB = /\t/g;

function count(text: string, sign: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(sign)) found += 1;
  return found;
}
