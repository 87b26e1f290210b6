import type { Activity } from 'botbuilder';
import { z } from 'zod';

const Mention = z.object({
  type: z.literal('mention'),
  mentioned: z.object({ id: z.string(), name: z.string().optional() }),
  text: z.string().max(300).optional(),
});

/** To whom something was said. */
type Addressed = Pick<Partial<Activity>, 'entities'> & { recipient?: { id?: string; name?: string } };

/**
 * Takes the bot's own name out of a text, in every form and as often as it stands there: `<at>Bot</at>` with or without
 * attributes, doubled, as the entities of the activity spell it, and `@Bot` at the beginning. Other people's names stay,
 * without their tags. (The SDK's own helper takes out one occurrence only.)
 */
export function stripMentions(text: string, activity: Addressed): string {
  const names = botNames(activity);
  // Teams leaves the blank behind a mention as an entity, although the rest of the text has none.
  const tagged = /<at(?: [^<>]{0,200})?>([^<>]{0,300})<\/at>((?:&nbsp;){0,3})/gi;
  const rest = text.replace(tagged, (_whole, name: string, blank: string) =>
    names.has(plainName(name)) ? ' ' : name + (blank && ' '),
  );
  const plain = rest.replaceAll('\u00a0', ' ');
  const called = rest !== text || /^\s*@/.test(plain);
  // Where nobody was addressed nothing is trimmed: the line numbers that are quoted back are those of the paste.
  return called ? withoutLeadingNames(plain.trim(), names) : plain;
}

function botNames(activity: Addressed): Set<string> {
  const bot = activity.recipient;
  const names = new Set<string>();
  if (bot?.name) names.add(plainName(bot.name));
  for (const entity of Array.isArray(activity.entities) ? activity.entities : []) {
    const mention = Mention.safeParse(entity).data;
    if (!mention || mention.mentioned.id !== bot?.id) continue;
    if (mention.mentioned.name) names.add(plainName(mention.mentioned.name));
    if (mention.text) names.add(plainName(mention.text.replace(/<[^<>]*>/g, '')));
  }
  names.delete('');
  return names;
}

function plainName(name: string): string {
  return name.replace(/^@/, '').trim().toLowerCase();
}

function withoutLeadingNames(text: string, names: ReadonlySet<string>): string {
  let rest = text;
  for (let again = true; again; ) {
    again = false;
    for (const name of names) {
      if (!rest.startsWith('@') || rest.slice(1, name.length + 1).toLowerCase() !== name) continue;
      if (/^\w/.test(rest.slice(name.length + 1))) continue;
      rest = rest.slice(name.length + 1).replace(/^[\s,:]+/, '');
      again = true;
    }
  }
  return rest;
}
