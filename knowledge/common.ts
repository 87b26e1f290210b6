import { z } from 'zod';

const text = z.string().trim().min(1, 'write a few words here');
const eventId = z
  .string()
  .regex(/^\d{1,5}$/, 'write the id as Event Viewer shows it')
  .transform(Number)
  .refine((id) => id <= 0xffff, 'write an event id of at most 65535');
const code = z
  .string()
  .regex(/^0x[0-9a-fA-F]{8}$/, 'write a code as 0x and eight hexadecimal digits')
  .transform(Number);

/** The file `common.yaml`: what any machine logs, so that it says little of a cause. */
export const Common = z.strictObject({
  events: z
    .array(z.strictObject({ from: text, ids: z.array(eventId).min(1), also: z.array(text).default([]) }))
    .default([]),
  codes: z.array(code).default([]),
  lines: z.array(text.toLowerCase()).default([]),
});

/** What any machine logs, for looking up. Plain data. */
export interface CommonThings {
  /** event id to the sources that log it, in lower case */
  events: ReadonlyMap<number, readonly string[]>;
  codes: ReadonlySet<number>;
  lines: readonly string[];
}

/** Several files together. */
export function commonThings(files: readonly z.output<typeof Common>[]): CommonThings {
  const events = new Map<number, string[]>();
  for (const { from, ids, also } of files.flatMap((file) => file.events))
    for (const id of ids)
      events.set(id, [...(events.get(id) ?? []), ...[from, ...also].map((name) => name.toLowerCase())]);
  return {
    events,
    codes: new Set(files.flatMap((file) => file.codes)),
    lines: files.flatMap((file) => file.lines),
  };
}

/** Whether any machine logs this event: of that source, or of any when none is named. */
export function isCommonEvent(common: CommonThings, eventId: number, from: string | undefined): boolean {
  const sources = common.events.get(eventId);
  return sources !== undefined && (from === undefined || sources.includes(from.toLowerCase()));
}

/** Whether programs of every kind log under this source. */
export function isCommonSource(common: CommonThings, source: string): boolean {
  const sources = sourcesOf.get(common) ?? new Set([...common.events.values()].flat());
  sourcesOf.set(common, sources);
  return sources.has(source.toLowerCase());
}

/** All sources of the events together: every match asks for them. */
const sourcesOf = new WeakMap<CommonThings, ReadonlySet<string>>();
