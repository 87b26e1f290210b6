import { buttonOf, make } from './elements.js';

/** A line may be slow. What is loading is never thrown away. */
const SLOW_MS = 15_000;
const FAILED_MS = 90_000;
/** A frame that was loaded and says nothing was refused. */
const MUTE_MS = 10_000;

/**
 * The chat's own page in a frame of the panel: what is posted to it waits until it can hear, and until it speaks for itself
 * the panel says how it is.
 * @param {ReturnType<typeof import('./settings.js').settingsOf>} settings
 * @param {object} parts
 * @param {HTMLElement} parts.panel
 * @param {() => boolean} parts.isOpen
 * @param {() => void} parts.close
 * @param {() => { user: string, attributes: Record<string, string> }} parts.person who talks, as the site says
 * @param {(message: { kind: string, screen?: string, text?: string }) => void} parts.heard
 */
export function chatFrame({ server, words, looks, logo }, { panel, isOpen, close, person, heard }) {
  /** @type {HTMLIFrameElement | undefined} */
  let frame;
  let isReady = false;
  /** @type {object[]} */
  const waiting = [];
  /** @type {number[]} */
  let timers = [];
  window.addEventListener('message', hear);

  function load() {
    const address = new URL('/', server);
    address.searchParams.set('embedded', '1');
    if (person().user) address.searchParams.set('known', '1');
    for (const [name = '', value = ''] of looks) address.searchParams.set(name, value);
    frame = make('iframe', { title: words.launcher, allow: 'clipboard-write', src: address.href });
    isReady = false;
    const status = make('p', { class: 'waiting', role: 'status' }, words.loading);
    panel.replaceChildren(edge('end'), frame, edge('start'), status);
    for (const timer of timers) clearTimeout(timer);
    timers = [
      window.setTimeout(() => {
        status.textContent = words.slow;
      }, SLOW_MS),
      window.setTimeout(fail, FAILED_MS),
    ];
    frame.addEventListener('load', () => timers.push(window.setTimeout(fail, MUTE_MS)));
  }

  /** Whoever tabs out of the frame comes in again at its other end. @param {'start' | 'end'} at */
  function edge(at) {
    const stop = make('span', { tabindex: '0' });
    stop.addEventListener('focus', () => focus(at));
    return stop;
  }

  /** The page in the frame speaks: from here on it says by itself how it is. */
  function alive() {
    for (const timer of timers.splice(0)) clearTimeout(timer);
    for (const told of panel.querySelectorAll('.waiting, .failed')) told.remove();
  }

  /** Said above the frame, which goes on loading. */
  function fail() {
    panel.querySelector('.waiting')?.remove();
    if (panel.querySelector('.failed')) return;
    const again = buttonOf(words.again, {}, load);
    panel.append(
      make(
        'div',
        { class: 'failed' },
        make('p', { role: 'alert' }, words.failed),
        again,
        make('a', { href: server, target: '_blank', rel: 'noopener' }, words.elsewhere),
        buttonOf('×', { 'aria-label': words.dismiss }, close),
      ),
    );
    if (isOpen()) again.focus();
  }

  /** @param {'start' | 'end' | 'box'} at */
  function focus(at) {
    frame?.focus();
    post({ kind: 'focus', at });
  }

  /** @param {object} message */
  function post(message) {
    if (isReady) frame?.contentWindow?.postMessage({ faultline: message }, server);
    else waiting.push(message);
  }

  /** @param {MessageEvent} event */
  function hear({ data, origin, source }) {
    if (!frame || source !== frame.contentWindow || origin !== server) return;
    const message = data?.faultline ?? {};
    if (message.kind === 'loading') introduce(frame);
    else if (message.kind === 'ready') beginToTalk();
    heard(message);
  }

  /** The page asks who is there before it can hear anything else. @param {HTMLIFrameElement} page */
  function introduce(page) {
    alive();
    isReady = false;
    const { user, attributes } = person();
    const tell = (/** @type {object} */ faultline) => page.contentWindow?.postMessage({ faultline }, server);
    if (user) tell({ kind: 'user', user });
    tell({ kind: 'attributes', attributes, logo });
  }

  function beginToTalk() {
    alive();
    isReady = true;
    if (isOpen()) focus('box');
    for (const one of waiting.splice(0)) post(one);
  }

  return {
    load,
    focus,
    post,
    get isThere() {
      return frame !== undefined;
    },
    /** Nothing of it is left; the next opening begins anew. */
    drop() {
      panel.replaceChildren();
      frame = undefined;
    },
  };
}
