/**
 * What came back from a call.
 * @typedef {{ status: number, body: unknown, retryAfterMs: number | undefined }} Answer
 */

/** After so long without a byte in either direction nobody answers any more. The server waits 15 s for the bot. */
const SILENCE_MS = 20_000;

/** Nothing came back: the network is away, or goes on without a word. */
export class NoAnswer extends Error {
  /** @param {string} message @param {boolean} isSilent whether the wire did not even break */
  constructor(message, isSilent = false) {
    super(message);
    this.isSilent = isSilent;
  }
}

/**
 * One call of the server. It is not given up while bytes move, however slow the line is.
 * @param {'GET' | 'HEAD' | 'POST'} method
 * @param {string} path
 * @param {object} [parts]
 * @param {string} [parts.token]
 * @param {unknown} [parts.json]
 * @param {FormData | Blob} [parts.body]
 * @param {AbortSignal} [parts.signal]
 * @param {number} [parts.silenceMs]
 * @param {(sent: number, of: number) => void} [parts.progress] bytes of the body that have left
 * @returns {Promise<Answer>} rejects with {@link NoAnswer}
 */
export function call(method, path, { token, json, body, signal, silenceMs = SILENCE_MS, progress } = {}) {
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    let timer = 0;
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
    };
    const giveUp = (/** @type {Event | undefined} */ event) => {
      end();
      request.abort();
      reject(new NoAnswer(`${method} ${path}: nobody answers`, event === undefined));
    };
    const alive = () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => giveUp(undefined), silenceMs);
    };
    if (signal?.aborted) return giveUp(new Event('abort'));
    signal?.addEventListener('abort', giveUp);
    request.open(method, path);
    // The cards alone are drawn here; a client without this gets their text beside them.
    request.setRequestHeader('x-ms-bot-agent', 'DirectLine/3.0 (faultline; WebChat)');
    if (token) request.setRequestHeader('authorization', `Bearer ${token}`);
    if (json !== undefined) request.setRequestHeader('content-type', 'application/json');
    request.addEventListener('progress', alive);
    request.addEventListener('error', giveUp);
    request.addEventListener('load', () => {
      end();
      const seconds = Number(request.getResponseHeader('retry-after') || Number.NaN);
      const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : undefined;
      resolve({ status: request.status, body: parsed(request.responseText), retryAfterMs });
    });
    if (body) {
      request.upload.addEventListener('progress', ({ loaded, total }) => {
        alive();
        progress?.(loaded, total);
      });
    }
    alive();
    request.send(body ?? (json === undefined ? null : JSON.stringify(json)));
  });
}

/** Browsers keep so many connections to a server open, and use them again. */
const KEPT_CONNECTIONS = 6;
const PURGE_MS = 2500;

/**
 * Has the browser drop the connections that it keeps where they carry nothing any more: each would swallow a call first.
 * Those that work stay.
 */
export async function dropDeadConnections() {
  const calls = Array.from({ length: KEPT_CONNECTIONS }, (_, number) =>
    call('HEAD', `/?alive=${number}`, { silenceMs: PURGE_MS }).catch(() => {}),
  );
  await Promise.all(calls);
}

/** @param {string} text @returns {unknown} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A member of an answer that is a text; '' when it is none. @param {unknown} body @param {string} name */
export function textIn(body, name) {
  const value = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'string' ? value : '';
}

/** The sentence of an error answer; '' when it has none. @param {unknown} body */
export function reasonIn(body) {
  const error = typeof body === 'object' && body !== null ? Reflect.get(body, 'error') : undefined;
  return textIn(error, 'message');
}
