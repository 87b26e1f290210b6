import { keepConversation, keptConversation } from '../wire/conversation.js';
import { brand, colour, putLogo } from './branding.js';
import { element } from './elements.js';
import { fallbackText } from './first.js';
import { handedOver, ownWindow } from './own-window.js';
import { words } from './sentences.js';

/** A host that has announced who the person is and then says nothing is not waited for longer. */
const HOST_MS = 10_000;

/** @typedef {import('../wire/protocol.d.ts').Activity} Activity */

/**
 * The other end of widget.js: the page in a frame of somebody's site. Only the site that shows the frame is listened to;
 * which sites may do that says the policy that this page is served with.
 * @param {{ send: (text: string) => void, restart: () => void, reset: () => void, tell: (sentence: string) => void }} acts
 */
export function talkToHost({ send, restart, reset, tell }) {
  const asked = new URLSearchParams(location.search);
  const embedded = asked.has('embedded') && window.parent !== window;
  colour(asked);
  if (embedded) brand(asked);
  const locale = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(asked.get('locale') ?? '') ? asked.get('locale') : null;

  let isReady = false;
  let wantsFocus = false;
  /** @type {Record<string, string> | undefined} */
  let attributes;
  /** @type {string | undefined} */
  let logo;
  /** @type {string[]} */
  const unsent = [];
  const post = (/** @type {object} */ message) => {
    // To whichever site shows the frame: this page's policy names those that may.
    if (embedded) window.parent.postMessage({ faultline: message }, '*');
  };
  /** @type {PromiseWithResolvers<string | undefined>} */
  const known = Promise.withResolvers();
  if (embedded && asked.has('known')) setTimeout(() => known.resolve(undefined), HOST_MS);
  else if (embedded) known.resolve(undefined);
  else
    handedOver().then((handover) => {
      if (handover) takeOver(handover);
      known.resolve(handover?.user);
    });
  const apart = ownWindow(async () => ({
    conversation: keptConversation(),
    user: await known.promise,
    attributes,
    looks: location.search,
    logo,
  }));

  /** @param {import('./own-window.js').Handover} handover */
  function takeOver(handover) {
    attributes = handover.attributes;
    const looks = new URLSearchParams(handover.looks);
    colour(looks);
    brand(looks);
    putLogo(handover.logo);
    if (handover.conversation && !keptConversation()) keepConversation(handover.conversation);
  }

  /** What the host may ask for; it is a stranger, so what it sends may be of any kind. @type {Record<string, (message: Record<string, unknown>) => void>} */
  const does = {
    send({ text }) {
      if (typeof text !== 'string') return;
      if (isReady) send(text);
      else unsent.push(text);
    },
    user: ({ user }) => known.resolve(textOf(user)),
    attributes({ attributes: told, logo: picture }) {
      attributes = asAttributes(told);
      logo = textOf(picture);
      putLogo(logo);
    },
    restart,
    reset() {
      apart.close();
      reset();
    },
    focus({ at }) {
      wantsFocus = !focusAt(at);
    },
  };

  if (embedded) {
    document.documentElement.classList.add('embedded');
    const close = element('close', HTMLButtonElement);
    close.hidden = false;
    close.addEventListener('click', () => post({ kind: 'close' }));
    const leave = element('pop-out', HTMLButtonElement);
    leave.hidden = false;
    leave.addEventListener('click', () =>
      apart.open() ? post({ kind: 'popped-out' }) : tell(words.page.popOutRefused),
    );
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]'))
        post({ kind: 'close' });
    });
    window.addEventListener('message', (event) => {
      const message = event.source === window.parent ? event.data?.faultline : undefined;
      if (Object.hasOwn(does, message?.kind)) does[message.kind]?.(message);
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
      // Whoever reads it in the other window is not called here.
      if (apart.isOpen()) return;
      const { id, channelData, summary } = activity;
      const text = (summary || fallbackText(activity) || activity.text || '').slice(0, 160);
      post({ kind: 'message', id, screen: channelData?.faultline?.screen?.kind, text, at: activity.timestamp });
    },
  };
}

/** @param {unknown} told */
const textOf = (told) => (typeof told === 'string' ? told : undefined);

/** A few short words, whatever a site sends. @param {unknown} told @returns {Record<string, string> | undefined} */
function asAttributes(told) {
  const pairs = Object.entries(typeof told === 'object' && told !== null ? told : {}).slice(0, 20);
  const texts = pairs.map(([name, value]) => [name.slice(0, 60), String(value).slice(0, 500)]);
  return texts.length > 0 ? Object.fromEntries(texts) : undefined;
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
