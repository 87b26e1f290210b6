import { z } from 'zod';
import { Risks } from '../article/doing.ts';
import { text, yesNo } from '../article/scalars.ts';
import type { FolderFiles } from '../folder/folder-files.ts';
import { readYaml } from '../yaml-file.ts';

/** What a site says of one imported article without writing it anew: `overrides/ID.yaml` in a folder of knowledge. */
export const Override = z.strictObject({
  /** it is never offered or opened */
  hide: yesNo.default(false),
  /** who has read it and found it right, and when: then it may be surer than others */
  reviewed: z.strictObject({ who: text, when: z.iso.date('write a date such as 2026-03-31') }).optional(),
  /** what its steps can break beyond what their words tell; nothing that was derived is taken away */
  risks: Risks.default([]),
  /** events that lead to it, beyond those that it prints */
  evidence: z
    .array(
      z.strictObject({
        event: z
          .string()
          .regex(/^\d{1,5}$/, 'write the number of an event')
          .transform(Number),
        from: text.optional(),
      }),
    )
    .default([]),
  /** another article, curated or imported, that tells the same failure better and is offered in its place */
  sameFailureAs: text.optional(),
});
export type Override = z.output<typeof Override>;
/** By the id of the article in small letters. */
export type Overrides = ReadonlyMap<string, Override>;

/** The overrides of a folder of knowledge, or every problem of them. */
export function readOverrides(
  { files }: FolderFiles,
  told: (name: string) => string,
): { overrides: Map<string, Override>; problems: string[] } {
  const overrides = new Map<string, Override>();
  const problems: string[] = [];
  for (const [name, text] of files) {
    const id = /^overrides\/(.+)\.yaml$/.exec(name)?.[1];
    if (id === undefined) continue;
    const read = readYaml(told(name), text, Override);
    if (read.ok) overrides.set(id.toLowerCase(), read.value);
    else problems.push(...read.problems);
  }
  return { overrides, problems };
}
