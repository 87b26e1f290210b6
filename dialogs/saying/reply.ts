import type { Drawing } from './drawing.ts';

/** Every kind of screen a person can be shown. Channels pass it on as `channelData.faultline.screen.kind`. */
export const SCREEN_KINDS = [
  'welcome',
  'diagnosis',
  'choose',
  'question',
  'cause',
  'warning',
  'step',
  'answer',
  'outcome',
  'help',
  'nothing',
  'unknown',
  'handoff',
  'error',
] as const;
export type ScreenKind = (typeof SCREEN_KINDS)[number];

/** Where a reply stands in the conversation. `step` and `of` count from 1 and come together. */
export interface ScreenMark {
  kind: ScreenKind;
  article?: string;
  step?: number;
  of?: number;
}

/**
 * A piece of a reply. Only `quote` may hold what the user wrote; a channel escapes it.
 * All other texts are ours; in them `**bold**` and `` `code` `` are the only marks.
 */
export type Block =
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'numbered'; items: string[] }
  /** somebody's own words, shown inside a quotation; at most a few hundred characters */
  | { kind: 'quote'; text: string; line?: number }
  /** one line (or one file's text) to be copied as it is: a path, a name, a number, a command */
  | { kind: 'copy'; label: string; text: string }
  /** a claim the article itself does not make, with where it comes from */
  | { kind: 'aside'; text: string; source: string }
  /** a picture of what the blocks around it say in words, so a channel without pictures leaves it out */
  | { kind: 'drawing'; drawing: Drawing; alt: string }
  /** a picture of the knowledge, at a path of this server; `alt` says what it shows, and stands in its place elsewhere */
  | { kind: 'picture'; path: string; alt: string }
  /** reasons, sources and asides: shown when they are asked for, by a button or with "why". Never a warning. */
  | { kind: 'folded'; title: string; blocks: Reason[] }
  /** the warning before a risky step; a channel may not shorten or fold it */
  | { kind: 'warning'; text: string };

/** What may be folded away: anything but a warning. */
export type Reason = Exclude<Block, { kind: 'folded' } | { kind: 'warning' }>;

/** A button: `label` is shown; pressing it says `say`, as if typed. */
export interface Choice {
  label: string;
  say: string;
}

/** One question of a form. `options`: to choose from; without them something is written. Every one may be left open. */
export interface FormField {
  id: string;
  ask: string;
  options?: { id: string; label: string }[];
  /** what may be written */
  example?: string;
}

/** What somebody thinks of the answers before: a thumb, or a report. Counted, never stored. */
export type Opinion = 'liked' | 'disliked' | 'thanks' | 'anger' | 'not right' | 'not solved' | 'solved';

/** What is said in one turn, the same for every channel. One turn gives exactly one reply. */
export interface Reply {
  screen: ScreenMark;
  /** a short heading, no markup */
  title: string;
  blocks: Block[];
  choices: Choice[];
  /** asked all at once; the first of `choices` sends it */
  form?: FormField[];
  /** files offered for download, small text files (.reg, the hand-over summary) */
  files: OfferedFile[];
  /** what the utterance said of the answers before */
  opinion?: Opinion;
}

/** A small text file that comes with a reply. */
export interface OfferedFile {
  name: string;
  text: string;
  /** a channel that attaches files need not say its text beside that: it is long, and nobody types it off */
  attachedOnly?: true;
}
