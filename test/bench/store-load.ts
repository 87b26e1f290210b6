import { randomUUID } from 'node:crypto';
import type { Store } from '../../bot/store/store.ts';

/** The cases of a filled store are all of this size, which is that of a case in the middle of an article. */
export const CASE = { shape: 1, pad: 'x'.repeat(1000) };
export const conversationOf = (n: number): string => `conversation-${n}`;

/** Times of single turns in milliseconds, and of the whole. */
export interface Measured {
  turns: number;
  ms: number;
  times: number[];
}

/** One turn of the built-in channel: a message is stored, the case read, changed, and committed with a reply. */
async function turn(store: Store, n: number): Promise<void> {
  const conversationId = conversationOf(n);
  const { activity } = await store.receive(conversationId, { type: 'message', text: 'next' }, randomUUID());
  for (;;) {
    const read = await store.loadCase(conversationId);
    const result = await store.commitTurn({
      caseKey: conversationId,
      etag: read?.etag,
      value: CASE,
      settles: activity.id,
      replies: [{ to: 'log', conversationId, activity: { type: 'message', text: 'y'.repeat(500) } }],
      at: new Date(),
    });
    if (result !== 'conflict') return;
  }
}

/** However many conversations are stored, people talk in so many of them; they lie anywhere among the others. */
const ACTIVE = 1000;

/** So many clients at once, each with another of the active conversations in every turn. */
export async function load(store: Store, stored: number, clients: number, forMs: number): Promise<Measured> {
  const times: number[] = [];
  const began = performance.now();
  const client = async () => {
    while (performance.now() - began < forMs) {
      const at = performance.now();
      await turn(store, Math.floor(Math.random() * ACTIVE) * Math.floor(stored / ACTIVE));
      times.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { turns: times.length, ms: performance.now() - began, times };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
