import { UNKNOWN_ANSWER } from '../../knowledge/question.ts';
import type { At } from '../walking/at.ts';
import { fieldsHere } from '../walking/form.ts';
import { claimBlocks } from './claim-blocks.ts';
import { reply } from './compose-reply.ts';
import { CHOICES, form, text } from './phrases.ts';
import type { Block, FormField, Reason, Reply } from './reply.ts';

/** The questions that are open here, as a form; none when all is known. */
export function formFields(at: At): FormField[] {
  return fieldsHere(at).map((field): FormField => {
    if ('setting' in field) return { id: field.id, ask: form.value(field.setting.value), example: form.valueExample };
    const { id, ask, options } = field.question;
    const unknown = { id: UNKNOWN_ANSWER, label: CHOICES.unknown.label };
    return { id, ask, options: [...options.map(({ id: option, label }) => ({ id: option, label })), unknown] };
  });
}

/** Where the answers are found and why they are asked for, folded into one: who knows them needs none of this. */
export function lookUp(at: At): Block[] {
  const blocks = fieldsHere(at).flatMap((field): Reason[] =>
    'setting' in field
      ? [text(`**${form.lookUp}**`), ...claimBlocks(field.setting.lookUp, at.answers)]
      : [text(`**${field.question.ask}**`), text(field.question.why)],
  );
  return blocks.length > 0 ? [{ kind: 'folded', title: form.whyAsked, blocks }] : [];
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
