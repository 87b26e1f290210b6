import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Drawing } from '../../dialogs/saying/drawing.ts';

/** The longest address that is looked at; ours have a tenth of that on the whole. */
const LONGEST = 4096;

/**
 * The path of a picture, without its look: what is drawn stands in it, signed, so that nothing has to be kept and
 * nobody else can have anything drawn.
 * @returns undefined for what is too large to be a picture
 */
export function drawingPath(drawing: Drawing, keys: readonly string[]): string | undefined {
  const told = Buffer.from(JSON.stringify(drawing)).toString('base64url');
  return told.length > LONGEST ? undefined : `/drawings/${told}.${signature(told, keys[0] ?? '')}`;
}

/** The JSON of the drawing that a path of {@link drawingPath} names; undefined when no key of ours has signed it. */
export function signedDrawing(name: string, keys: readonly string[]): unknown {
  const [told = '', signed = '', ...more] = name.split('.');
  if (told.length > LONGEST || more.length > 0 || !keys.some((key) => isSigned(told, signed, key))) return undefined;
  return JSON.parse(Buffer.from(told, 'base64url').toString('utf8'));
}

function signature(told: string, key: string): string {
  return createHmac('sha256', key).update(`drawing\n${told}`).digest('base64url').slice(0, 22);
}

function isSigned(told: string, signed: string, key: string): boolean {
  const right = Buffer.from(signature(told, key));
  const given = Buffer.from(signed);
  return right.length === given.length && timingSafeEqual(right, given);
}
