/** Bytes that wait for their turn take no more memory together; what is beyond is read from the store. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Files that a request of this process has brought and the store has kept, until the turn that reads them has begun: so nobody
 * waits while they are read back. All files of one message are taken together and once, since whoever takes them may hand
 * their memory on to another thread.
 */
export class InHand {
  readonly #held = new Map<string, ReadonlyMap<string, Uint8Array>>();
  #bytes = 0;

  /**
   * @param files by their ids, in the order of the message
   * @returns lets go of them, taken or not
   */
  hold(conversationId: string, files: ReadonlyMap<string, Uint8Array>): () => void {
    const key = keyOf(conversationId, [...files.keys()]);
    const size = sizeOf(files);
    if (this.#held.has(key) || this.#bytes + size > MOST_BYTES) return () => undefined;
    this.#held.set(key, files);
    this.#bytes += size;
    return () => {
      if (this.#held.get(key) === files) this.take(conversationId, [...files.keys()]);
    };
  }

  /** The files of a message whose kept ones have these ids; undefined when they are not in hand. */
  take(conversationId: string, ids: readonly string[]): ReadonlyMap<string, Uint8Array> | undefined {
    const key = keyOf(conversationId, ids);
    const files = this.#held.get(key);
    if (!files) return undefined;
    this.#held.delete(key);
    this.#bytes -= sizeOf(files);
    return files;
  }
}

// No id of a file holds a blank.
const keyOf = (conversationId: string, ids: readonly string[]) => [conversationId, ...new Set(ids)].join(' ');

const sizeOf = (files: ReadonlyMap<string, Uint8Array>) =>
  [...files.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);

// The routes and the turns must share one.
const hands = new WeakMap<object, InHand>();

/** What this process has in hand for a store. */
export function inHandOf(store: object): InHand {
  const found = hands.get(store) ?? new InHand();
  hands.set(store, found);
  return found;
}
