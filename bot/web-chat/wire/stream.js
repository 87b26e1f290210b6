/** @typedef {import('./protocol.d.ts').ActivitySet} ActivitySet */

/** A socket that does not open within this time meets a wire that lets nothing through. */
const OPENING_MS = 15_000;
/** The server sends an empty frame every 20 s, or more often what is new. */
const SILENCE_MS = 45_000;
const LOOK_EVERY_MS = 2500;

/**
 * Reads a stream to its end: until it closes, nothing has come for longer than the server is ever silent, or the signal
 * says so. Never rejects.
 * @param {string} streamUrl as the server gives it
 * @param {object} parts
 * @param {AbortSignal} parts.signal
 * @param {() => void} parts.opened
 * @param {() => void} parts.alive called with every frame, an empty one too
 * @param {(set: ActivitySet) => void} parts.heard
 * @returns {Promise<void>}
 */
export function openStream(streamUrl, { signal, opened, alive, heard }) {
  return new Promise((resolve) => {
    const socket = new WebSocket(ownAddress(streamUrl));
    let last = Date.now();
    let isOpen = false;
    const end = () => {
      clearInterval(watch);
      signal.removeEventListener('abort', end);
      // On a dead wire its closing is not answered either, so nobody waits for it.
      socket.onmessage = null;
      socket.close();
      resolve();
    };
    const watch = setInterval(() => {
      if (Date.now() - last > (isOpen ? SILENCE_MS : OPENING_MS)) end();
    }, LOOK_EVERY_MS);
    signal.addEventListener('abort', end);
    socket.onopen = () => {
      isOpen = true;
      last = Date.now();
      opened();
    };
    socket.onmessage = ({ data }) => {
      last = Date.now();
      alive();
      if (typeof data === 'string' && data !== '') heard(JSON.parse(data));
    };
    socket.onclose = end;
  });
}

/** The way by which the page itself came: a server behind a proxy may not know that browsers use https. @param {string} streamUrl */
function ownAddress(streamUrl) {
  const { pathname, search } = new URL(streamUrl);
  return `${location.origin.replace(/^http/, 'ws')}${pathname}${search}`;
}
