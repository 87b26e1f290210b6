import { z } from 'zod';
import { DRAWN_AT_MOST, type Drawing } from '../../dialogs/saying/drawing.ts';

const short = z.string().max(DRAWN_AT_MOST.characters);
const minutes = z.number().min(0).optional();
const row = z.strictObject({ label: short, count: z.int().min(0), first: minutes, last: minutes });
const names = z.array(short).max(DRAWN_AT_MOST.services);
const Shape: z.ZodType<Drawing> = z.discriminatedUnion('of', [
  z.strictObject({
    of: z.literal('value'),
    editor: z.enum(['regedit', 'regedt32']),
    name: short,
    data: short,
    base: z.enum(['hex', 'decimal']),
  }),
  z.strictObject({ of: z.literal('key'), key: z.string().max(500), value: short, type: short }),
  z.strictObject({ of: z.literal('events'), rows: z.array(row).max(DRAWN_AT_MOST.rows) }),
  z.strictObject({ of: z.literal('order'), stop: names, start: names }),
]);

/** A drawing out of an address that was signed, perhaps by an older version of this program; undefined for what it is not. */
export function drawingOf(told: unknown): Drawing | undefined {
  return Shape.safeParse(told).data;
}
