import { UNKNOWN_ANSWER } from '../../knowledge/question.ts';
import type { At } from '../walking/at.ts';
import { fieldsHere } from '../walking/form.ts';
import { claimBlocks } from './claim-blocks.ts';
import { reply } from './compose-reply.ts';
import { CHOICES, form, text } from './phrases.ts';
import type { Block, FormField, Reply } from './reply.ts';

/** The questions that are open here, as a form; none when all is known. */
export function formFields(at: At): FormField[] {
  return fieldsHere(at).map((field): FormField => {
    if ('setting' in field) return { id: field.id, ask: form.value(field.setting.value), example: form.valueExample };
    const { id, ask, options } = field.question;
    const unknown = { id: UNKNOWN_ANSWER, label: CHOICES.unknown.label };
    return { id, ask, options: [...options.map(({ id: option, label }) => ({ id: option, label })), unknown] };
  });
}

/** Where the number is looked up, folded: who knows it needs none of this. */
export function lookUp(at: At): Block[] {
  return fieldsHere(at).flatMap((field): Block[] =>
    'setting' in field
      ? [{ kind: 'folded', title: form.lookUp, blocks: claimBlocks(field.setting.lookUp, at.answers) }]
      : [{ kind: 'folded', title: form.whyAsked(field.question.ask), blocks: [text(field.question.why)] }],
  );
}

/** What is still asked, alone. */
export function formReply(at: At, article: string): Reply {
  return {
    ...reply(
      'question',
      form.title,
      [text(form.how), ...lookUp(at)],
      [CHOICES.goOn, CHOICES.back, CHOICES.human],
      article,
    ),
    form: formFields(at),
  };
}
