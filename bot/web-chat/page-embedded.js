import { element } from './page-elements.js';

const COLOUR = /^#[0-9a-f]{6}$/i;

/**
 * The other end of widget.js: the page in a frame of somebody's site. Only the site that shows the frame is listened to;
 * which sites may do that says the policy that this page is served with.
 * @param {{ send: (text: string) => void, restart: () => void }} acts
 */
export function talkToHost({ send, restart }) {
  const asked = new URLSearchParams(location.search);
  const embedded = asked.has('embedded') && window.parent !== window;
  const root = document.documentElement;
  const theme = asked.get('theme') ?? '';
  if (['light', 'dark'].includes(theme)) root.dataset.theme = theme;
  const accent = asked.get('accent') ?? '';
  if (COLOUR.test(accent)) {
    root.style.setProperty('--accent', accent);
    root.style.setProperty('--accent-ink', inkOn(accent));
  }
  const locale = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(asked.get('locale') ?? '') ? asked.get('locale') : 'en-US';

  let isReady = false;
  /** @type {string[]} */
  const unsent = [];
  const post = (/** @type {object} */ message) => {
    // Nothing a person wrote is in it, so it may go to whichever site shows the frame.
    if (embedded) window.parent.postMessage({ faultline: message }, '*');
  };

  if (embedded) {
    root.classList.add('embedded');
    const close = element('close', HTMLButtonElement);
    close.hidden = false;
    close.addEventListener('click', () => post({ kind: 'close' }));
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]'))
        post({ kind: 'close' });
    });
    window.addEventListener('message', (event) => {
      if (event.source !== window.parent) return;
      const { kind, text, at } = event.data?.faultline ?? {};
      if (kind === 'send' && typeof text === 'string') isReady ? send(text) : unsent.push(text);
      if (kind === 'restart') restart();
      if (kind === 'focus') focusAt(at);
    });
  }

  return {
    locale,
    ready() {
      isReady = true;
      post({ kind: 'ready' });
      for (const text of unsent.splice(0)) send(text);
    },
    /** @param {any} activity */
    heard(activity) {
      post({ kind: 'message', id: activity.id, screen: activity.channelData?.faultline?.screen?.kind });
    },
  };
}

/** The host keeps the focus in the frame: who tabs out of one end comes in at the other. @param {unknown} at */
function focusAt(at) {
  const box = document.querySelector('[data-id="webchat-sendbox-input"]');
  if (at === 'start') element('save-transcript', HTMLButtonElement).focus();
  else if (at === 'end') element('paste', HTMLButtonElement).focus();
  else if (box instanceof HTMLElement) box.focus();
}

/** Black or white, whichever is easier to read on a colour. WCAG 2.2, relative luminance. @param {string} colour */
function inkOn(colour) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff';
}
