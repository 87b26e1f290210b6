import { z } from 'zod';
import { Claim } from './article.ts';
import { ownFile } from './yaml-file.ts';

const Claims = z.array(Claim).min(1);
const ByEditor = z.strictObject({ regedt32: Claims, regedit: Claims });
const Editor = z.enum(['regedt32', 'regedit']);
export type Editor = z.output<typeof Editor>;

const WINDOWS = ['nt351', 'nt4', 'w2000', 'unknown'] as const;
/** The options of the question `windows`. */
export type Windows = (typeof WINDOWS)[number];

const Guide = z.strictObject({
  editors: z.record(z.enum(WINDOWS), z.array(Editor).min(1)),
  choose: z.record(z.enum(WINDOWS), Claims),
  open: ByEditor,
  backup: ByEditor,
  backupMore: Claims,
  note: ByEditor,
  change: ByEditor,
  add: ByEditor,
  delete: ByEditor,
});

/** What to do in the registry editors, in the words of their menus. */
export const REGISTRY_GUIDE = ownFile('registry-guide.yaml', Guide);

/** The Windows version of an answer to the question `windows`. */
export function windowsOf(answer: string | undefined): Windows {
  return WINDOWS.find((one) => one === answer) ?? 'unknown';
}

/** Puts the names and numbers into a sentence of the guide. */
export function filled(claim: Claim, parts: Record<string, string>): Claim {
  return { ...claim, say: claim.say.replace(/\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole) };
}
