import { z } from 'zod';
import { text } from './scalars.ts';

/** What a step can break; each has its sentences in the warning. */
export const RISKS = [
  'registry',
  'permissions',
  'security',
  'files',
  'data',
  'network',
  'service',
  'downtime',
] as const;
export type Risk = (typeof RISKS)[number];
export const Risks = z.array(z.enum(RISKS));

/** One line to copy, with what must be seen when it has run. */
export const Commands = z.array(z.strictObject({ label: text, text, expect: text.optional() })).default([]);

/** Pictures of the folder, by their names below `pictures/`, each with what it shows for whoever does not see it. */
export const Pictures = z
  .array(z.strictObject({ file: text, shows: text }))
  .max(4, 'show at most 4 pictures')
  .default([]);

export const Links = z
  .array(
    z.strictObject({
      label: text,
      url: z.url({ protocol: /^https?$/, error: 'write an address that begins with https://' }),
    }),
  )
  .default([]);

/** Rows below a head, shown a line each. */
export const Table = z.strictObject({ head: z.array(text).min(1), rows: z.array(z.array(z.string()).min(1)).min(1) });

export type Shown = {
  copy?: readonly { label: string; text: string; expect?: string | undefined }[];
  links?: z.output<typeof Links>;
  table?: z.output<typeof Table> | undefined;
  pictures?: z.output<typeof Pictures>;
};
