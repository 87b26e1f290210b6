import type { Activity } from 'botbuilder';
import { z } from 'zod';
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

/** What a card says, line by line, in order; buttons are no part of it. */
export function linesOfCard(drawn: Partial<Activity>): string[] {
  const { body } = cardOf(drawn);
  return objectsIn(body)
    .flatMap((part) => {
      if (part['type'] === 'RichTextBlock') return [textsOf(part).join('')];
      return part['type'] === 'TextBlock' ? textsOf(part) : [];
    })
    .map(plainWords)
    .filter((line) => line !== '');
}

/** What a plain text says, line by line, without the list of answers. */
export function linesOfText(drawn: Partial<Activity>): string[] {
  const [said = ''] = (drawn.text ?? '').split('\n\nYou can answer:\n');
  return said
    .split('\n')
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
