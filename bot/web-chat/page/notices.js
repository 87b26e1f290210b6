import { TokenRefused } from '../wire/conversation.js';
import { element } from './elements.js';
import { fill, words, written } from './sentences.js';

const megabytes = (/** @type {number} */ bytes) =>
  fill(words.files.megabytes, { number: written(bytes / 1024 / 1024, 1) });

/** A short gap is nobody's business; a longer one is said, and that the browser has no network is said at once. */
const GAP_MS = 1500;

/** Shows how the person is connected. @param {import('../wire/line.js').Line} line @returns {() => void} stops */
export function tellHealth(line) {
  const shown = element('connection', HTMLElement);
  let timer = 0;
  const { unsubscribe } = line.health$.subscribe((health) => {
    clearTimeout(timer);
    if (health === 'live') shown.textContent = '';
    else if (health === 'offline') shown.textContent = words.wire.offline;
    else
      timer = window.setTimeout(() => {
        shown.textContent = words.wire[health];
      }, GAP_MS);
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
    shown.textContent = '';
  };
}

/** Shows how far files on their way are. @param {import('../wire/lane.js').Lane} lane */
export function tellUploads(lane) {
  const shown = element('upload', HTMLElement);
  const bar = element('upload-bar', HTMLProgressElement);
  const text = element('upload-text', HTMLElement);
  lane.upload$.subscribe((upload) => {
    shown.hidden = upload === undefined;
    if (!upload) {
      text.textContent = '';
      return;
    }
    const percent = Math.round((upload.sent / Math.max(1, upload.of)) * 100);
    bar.value = percent;
    text.textContent = fill(words.wire.uploading, { name: upload.name, percent, size: megabytes(upload.of) });
  });
}

/** Why no conversation opens, in a true sentence. @param {unknown} error */
export function whyNot(error) {
  if (!(error instanceof TokenRefused)) return navigator.onLine ? words.failed.unreachable : words.failed.offline;
  const { status, reason, retryAfterMs = 60_000 } = error;
  if (status === 403) return words.failed.forbidden;
  if (status === 429) return fill(words.failed.tooMany, { seconds: Math.ceil(retryAfterMs / 1000) });
  return status === 503 && reason ? reason : words.failed.server;
}

/**
 * "Try again", and the pause that the server asks for before it; once the network is back it is pressed by itself.
 * @param {unknown} error
 * @param {() => void} again
 */
export function offerAgain(error, again) {
  const button = element('try-again', HTMLButtonElement);
  element('failed-reason', HTMLElement).textContent = whyNot(error);
  const wait = error instanceof TokenRefused && error.status === 429 ? (error.retryAfterMs ?? 60_000) : 0;
  button.disabled = wait > 0;
  const timer = setTimeout(() => {
    button.disabled = false;
  }, wait);
  const stop = new AbortController();
  const press = () => {
    clearTimeout(timer);
    stop.abort();
    again();
  };
  button.addEventListener('click', press, { signal: stop.signal });
  addEventListener('online', press, { signal: stop.signal });
}
