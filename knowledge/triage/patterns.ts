import { z } from 'zod';
import { ownFile } from '../yaml-file.ts';
import { SEVERITIES } from './event-file.ts';
import { knownEvent, sourceNamed } from './known-events.ts';

/** `source id`, as it names one event. */
export type EventName = string;

const text = z.string().trim().min(1, 'write a few words here');
const sentences = z.string().regex(/^\S[\s\S]*[.?]$/, 'write whole sentences, the last with a full stop');
const events = z.array(z.string().regex(/^\S.* \d{1,5}$/, 'write the source, a blank and the id')).default([]);
const number = z
  .string()
  .regex(/^\d{1,5}$/, 'write a number')
  .transform(Number);
const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'write small letters with hyphens');

const Chain = z
  .strictObject({
    id,
    title: text,
    severity: z.enum(SEVERITIES),
    causes: events,
    effects: events,
    unless: events,
    /** how often the causes must be there altogether */
    times: number.optional(),
    /** minutes between cause and effect */
    within: number.optional(),
    order: z.literal('yes').optional(),
    /** only where the times say that they were near each other: such events are too common to belong together otherwise */
    timed: z.literal('yes').optional(),
    /** where both sides name one of this kind, it is the same */
    shares: z.enum(['disk', 'process', 'service', 'account']).optional(),
    /** a word that one of the causes' texts must hold */
    needs: text.optional(),
    says: sentences,
    next: sentences,
  })
  .refine(({ effects, times }) => effects.length > 0 || times !== undefined, 'write effects, or how many times');

const Noise = z.strictObject({
  id,
  events,
  beside: events,
  unless: events,
  /** at most so often: what is there more often is no noise */
  times: number.optional(),
  within: number.optional(),
  because: sentences,
});

/** The file `patterns.yaml`. */
export const Patterns = z.strictObject({ chains: z.array(Chain), noise: z.array(Noise) });
export type ChainPattern = z.output<typeof Chain>;
export type NoisePattern = z.output<typeof Noise>;
export type Patterns = z.output<typeof Patterns>;

/** Source and id of an event's name. */
function eventNamed(name: EventName): { source: string; id: number } {
  const blank = name.lastIndexOf(' ');
  return { source: name.slice(0, blank), id: Number(name.slice(blank + 1)) };
}

/** Every event that the patterns name and nobody knows: one sentence each. */
export function looseEvents(patterns: Patterns): string[] {
  const lists = [
    ...patterns.chains.map((one) => [one.id, [...one.causes, ...one.effects, ...one.unless]] as const),
    ...patterns.noise.map((one) => [one.id, [...one.events, ...one.beside, ...one.unless]] as const),
  ];
  const ids = lists.map(([name]) => name);
  const twice = ids.filter((name, index) => ids.indexOf(name) !== index);
  return [
    ...twice.map((name) => `triage/patterns.yaml:1 ${name} — stands here twice; keep one`),
    ...lists.flatMap(([name, all]) =>
      all
        .filter((event) => {
          const { source, id: number } = eventNamed(event);
          return knownEvent(source, number) === undefined || sourceNamed(source)?.name !== source;
        })
        .map(
          (event) =>
            `triage/patterns.yaml:1 ${name} — events/ has no ${event}; add it there, or write its source as there`,
        ),
    ),
  ];
}

let read: Patterns | undefined;

/** The patterns; read when they are asked for the first time. */
export function patterns(): Patterns {
  if (read) return read;
  const all = ownFile('triage/patterns.yaml', Patterns);
  const loose = looseEvents(all);
  if (loose.length > 0) throw new Error(loose.join('\n'));
  read = all;
  return read;
}
