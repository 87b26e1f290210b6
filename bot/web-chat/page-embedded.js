import { element } from './page-elements.js';
import { fallbackText } from './page-first.js';
import { words } from './page-words.js';

const COLOUR = /^#[0-9a-f]{6}$/i;
/** A host that has announced who the person is and then says nothing is not waited for longer. */
const HOST_MS = 10_000;

/** @typedef {import('./wire/protocol.d.ts').Activity} Activity */

/**
 * The other end of widget.js: the page in a frame of somebody's site. Only the site that shows the frame is listened to;
 * which sites may do that says the policy that this page is served with.
 * @param {{ send: (text: string) => void, restart: () => void, reset: () => void }} acts
 */
export function talkToHost({ send, restart, reset }) {
  const asked = new URLSearchParams(location.search);
  const embedded = asked.has('embedded') && window.parent !== window;
  look(asked, embedded);
  const locale = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(asked.get('locale') ?? '') ? asked.get('locale') : null;

  let isReady = false;
  let wantsFocus = false;
  /** @type {Record<string, string> | undefined} */
  let attributes;
  /** @type {string[]} */
  const unsent = [];
  const post = (/** @type {object} */ message) => {
    // To whichever site shows the frame: this page's policy names those that may.
    if (embedded) window.parent.postMessage({ faultline: message }, '*');
  };
  /** @type {PromiseWithResolvers<string | undefined>} */
  const known = Promise.withResolvers();
  if (embedded && asked.has('known')) setTimeout(() => known.resolve(undefined), HOST_MS);
  else known.resolve(undefined);

  if (embedded) {
    document.documentElement.classList.add('embedded');
    const close = element('close', HTMLButtonElement);
    close.hidden = false;
    close.addEventListener('click', () => post({ kind: 'close' }));
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]'))
        post({ kind: 'close' });
    });
    window.addEventListener('message', (event) => {
      if (event.source !== window.parent) return;
      const { kind, text, at, user, attributes: told } = event.data?.faultline ?? {};
      if (kind === 'send' && typeof text === 'string') isReady ? send(text) : unsent.push(text);
      if (kind === 'user') known.resolve(typeof user === 'string' ? user : undefined);
      if (kind === 'attributes') attributes = asAttributes(told);
      if (kind === 'restart') restart();
      if (kind === 'reset') reset();
      if (kind === 'focus') wantsFocus = !focusAt(at);
    });
    post({ kind: 'loading' });
  }

  return {
    /** how dates are written; the words are those of the page */
    locale: locale?.startsWith(document.documentElement.lang) ? locale : 'en-US',
    /** who the person is, in the words of the site: a token that it has signed */
    user: known.promise,
    /** what the site tells about the case, to go with each message */
    attributes: () => attributes,
    wasReset: () => post({ kind: 'was-reset' }),
    ready() {
      if (isReady) return;
      isReady = true;
      post({ kind: 'ready' });
      for (const text of unsent.splice(0)) send(text);
    },
    /** To be called when there is a box to write in: the host may have led the person to it before. */
    canFocus() {
      if (wantsFocus) wantsFocus = !focusAt('box');
    },
    /** @param {Activity} activity */
    heard(activity) {
      const { id, channelData, summary } = activity;
      const text = (summary || fallbackText(activity) || activity.text || '').slice(0, 160);
      post({ kind: 'message', id, screen: channelData?.faultline?.screen?.kind, text, at: activity.timestamp });
    },
  };
}

/** A few short words, whatever a site sends. @param {unknown} told @returns {Record<string, string> | undefined} */
function asAttributes(told) {
  const pairs = Object.entries(typeof told === 'object' && told !== null ? told : {}).slice(0, 20);
  const texts = pairs.map(([name, value]) => [name.slice(0, 60), String(value).slice(0, 500)]);
  return texts.length > 0 ? Object.fromEntries(texts) : undefined;
}

/**
 * Colours and names that the site asks for. A name only in a frame: else anybody could make a link to this page with
 * words of their own.
 * @param {URLSearchParams} asked
 * @param {boolean} embedded
 */
function look(asked, embedded) {
  const root = document.documentElement;
  const theme = asked.get('theme') ?? '';
  if (['light', 'dark'].includes(theme)) root.dataset['theme'] = theme;
  const accent = asked.get('accent') ?? '';
  if (COLOUR.test(accent)) {
    root.style.setProperty('--accent', accent);
    root.style.setProperty('--accent-ink', inkOn(accent));
  }
  const links = element('links', HTMLElement);
  privacyLink(links.dataset['privacy'] ?? '');
  words.page.name = document.title;
  if (!embedded) return;
  const name = asked.get('name')?.slice(0, 60);
  if (name) {
    document.title = name;
    const heading = document.querySelector('h1');
    if (heading) heading.textContent = name;
    words.page.name = name;
  }
  const tagline = document.querySelector('.tagline');
  if (tagline && asked.get('tagline')) tagline.textContent = (asked.get('tagline') ?? '').slice(0, 120);
  privacyLink(asked.get('privacy') ?? '');
}

/** @param {string} address */
function privacyLink(address) {
  if (!/^https?:$/.test(URL.parse(address)?.protocol ?? '')) return;
  const link = document.createElement('a');
  link.href = address;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.textContent = words.page.privacy;
  element('links', HTMLElement).replaceChildren(link);
}

/** The host keeps the focus in the frame: who tabs out of one end comes in at the other. @param {unknown} at @returns {boolean} whether it is there */
function focusAt(at) {
  const chatBox = document.querySelector('[data-shown="yes"] [data-id="webchat-sendbox-input"]');
  const box = chatBox ?? document.getElementById('first-text');
  const target = at === 'start' ? startButton() : at === 'end' ? element('paste', HTMLButtonElement) : box;
  if (target instanceof HTMLElement) target.focus();
  return document.activeElement === target;
}

const startButton = () => element('save-transcript', HTMLButtonElement);

/** Black or white, whichever is easier to read on a colour. WCAG 2.2, relative luminance. @param {string} colour */
function inkOn(colour) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff';
}
