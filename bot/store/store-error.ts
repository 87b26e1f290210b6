/** What a log may hold about an error of a store: nothing that anybody wrote. */
export interface StoreFacts {
  engine: 'SQLite' | 'PostgreSQL';
  /** completes "could not …" */
  what: string;
  /** of the engine or the system */
  code?: string | undefined;
  advice?: string | undefined;
}

/** An engine that could not do something. The message is one sentence for the operator, and may quote the engine. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly facts: StoreFacts;

  constructor(message: string, facts: StoreFacts, cause: unknown) {
    super(message, { cause });
    this.facts = facts;
  }
}
