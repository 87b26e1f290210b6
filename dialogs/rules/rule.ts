import type { DataRequest } from '../case-turn.ts';
import type { Heading, Heard } from '../reading/sayings.ts';
import type { Block, Reply } from '../saying/reply.ts';
import type { At } from '../walking/at.ts';
import { IF, type If } from './conditions.ts';
import { isAt, type Where } from './places.ts';

/** What a rule did. Without a `reply` the place where the case now stands is shown. */
export interface Outcome {
  at: At;
  /** to be said before the reply, or before the place */
  lead: readonly Block[];
  reply?: Reply;
  asks?: DataRequest;
  /** the meanings that the reply asks about */
  between?: readonly string[];
  /** something was noted, and the rules below decide what else was said */
  goesOn?: true;
  /** what the rules below go by, when that is another thing than what was heard */
  heard?: Heard;
}

/** One line of the table: at this place, on this saying, if all that holds, this happens. */
export interface Rule {
  id: string;
  /** any of these places */
  at: Where | readonly Where[];
  /** any of these sayings */
  on: Heading | 'anything' | readonly Heading[];
  if?: If | readonly If[];
  unless?: If | readonly If[];
  /** what happens, in words */
  so: string;
  /** what it says is left out where something was noted already: "I did not understand" is not true any more */
  quiet?: true;
  does(at: At, heard: Heard): Outcome;
}

export const listOf = <T>(one: T | readonly T[] | undefined): readonly T[] =>
  one === undefined ? [] : Array.isArray(one) ? one : [one as T];

/** Whether a rule is the one for what was heard here. */
function fits(rule: Rule, at: At, heard: Heard): boolean {
  return (
    listOf(rule.at).some((where) => isAt(at, where)) &&
    listOf(rule.on).some((heading) => heading === 'anything' || heard.headings.has(heading)) &&
    listOf(rule.if).every((name) => IF[name](at, heard)) &&
    !listOf(rule.unless).some((name) => IF[name](at, heard))
  );
}

/** What was decided, and by which rules: all but the last of them only noted something. */
export type Decided = Outcome & { by: string[] };

/**
 * Decides what an utterance does: the first rule of the table that fits, and behind a rule that only notes something the
 * first below it. Pure.
 */
export function decide(rules: readonly Rule[], from: At, said: Heard): Decided {
  const lead: Block[] = [];
  const by: string[] = [];
  let at = from;
  let heard = said;
  for (const rule of rules) {
    if (!fits(rule, at, heard)) continue;
    const did = rule.does(at, heard);
    by.push(rule.id);
    const isQuiet = rule.quiet === true && lead.length > 0;
    if (!isQuiet) lead.push(...did.lead);
    at = did.at;
    heard = did.heard ?? heard;
    if (did.goesOn) continue;
    const { reply, ...rest } = did;
    return { ...rest, ...(reply && !isQuiet && { reply }), lead: did.asks === 'forget' ? [] : lead, by };
  }
  throw new Error('no rule of the table fits: its last line must fit everything');
}
