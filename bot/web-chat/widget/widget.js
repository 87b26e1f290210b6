// Puts the chat on any page: <script src="https://your-host/widget.js" async></script>
// The settings are data- attributes of that tag; they stand in the README. The chat itself is loaded when it is opened.
import { callingBack } from './calling.js';
import { make } from './elements.js';
import { chatFrame } from './frame.js';
import { ownTag, settingsOf } from './settings.js';

/** What widget.js gives the page. @typedef {Record<string, unknown> & { bots: Record<string, unknown> }} Api */

const tag = ownTag();
if (tag) start(tag);

/** @param {HTMLScriptElement} own */
function start(own) {
  /** @type {Api | undefined} */
  const earlier = Reflect.get(window, 'Faultline');
  const settings = settingsOf(own, earlier === undefined);
  const { id } = settings;
  if (earlier?.bots[id]) tell('ignored');
  else putOnPage();

  /** @param {string} kind @param {object} [detail] */
  function tell(kind, detail) {
    window.dispatchEvent(new CustomEvent(`faultline:${kind}`, { detail: { id, ...detail } }));
  }

  function putOnPage() {
    const bots = earlier?.bots ?? {};
    const { attach, api } = widgetOf(settings, bots, tell);
    bots[id] = api;
    if (!earlier) Reflect.set(window, 'Faultline', api);
    keptOnPage(attach, () => settings.opensAtOnce && api.open());
  }
}

/** Beside the body, as sites replace it and transform it; again where a site replaces everything. @param {() => void} attach @param {() => void} shown */
function keptOnPage(attach, shown) {
  new MutationObserver(attach).observe(document, { childList: true, subtree: false });
  new MutationObserver(attach).observe(document.documentElement, { childList: true });
  const show = () => {
    attach();
    shown();
  };
  if (document.body) show();
  else document.addEventListener('DOMContentLoaded', show);
}

/** The button and the panel in a tree of their own, out of reach of the page's rules. @param {ReturnType<typeof settingsOf>} settings */
function elementsOf({ words, classes, style }) {
  const element = make(/** @type {'div'} */ ('faultline-chat'), {});
  const shadow = element.attachShadow({ mode: 'open' });
  // A constructed sheet: no style attribute and no style element, which a strict policy of the page would refuse.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  shadow.adoptedStyleSheets = [sheet];
  const panel = make('div', { class: 'panel', role: 'dialog', 'aria-label': words.launcher, hidden: '' });
  const launcher = make(
    'button',
    { class: 'launcher', type: 'button', 'aria-expanded': 'false', 'aria-haspopup': 'dialog' },
    words.launcher,
  );
  const root = make('aside', { 'aria-label': words.launcher, class: classes }, panel, launcher);
  shadow.append(root);
  return { element, root, panel, launcher };
}

/**
 * @param {ReturnType<typeof settingsOf>} settings
 * @param {Record<string, unknown>} bots of the page
 * @param {(kind: string, detail?: object) => void} tell tells the page
 */
function widgetOf(settings, bots, tell) {
  const { element, root, panel, launcher } = elementsOf(settings);
  let { userToken } = settings;
  /** @type {Element | null} */
  let cameFrom = null;
  const isOpen = () => !panel.hidden;
  const calling = callingBack(settings, { launcher, open });
  root.prepend(calling.bubble);
  const frame = chatFrame(settings, {
    panel,
    isOpen,
    close,
    person: () => ({ user: userToken, attributes: api.attributes }),
    heard,
  });
  launcher.addEventListener('click', () => (isOpen() ? close() : open()));
  /** @param {KeyboardEvent} event */
  const closeOnEscape = (event) => {
    if (event.key === 'Escape' && isOpen()) close();
  };
  panel.addEventListener('keydown', closeOnEscape);
  launcher.addEventListener('keydown', closeOnEscape);

  function attach() {
    if (!element.isConnected) document.documentElement.append(element);
  }

  function open() {
    attach();
    if (isOpen()) return;
    cameFrom = document.activeElement;
    panel.hidden = false;
    root.classList.add('open');
    launcher.setAttribute('aria-expanded', 'true');
    calling.seen();
    calling.askToNotify();
    if (frame.isThere) frame.focus('box');
    else frame.load();
    tell('open');
  }

  function close() {
    if (!isOpen()) return;
    panel.hidden = true;
    root.classList.remove('open');
    launcher.setAttribute('aria-expanded', 'false');
    // Back to where the person was: the launcher, or what on the page opened the chat.
    const back =
      cameFrom instanceof HTMLElement && cameFrom !== element && cameFrom !== document.body ? cameFrom : launcher;
    back.focus();
    tell('close');
  }

  /** What the page in the frame says. @param {{ kind: string, screen?: string, text?: string }} message */
  function heard({ kind, screen, text }) {
    if (kind === 'ready') tell('ready');
    else if (kind === 'close') close();
    else if (kind === 'was-reset') frame.drop();
    else if (kind === 'message') {
      if (!isOpen()) calling.called(String(text ?? ''));
      tell('message', { screen });
    } else if (kind === 'popped-out') {
      close();
      tell('popped-out');
    }
  }

  const api = {
    /** what goes with each message into the case file */
    attributes: settings.attributes,
    /** the bots of this page by their data-id, or their server */
    bots,
    open,
    close,
    toggle: () => (isOpen() ? close() : open()),
    /** Says something in the person's name and opens the chat. @param {string} text */
    send(text) {
      open();
      frame.post({ kind: 'send', text: String(text) });
    },
    startOver() {
      open();
      frame.post({ kind: 'restart' });
    },
    /** The person has logged in: a token that your server signed. @param {string} token */
    identify(token) {
      userToken = String(token);
      if (frame.isThere) frame.load();
    },
    /** The person has logged out: nothing of theirs stays in this browser. */
    reset() {
      userToken = '';
      calling.seen();
      close();
      if (!frame.isThere) frame.load();
      frame.post({ kind: 'reset' });
    },
    get isOpen() {
      return isOpen();
    },
    get unread() {
      return calling.unread;
    },
  };
  return { attach, api };
}
