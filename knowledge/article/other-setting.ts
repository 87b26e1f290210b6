import { z } from 'zod';
import { parseRegistryKey } from '../registry-path.ts';
import { Claims } from './claims.ts';
import { Commands, Risks } from './doing.ts';
import { text, yesNo } from './scalars.ts';

const Doing = z.strictObject({ say: Claims, commands: Commands });

/** A setting that is no registry value: how it is looked at, changed, and taken back. */
export const Procedure = z.strictObject({
  id: text,
  title: text,
  risk: Risks.min(1, 'say what the change can break'),
  read: Doing,
  change: Doing,
  undo: Doing,
});
export type Procedure = z.output<typeof Procedure>;

export const registryKey = text.transform((key, ctx) => {
  const parsed = parseRegistryKey(key);
  if (parsed) return parsed;
  ctx.addIssue('write the whole key on one line, starting with HKEY_');
  return z.NEVER;
});

const REGISTRY_TYPES = ['REG_DWORD', 'REG_QWORD', 'REG_SZ', 'REG_EXPAND_SZ', 'REG_MULTI_SZ'] as const;

const number = /^(?:0x[0-9a-fA-F]{1,16}|\d{1,20})$/;
const limits: Record<string, bigint> = { REG_DWORD: 0xffff_ffffn, REG_QWORD: 0xffff_ffff_ffff_ffffn };

/** Whether data can stand in a value of this type. */
function fits(type: (typeof REGISTRY_TYPES)[number], data: string | readonly string[]): boolean {
  const limit = limits[type];
  if (type === 'REG_MULTI_SZ') return Array.isArray(data) || typeof data === 'string';
  if (typeof data !== 'string') return false;
  // What is copied into a command line stays one argument of it.
  if (limit === undefined) return !/["\r\n]/.test(data);
  return number.test(data) && BigInt(data) <= limit;
}

const data = z.union([text, z.array(text).min(1)], 'write the data, or a list of lines for REG_MULTI_SZ');

/** A registry value that an article sets, adds or removes. Saving the key, the commands, and taking it back are derived. */
export const RegistryValue = z
  .strictObject({
    id: text,
    key: registryKey,
    value: text.regex(/^[^"\r\n]+$/, 'write the name of the value without quotation marks'),
    type: z.enum(REGISTRY_TYPES),
    /** what it becomes; it is added where it is not there */
    set: data.optional(),
    /** what it becomes in some versions */
    perVersion: z.array(z.strictObject({ versions: z.array(text).min(1), set: data })).default([]),
    /** the value is taken away */
    remove: yesNo.default(false),
    /** how to look at it without a registry editor */
    lookUp: Claims.default([]),
    notes: Claims.default([]),
  })
  .refine((one) => (one.set === undefined) === one.remove, { error: 'write either `set` or `remove: yes`' })
  .refine(
    (one) => [one.set, ...one.perVersion.map(({ set }) => set)].every((to) => to === undefined || fits(one.type, to)),
    {
      error: 'the data does not fit the type: a number for REG_DWORD and REG_QWORD, a text without " for the others',
    },
  );
export type RegistryValue = z.output<typeof RegistryValue>;

export type OtherSetting = Procedure | RegistryValue;
