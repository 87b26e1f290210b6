import { z } from 'zod';

const text = z.string().trim().min(1, 'write some text here');
const whole = z
  .string()
  .regex(/^(?:0x[0-9a-fA-F]{1,8}|\d{1,10})$/, 'write a number: 4097 or 0xc0000005')
  .transform(Number);

const AnsweredBy = z.union(
  [
    z.strictObject({ event: whole, from: text.optional() }),
    z.strictObject({ code: whole }),
    z.strictObject({ words: text.regex(/^[^A-Z]+$/, 'write the words in lower case') }),
  ],
  'write { event, from }, { code } or { words }',
);

/** A question that several articles share: `knowledge/questions.yaml`. "I don't know" is always allowed and not listed. */
export const Question = z.strictObject({
  id: text,
  ask: text,
  /** why it is asked; one sentence */
  why: text,
  /** words that a statement about this question holds, lower case: with one of them it is an answer also when nobody has asked */
  about: z.array(text).default([]),
  options: z
    .array(
      z.strictObject({
        id: text,
        label: text,
        /** other words that mean this option, lower case */
        hears: z.array(text).default([]),
        /** what in a paste answers the question with this option, without asking */
        answeredBy: z.array(AnsweredBy).default([]),
      }),
    )
    .min(2, 'a question needs at least two options'),
});
export type Question = z.output<typeof Question>;

export const Questions = z.array(Question).superRefine((questions, ctx) => {
  for (const [index, question] of questions.entries()) {
    if (questions.findIndex((other) => other.id === question.id) < index)
      ctx.addIssue({ code: 'custom', path: [index, 'id'], message: `${question.id} stands twice; give it another id` });
  }
});

/** The answer that is always possible. It counts as answered and as no evidence. */
export const UNKNOWN_ANSWER = 'unknown';

/** The question every article with a setting has without listing it; its options are the verdicts of `judge-number.ts`. */
export const VALUE_QUESTION = 'value';
