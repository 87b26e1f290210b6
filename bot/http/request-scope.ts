import { AsyncLocalStorage } from 'node:async_hooks';

const open = new AsyncLocalStorage<() => void>();

/**
 * Does the work of one request.
 * @param cut answers with a failure, or ends the connection; called when something that this work began throws where
 * nobody catches it
 */
export function withinRequest(cut: () => void, work: () => unknown): void {
  open.run(cut, work);
}

/**
 * To be called where an exception arrives that nobody caught. Ends the request it belongs to.
 * @returns false when it belongs to none, so that it is the process's own
 */
export function cutRequest(): boolean {
  const cut = open.getStore();
  cut?.();
  return cut !== undefined;
}
