// The conversation of a frame in a window of its own. A browser keeps what a frame stores apart for each site that shows
// it, so the frame itself hands its conversation over; a link with a conversation in it would lead people into a stranger's.
const HANDOVER_MS = 5000;
const KEY = 'faultline-handover';
const SHAPE = 'popup,width=480,height=760';

/** @typedef {import('../wire/protocol.d.ts').Conversation} Conversation */
/**
 * What the window is told.
 * @typedef {object} Handover
 * @property {Conversation | undefined} conversation
 * @property {string | undefined} user who the person is, in the words of the site
 * @property {Record<string, string> | undefined} attributes what the site tells about the case
 * @property {string} looks the query that the frame was asked with
 * @property {string | undefined} logo
 */

/** Whether this page is such a window. */
const isOwnWindow = new URLSearchParams(location.search).has('popped');

/** The frame's end. @param {() => Promise<Handover>} told */
export function ownWindow(told) {
  /** @type {Window | null} */
  let opened = null;
  addEventListener('message', async (event) => {
    if (!opened || event.source !== opened || event.origin !== location.origin) return;
    if (event.data?.faultline?.kind !== 'take-over') return;
    opened.postMessage({ faultline: { kind: 'handover', handover: await told() } }, location.origin);
  });
  const isOpen = () => opened !== null && !opened.closed;
  return {
    isOpen,
    /** @returns {boolean} whether the browser let it */
    open() {
      if (!isOpen()) opened = window.open('/?popped=1', '_blank', SHAPE);
      opened?.focus();
      return opened !== null;
    },
    /** Somebody else sits down. */
    close() {
      opened?.close();
    },
  };
}

/**
 * The window's end: asks the frame that opened it, once; after a reload it knows by itself.
 * @returns {Promise<Handover | undefined>} undefined in any other page, or where nobody answers
 */
export function handedOver() {
  const kept = isOwnWindow ? sessionStorage.getItem(KEY) : null;
  if (kept) return Promise.resolve(JSON.parse(kept));
  const { opener } = window;
  if (!isOwnWindow || !opener) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const stop = new AbortController();
    const end = (/** @type {Handover | undefined} */ handover) => {
      stop.abort();
      resolve(handover);
    };
    const hear = (/** @type {MessageEvent} */ event) => {
      const { kind, handover } = event.data?.faultline ?? {};
      if (event.source !== opener || event.origin !== location.origin || kind !== 'handover') return;
      sessionStorage.setItem(KEY, JSON.stringify(handover));
      end(handover);
    };
    addEventListener('message', hear, { signal: stop.signal });
    setTimeout(() => end(undefined), HANDOVER_MS);
    opener.postMessage({ faultline: { kind: 'take-over' } }, location.origin);
  });
}
