// Puts the chat on any page: <script src="https://your-host/widget.js" async></script>
// The settings are data- attributes of that tag; they stand in the README. The chat itself is loaded when it is opened.
(() => {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement) || 'Faultline' in window) return;
  const server = new URL(script.src).origin;
  const set = script.dataset;
  const words = {
    launcher: set.label || 'Support chat',
    greeting: set.greeting || '',
    dismiss: set.dismissLabel || 'Dismiss',
    unread: set.unreadLabel || 'unread',
    failed: set.failedText || 'The chat does not open here.',
    elsewhere: set.elsewhereText || 'Open it in a window of its own',
  };
  /** After so long without a sign of life the frame was refused, or the server is away. */
  const PATIENCE_MS = 15_000;

  const STYLE = `
    /* The page's rules reach this element, and what it inherits; important ones in here win over theirs. */
    :host { all: initial !important }
    .root {
      --accent: var(--faultline-accent, ${accentOf(set.accent)});
      --accent-ink: var(--faultline-accent-ink, ${inkOn(accentOf(set.accent))});
      --surface: #fff; --ink: #18222c; --line: #c9d2da;
      position: fixed; z-index: var(--faultline-z-index, 2147483000);
      bottom: var(--faultline-offset, 20px); ${set.position === 'left' ? 'left' : 'right'}: var(--faultline-offset, 20px);
      display: flex; flex-direction: column; align-items: ${set.position === 'left' ? 'flex-start' : 'flex-end'}; gap: 12px;
      font: 15px/1.45 -apple-system, "Segoe UI", Roboto, "Open Sans", "Helvetica Neue", Arial, sans-serif; color: var(--ink);
    }
    @media print { .root { display: none } }
    [hidden] { display: none !important }
    * { box-sizing: border-box }
    button { font: inherit; cursor: pointer }
    button:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px }
    .launcher {
      position: relative; display: flex; align-items: center; gap: 8px; min-height: 52px; padding: 0 20px;
      border: 2px solid transparent; border-radius: 26px; background: var(--accent); color: var(--accent-ink);
      font-weight: 600; box-shadow: 0 4px 16px rgb(0 0 0 / .28);
    }
    .badge {
      position: absolute; top: -8px; inset-inline-end: -6px; min-width: 24px; height: 24px; padding: 0 6px;
      border-radius: 12px; background: #b3261e; color: #fff; font-size: 13px; line-height: 24px; text-align: center;
    }
    .greeting {
      position: relative; max-width: min(300px, calc(100vw - 40px)); margin: 0; padding: 12px 44px 12px 16px;
      border: 1px solid var(--line); border-radius: 12px; background: var(--surface); box-shadow: 0 4px 16px rgb(0 0 0 / .18);
    }
    .dismiss {
      position: absolute; top: 4px; inset-inline-end: 4px; width: 32px; height: 32px; border: 0; border-radius: 8px;
      background: none; color: inherit; font-size: 18px; line-height: 1;
    }
    .panel {
      width: min(440px, calc(100vw - 40px)); height: min(720px, calc(100dvh - 110px)); overflow: hidden;
      border: 1px solid var(--line); border-radius: 14px; background: var(--surface); box-shadow: 0 10px 40px rgb(0 0 0 / .32);
    }
    iframe { display: block; width: 100%; height: 100%; border: 0 }
    .failed { padding: 24px; display: flex; flex-direction: column; gap: 12px; align-items: flex-start }
    .failed p { margin: 0 }
    .failed a { color: inherit }
    .failed button { padding: 8px 14px; border: 1px solid var(--line); border-radius: 8px; background: none; color: inherit }
    @media (max-width: 600px), (max-height: 480px) {
      .panel { position: fixed; inset: 0; width: auto; height: auto; border: 0; border-radius: 0 }
      .open .launcher { display: none }
    }
    @media (prefers-reduced-motion: no-preference) {
      .panel { animation: rise .16s ease-out }
      @keyframes rise { from { opacity: 0; transform: translateY(8px) } }
    }
    .dark { --surface: #1a222a; --ink: #e7edf2; --line: #46525e; color: var(--ink) }
    ${set.theme === 'dark' || set.theme === 'light' ? '' : '@media (prefers-color-scheme: dark) { .auto { --surface: #1a222a; --ink: #e7edf2; --line: #46525e; color: var(--ink) } }'}
  `;

  const element = document.createElement('faultline-chat');
  const shadow = element.attachShadow({ mode: 'open' });
  // A constructed sheet: no style attribute and no style element, which a strict policy of the page would refuse.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [sheet];

  const root = make('aside', {
    'aria-label': words.launcher,
    class: set.theme === 'dark' ? 'root dark' : set.theme === 'light' ? 'root' : 'root auto',
  });
  const panel = make('div', { class: 'panel', role: 'dialog', 'aria-label': words.launcher, hidden: '' });
  const launcher = make('button', {
    class: 'launcher',
    type: 'button',
    'aria-expanded': 'false',
    'aria-haspopup': 'dialog',
  });
  const badge = make('span', { class: 'badge', hidden: '' });
  launcher.append(words.launcher, badge);
  const greeting = greetingBox();
  root.append(...(greeting ? [greeting] : []), panel, launcher);
  shadow.append(root);

  /** @type {HTMLIFrameElement | undefined} */
  let frame;
  let isReady = false;
  let unread = 0;
  /** @type {object[]} */
  const waiting = [];
  /** @type {Element | null} */
  let cameFrom = null;
  let patience = 0;

  launcher.addEventListener('click', () => (isOpen() ? close() : open()));
  panel.addEventListener('keydown', closeOnEscape);
  launcher.addEventListener('keydown', closeOnEscape);
  window.addEventListener('message', hear);

  function isOpen() {
    return !panel.hidden;
  }

  function open() {
    if (isOpen()) return;
    cameFrom = document.activeElement;
    panel.hidden = false;
    root.classList.add('open');
    launcher.setAttribute('aria-expanded', 'true');
    if (greeting) greeting.hidden = true;
    count(0);
    if (frame) focusFrame('box');
    else load();
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

  function load() {
    const address = new URL('/', server);
    address.searchParams.set('embedded', '1');
    for (const name of ['theme', 'accent', 'locale']) {
      const value = set[name];
      if (value) address.searchParams.set(name, value);
    }
    frame = document.createElement('iframe');
    frame.title = words.launcher;
    frame.allow = 'clipboard-write';
    frame.src = address.href;
    isReady = false;
    panel.replaceChildren(edge('end'), frame, edge('start'));
    clearTimeout(patience);
    patience = window.setTimeout(fail, PATIENCE_MS);
  }

  /** Whoever tabs out of the frame comes in again at its other end. @param {'start' | 'end'} at */
  function edge(at) {
    const stop = make('span', { tabindex: '0' });
    stop.addEventListener('focus', () => focusFrame(at));
    return stop;
  }

  function fail() {
    frame = undefined;
    const again = make('button', { type: 'button' });
    again.append('×');
    again.setAttribute('aria-label', words.dismiss);
    again.addEventListener('click', close);
    const line = make('p', { role: 'alert' });
    line.append(words.failed);
    const link = make('a', { href: server, target: '_blank', rel: 'noopener' });
    link.append(words.elsewhere);
    const box = make('div', { class: 'failed' });
    box.append(line, link, again);
    panel.replaceChildren(box);
    if (isOpen()) link.focus();
  }

  /** @param {'start' | 'end' | 'box'} at */
  function focusFrame(at) {
    frame?.focus();
    post({ kind: 'focus', at });
  }

  /** @param {object} message */
  function post(message) {
    if (isReady) frame?.contentWindow?.postMessage({ faultline: message }, server);
    else waiting.push(message);
  }

  /** @param {MessageEvent} event */
  function hear(event) {
    if (!frame || event.source !== frame.contentWindow || event.origin !== server) return;
    const message = event.data?.faultline;
    if (message?.kind === 'ready') {
      clearTimeout(patience);
      isReady = true;
      if (isOpen()) focusFrame('box');
      for (const one of waiting.splice(0)) post(one);
      tell('ready');
    } else if (message?.kind === 'close') close();
    else if (message?.kind === 'message') {
      if (!isOpen()) count(unread + 1);
      tell('message', { screen: message.screen });
    }
  }

  /** @param {number} number */
  function count(number) {
    unread = number;
    badge.hidden = number === 0;
    badge.textContent = number > 9 ? '9+' : String(number);
    badge.setAttribute('aria-label', `${number} ${words.unread}`);
    badge.setAttribute('role', 'status');
  }

  /** @param {KeyboardEvent} event */
  function closeOnEscape(event) {
    if (event.key === 'Escape' && isOpen()) close();
  }

  function greetingBox() {
    if (!words.greeting) return undefined;
    const box = make('p', { class: 'greeting' });
    const dismiss = make('button', { class: 'dismiss', type: 'button', 'aria-label': words.dismiss });
    dismiss.append('×');
    dismiss.addEventListener('click', () => {
      box.hidden = true;
      launcher.focus();
    });
    box.append(words.greeting, dismiss);
    return box;
  }

  /** @param {string} kind @param {object} [detail] */
  function tell(kind, detail) {
    window.dispatchEvent(new CustomEvent(`faultline:${kind}`, { detail }));
  }

  /** @template {keyof HTMLElementTagNameMap} K @param {K} tag @param {Record<string, string>} attributes */
  function make(tag, attributes) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }

  /** @param {string | undefined} wanted */
  function accentOf(wanted) {
    return wanted && /^#[0-9a-f]{6}$/i.test(wanted) ? wanted : '#0a57a4';
  }

  /** Black or white, whichever is easier to read on a colour; WCAG 2.2, relative luminance. @param {string} colour */
  function inkOn(colour) {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
  }

  Reflect.set(window, 'Faultline', {
    open,
    close,
    toggle: () => (isOpen() ? close() : open()),
    /** Says something in the person's name and opens the chat. @param {string} text */
    send(text) {
      open();
      post({ kind: 'send', text: String(text) });
    },
    startOver() {
      open();
      post({ kind: 'restart' });
    },
    get isOpen() {
      return isOpen();
    },
    get unread() {
      return unread;
    },
  });

  const show = () => {
    document.body.append(element);
    if (set.open !== undefined && set.open !== 'false') open();
  };
  if (document.body) show();
  else document.addEventListener('DOMContentLoaded', show);
})();
