declare const brand: unique symbol;

/** A 32-bit status code as an unsigned integer (0 … 0xffffffff). Only {@link parseHresult} and {@link toHresult} make one. */
export type Hresult = number & { readonly [brand]: 'Hresult' };

/** Turns a signed or unsigned 32-bit number into an {@link Hresult}; undefined outside -2^31 … 2^32-1. */
export function toHresult(value: number): Hresult | undefined {
  if (!Number.isInteger(value) || value < -0x8000_0000 || value > 0xffff_ffff) return undefined;
  return (value >>> 0) as Hresult;
}

/** Reads exactly `0x80040115` or `80040115` (any case); undefined for anything else, never throws. */
export function parseHresult(text: string): Hresult | undefined {
  // Without 0x only failures count. Their severity bit makes the first digit 8…f,
  // so the date 20050428 in a pasted log stays a date.
  const match = /^(?:0x(?<any>[0-9a-f]{8})|(?<failure>[89a-f][0-9a-f]{7}))$/i.exec(text.trim());
  const digits = match?.groups?.['any'] ?? match?.groups?.['failure'];
  return digits === undefined ? undefined : toHresult(Number.parseInt(digits, 16));
}

/** Prints the one form the product uses everywhere: `0x` and eight lower-case hex digits. */
export function formatHresult(code: Hresult): string {
  return `0x${code.toString(16).padStart(8, '0')}`;
}

/** Whether a code is one that MAPI gives, by its upper half: other programs rarely do. */
export const isOfMapi = (code: number) => code >>> 16 === 0x8004;
