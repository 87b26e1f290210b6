/** Who on this process wants to know when the log of a conversation has grown. */
export class Watchers {
  readonly #callbacks = new Map<string, Set<() => void>>();

  /** Returns the unsubscribe function. */
  add(conversationId: string, changed: () => void): () => void {
    const callbacks = this.#callbacks.get(conversationId) ?? new Set();
    // Its own function each time: who subscribes the same callback twice has to unsubscribe twice.
    const callback = () => changed();
    callbacks.add(callback);
    this.#callbacks.set(conversationId, callbacks);
    return () => {
      callbacks.delete(callback);
      if (callbacks.size === 0 && this.#callbacks.get(conversationId) === callbacks)
        this.#callbacks.delete(conversationId);
    };
  }

  tell(conversationId: string): void {
    for (const changed of [...(this.#callbacks.get(conversationId) ?? [])]) changed();
  }

  /** The conversations somebody watches. */
  get watched(): string[] {
    return [...this.#callbacks.keys()];
  }

  clear(): void {
    this.#callbacks.clear();
  }
}
