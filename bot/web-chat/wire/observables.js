// The two shapes of Observable that Web Chat asks of a connection.

/** @template T @typedef {{ next?: (value: T) => void, error?: (reason: unknown) => void, complete?: () => void }} Observer */

/** Hands every value to all who listen. @template T */
export class Stream {
  /** @type {Set<Observer<T>>} */
  #observers = new Set();

  /** @param {Observer<T> | ((value: T) => void)} observer */
  subscribe(observer) {
    const listening = typeof observer === 'function' ? { next: observer } : observer;
    this.#observers.add(listening);
    return { unsubscribe: () => void this.#observers.delete(listening) };
  }

  /** @param {T} value */
  next(value) {
    for (const observer of [...this.#observers]) observer.next?.(value);
  }
}

/** A stream that tells a newcomer everything so far. @template T @extends {Stream<T>} */
export class Record extends Stream {
  /** @type {T[]} */
  all = [];

  /** @override @param {Observer<T> | ((value: T) => void)} observer */
  subscribe(observer) {
    for (const value of this.all) (typeof observer === 'function' ? observer : observer.next?.bind(observer))?.(value);
    return super.subscribe(observer);
  }

  /** Hands on what is of no use to a newcomer. @param {T} value */
  pass(value) {
    super.next(value);
  }

  /** @override @param {T} value */
  next(value) {
    this.all.push(value);
    super.next(value);
  }
}

/** A stream that tells a newcomer its present value first. @template T @extends {Stream<T>} */
export class State extends Stream {
  /** @param {T} value */
  constructor(value) {
    super();
    this.value = value;
  }

  /** @override @param {Observer<T> | ((value: T) => void)} observer */
  subscribe(observer) {
    const subscription = super.subscribe(observer);
    (typeof observer === 'function' ? observer : observer.next?.bind(observer))?.(this.value);
    return subscription;
  }

  /** @override @param {T} value */
  next(value) {
    if (value === this.value) return;
    this.value = value;
    super.next(value);
  }
}

/**
 * Resolves when a state that is another now, or will be, is this again; never rejects. @template T
 * @param {State<T>} state
 * @param {T} wanted
 * @param {AbortSignal} signal ends the waiting
 * @returns {Promise<void>}
 */
export function comesAgain(state, wanted, signal) {
  return new Promise((resolve) => {
    let isAway = false;
    const watched = state.subscribe((value) => {
      if (value !== wanted) isAway = true;
      else if (isAway) resolve();
    });
    signal.addEventListener('abort', () => watched.unsubscribe());
  });
}

/**
 * A promise as an observable of one value. @template T
 * @param {(signal: AbortSignal) => Promise<T>} begin called when somebody listens; aborted when they no longer do
 */
export function observed(begin) {
  return {
    /** @param {Observer<T>} observer */
    subscribe(observer) {
      const stop = new AbortController();
      begin(stop.signal).then(
        (value) => {
          observer.next?.(value);
          observer.complete?.();
        },
        (reason) => observer.error?.(reason),
      );
      return { unsubscribe: () => stop.abort() };
    },
  };
}
