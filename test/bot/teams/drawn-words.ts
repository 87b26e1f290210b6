import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { FOLDED_HOW, FORM_HOW } from '../../../dialogs/saying/phrases-layout.ts';
import { cardOf, objectsIn, textsOf } from '../channels/replies.ts';

const Ours = z.object({
  faultline: z.object({
    screen: z.object({
      kind: z.string(),
      article: z.string().optional(),
      step: z.number().optional(),
      of: z.number().optional(),
    }),
  }),
});

/** The screen of a drawn message, in the words of a transcript. */
export function screenOf(drawn: Partial<Activity>): string {
  const { kind, article, step, of } = Ours.parse(drawn.channelData).faultline.screen;
  return [kind, article, step === undefined ? undefined : `step ${step} of ${of}`].filter(Boolean).join(' ');
}

// A case has an id and a beginning of its own; the mark of a citation is the channel's.
const RANDOM = /\[1\]|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** Letters and digits alone: what a channel puts around the words does not count, and neither does what is random. */
export function plainWords(text: string): string {
  return text
    .replace(RANDOM, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The parts of a card that are seen without pressing anything, or those that are not. */
function shownParts(drawn: Partial<Activity>, folded: boolean): Record<string, unknown>[] {
  const { body } = cardOf(drawn);
  const parts = body as unknown as Record<string, unknown>[];
  // A file is one press away where another channel attaches it.
  const isFile = (part: Record<string, unknown>) => /-file-\d+$/.test(String(part['id']));
  const hidden = parts.filter((part) => part['isVisible'] === false && !isFile(part));
  return folded ? hidden : parts.filter((part) => !hidden.includes(part));
}

function lines(parts: Record<string, unknown>[]): string[] {
  return objectsIn(parts)
    .flatMap((part) => {
      if (part['type'] === 'RichTextBlock') return [textsOf(part).join('')];
      if (part['type'] === 'Input.Text') return [`${part['label']} ${part['placeholder'] ?? ''}`];
      if (part['type'] === 'Input.ChoiceSet') {
        const choices = part['choices'] as { title: string }[];
        return [`${part['label']} ${choices.map(({ title }) => title).join(' ')}`];
      }
      return part['type'] === 'TextBlock' ? textsOf(part) : [];
    })
    .map(plainWords)
    .filter((line) => line !== '');
}

/** What a card says, line by line, in order; buttons are no part of it, nor is what is folded. */
export const linesOfCard = (drawn: Partial<Activity>): string[] => lines(shownParts(drawn, false));

/** What a card holds folded. */
export const foldedLines = (drawn: Partial<Activity>): string[] => lines(shownParts(drawn, true));

/** What a plain text says, line by line, without the list of answers. */
export function linesOfText(drawn: Partial<Activity>): string[] {
  const [said = ''] = (drawn.text ?? '').split('\n\nYou can answer:\n');
  return said
    .split('\n')
    .filter((line) => line !== FORM_HOW && line !== FOLDED_HOW)
    .map((line) => plainWords(line.replace(/^\d+\. /, '')))
    .filter((line) => line !== '');
}

/** The answers a plain text offers, as label and what is to be typed. */
export function answersOf(drawn: Partial<Activity>): { label: string; say: string }[] {
  const [, offered = ''] = (drawn.text ?? '').split('\n\nYou can answer:\n');
  return offered.split('\n').flatMap((line) => {
    const [, label = '', say = label] = /^- (.*?)(?: \(type: (.*)\))?$/.exec(line) ?? [];
    return label === '' ? [] : [{ label, say }];
  });
}
