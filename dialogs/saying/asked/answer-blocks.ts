import type { Block } from '../reply.ts';

/** Each of them once, in order. */
export const unique = <T>(all: readonly T[]): T[] => [...new Set(all)];

/** A list of them; nothing for none. */
export const items = (all: readonly string[]): Block[] => (all.length > 0 ? [{ kind: 'list', items: [...all] }] : []);
