import { z } from 'zod';

// Articles are read with YAML's failsafe schema, so every scalar arrives as text and `0x14` is still `0x14`.
export const text = z.string().trim().min(1, 'write a sentence here');

export const wholeNumber = z
  .string()
  .regex(/^(?:0x[0-9a-fA-F]{1,8}|\d{1,10})$/, 'write a whole number: 20, or 0x14 for hexadecimal')
  .transform(Number);

export const eventId = wholeNumber.refine((id) => id > 0 && id <= 0xffff, 'write an event id between 1 and 65535');

export const code = z
  .string()
  .regex(/^0x[0-9a-fA-F]{8}$/, 'write a code as 0x and eight hexadecimal digits, for example 0x80040115')
  .transform(Number);

export const yesNo = z.enum(['yes', 'no'], 'write yes or no').transform((word) => word === 'yes');

export const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([z.array(item).min(1), item.transform((one) => [one])], 'write one item, or a list of items');
