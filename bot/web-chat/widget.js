// Puts the chat on any page: <script src="https://your-host/widget.js" async></script>
// The settings are data- attributes of that tag; they stand in the README. The chat itself is loaded when it is opened.
(() => {
  /** What widget.js gives the page. @typedef {Record<string, unknown> & { bots: Record<string, unknown> }} Api */
  /** @type {typeof import('./words.js').words['widget']} */
  const WORDS = JSON.parse('{{widget-words}}');
  const TAKEN = 'faultlineTaken';

  // A module has no current script; then it is the first tag of ours that nobody has taken yet.
  const tags = [...document.querySelectorAll('script')].filter((tag) => /\/widget\.js(?:[?#]|$)/.test(tag.src));
  const script =
    document.currentScript instanceof HTMLScriptElement
      ? document.currentScript
      : tags.find((tag) => !tag.dataset[TAKEN]);
  if (!script) return;
  script.dataset[TAKEN] = 'yes';
  const server = new URL(script.src).origin;
  const set = script.dataset;
  const id = set['id'] || server;
  /** @type {Api | undefined} */
  const earlier = Reflect.get(window, 'Faultline');
  if (earlier?.bots[id]) {
    tell('ignored', { id });
    return;
  }
  const words = {
    launcher: set['label'] || WORDS.launcher,
    greeting: set['greeting'] || '',
    dismiss: set['dismissLabel'] || WORDS.dismiss,
    unread: set['unreadLabel'] || WORDS.unread,
    failed: set['failedText'] || WORDS.failed,
    elsewhere: set['elsewhereText'] || WORDS.elsewhere,
    loading: set['loadingText'] || WORDS.loading,
    slow: set['slowText'] || WORDS.slow,
    again: set['againLabel'] || WORDS.again,
  };
  /** A second bot stands at the other side unless it is told where. */
  const side = (set['position'] || (earlier ? 'left' : 'right')) === 'left' ? 'left' : 'right';
  /** A line may be slow. What is loading is never thrown away. */
  const SLOW_MS = 15_000;
  const FAILED_MS = 90_000;
  /** A frame that was loaded and says nothing was refused. */
  const MUTE_MS = 10_000;

  const accent = accentOf(set['accent']);
  const STYLE = JSON.parse('{{widget-style}}')
    .replaceAll('var(--given-accent)', accent)
    .replaceAll('var(--given-ink)', inkOn(accent));

  const element = document.createElement('faultline-chat');
  const shadow = element.attachShadow({ mode: 'open' });
  // A constructed sheet: no style attribute and no style element, which a strict policy of the page would refuse.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [sheet];

  const root = make('aside', {
    'aria-label': words.launcher,
    class: ['root', side, set['theme'] === 'dark' ? 'dark' : set['theme'] === 'light' ? 'light' : 'auto'].join(' '),
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
  const bubble = bubbleBox();
  root.append(bubble.box, panel, launcher);
  shadow.append(root);
  if (words.greeting) bubble.say(words.greeting);

  /** @type {HTMLIFrameElement | undefined} */
  let frame;
  let isReady = false;
  let unread = 0;
  /** @type {object[]} */
  const waiting = [];
  /** @type {Element | null} */
  let cameFrom = null;
  /** @type {number[]} */
  let timers = [];
  let userToken = set['userToken'] || '';
  let titlePrefix = '';

  launcher.addEventListener('click', () => (isOpen() ? close() : open()));
  panel.addEventListener('keydown', closeOnEscape);
  launcher.addEventListener('keydown', closeOnEscape);
  window.addEventListener('message', hear);

  function isOpen() {
    return !panel.hidden;
  }

  function open() {
    attach();
    if (isOpen()) return;
    cameFrom = document.activeElement;
    panel.hidden = false;
    root.classList.add('open');
    launcher.setAttribute('aria-expanded', 'true');
    bubble.hide();
    count(0);
    askToNotify();
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
    if (userToken) address.searchParams.set('known', '1');
    for (const name of ['theme', 'accent', 'locale', 'name', 'tagline', 'privacy']) {
      const value = set[name];
      if (value) address.searchParams.set(name, value);
    }
    frame = document.createElement('iframe');
    frame.title = words.launcher;
    frame.allow = 'clipboard-write';
    frame.src = address.href;
    isReady = false;
    const status = make('p', { class: 'waiting', role: 'status' });
    status.append(words.loading);
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

  /** The page in the frame speaks: from here on it says by itself how it is. */
  function alive() {
    for (const timer of timers.splice(0)) clearTimeout(timer);
    for (const told of panel.querySelectorAll('.waiting, .failed')) told.remove();
  }

  /** Whoever tabs out of the frame comes in again at its other end. @param {'start' | 'end'} at */
  function edge(at) {
    const stop = make('span', { tabindex: '0' });
    stop.addEventListener('focus', () => focusFrame(at));
    return stop;
  }

  /** Said above the frame, which goes on loading. */
  function fail() {
    panel.querySelector('.waiting')?.remove();
    if (panel.querySelector('.failed')) return;
    const line = make('p', { role: 'alert' });
    line.append(words.failed);
    const link = make('a', { href: server, target: '_blank', rel: 'noopener' });
    link.append(words.elsewhere);
    const again = make('button', { type: 'button' });
    again.append(words.again);
    again.addEventListener('click', load);
    const leave = make('button', { type: 'button', 'aria-label': words.dismiss });
    leave.append('×');
    leave.addEventListener('click', close);
    const box = make('div', { class: 'failed' });
    box.append(line, again, link, leave);
    panel.append(box);
    if (isOpen()) again.focus();
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
    const { kind, screen, text } = event.data?.faultline ?? {};
    if (kind === 'loading') {
      alive();
      isReady = false;
      if (userToken) frame.contentWindow?.postMessage({ faultline: { kind: 'user', user: userToken } }, server);
      const { attributes } = api;
      frame.contentWindow?.postMessage({ faultline: { kind: 'attributes', attributes } }, server);
    } else if (kind === 'ready') {
      alive();
      isReady = true;
      if (isOpen()) focusFrame('box');
      for (const one of waiting.splice(0)) post(one);
      tell('ready');
    } else if (kind === 'close') close();
    else if (kind === 'was-reset') {
      panel.replaceChildren();
      frame = undefined;
    } else if (kind === 'message') {
      if (!isOpen()) called(String(text ?? ''));
      tell('message', { screen });
    }
  }

  /** Somebody answers while the chat is closed. @param {string} text */
  function called(text) {
    count(unread + 1);
    if (text) bubble.say(text);
    if (set['sound'] !== undefined && set['sound'] !== 'false') beep();
    if (
      set['notify'] === undefined ||
      !document.hidden ||
      Reflect.get(window, 'Notification')?.permission !== 'granted'
    )
      return;
    const note = new Notification(words.launcher, { body: text, tag: id });
    note.addEventListener('click', () => {
      window.focus();
      open();
    });
  }

  function askToNotify() {
    if (set['notify'] !== undefined && Reflect.get(window, 'Notification')?.permission === 'default')
      void Notification.requestPermission();
  }

  function beep() {
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    volume.gain.value = 0.05;
    tone.frequency.value = 660;
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.15);
    tone.addEventListener('ended', () => void audio.close());
  }

  /** @param {number} number */
  function count(number) {
    unread = number;
    badge.hidden = number === 0;
    badge.textContent = number > 9 ? '9+' : String(number);
    badge.setAttribute('aria-label', `${number} ${words.unread}`);
    badge.setAttribute('role', 'status');
    if (set['title'] === 'false') return;
    const bare =
      titlePrefix && document.title.startsWith(titlePrefix) ? document.title.slice(titlePrefix.length) : document.title;
    titlePrefix = number === 0 ? '' : `(${number}) `;
    if (document.title !== titlePrefix + bare) document.title = titlePrefix + bare;
  }

  /** @param {KeyboardEvent} event */
  function closeOnEscape(event) {
    if (event.key === 'Escape' && isOpen()) close();
  }

  /** What stands above the button: the greeting, or what was answered while the chat was closed. */
  function bubbleBox() {
    const box = make('div', { class: 'greeting', role: 'status', hidden: '' });
    const line = make('span', {});
    const dismiss = make('button', { class: 'dismiss', type: 'button', 'aria-label': words.dismiss });
    dismiss.append('×');
    dismiss.addEventListener('click', () => {
      box.hidden = true;
      launcher.focus();
    });
    box.append(line, dismiss);
    return {
      box,
      say(/** @type {string} */ text) {
        line.textContent = text;
        box.hidden = false;
      },
      hide() {
        box.hidden = true;
      },
    };
  }

  /** @param {string} kind @param {object} [detail] */
  function tell(kind, detail) {
    window.dispatchEvent(new CustomEvent(`faultline:${kind}`, { detail: { id, ...detail } }));
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

  /** What the site tells about the case: data-attribute-machine="EX01". @returns {Record<string, string>} */
  function attributesOfTag() {
    const told = Object.entries(set).filter(([name]) => /^attribute[A-Z]/.test(name));
    return Object.fromEntries(
      told.map(([name, value]) => [name.slice(9, 10).toLowerCase() + name.slice(10), value ?? '']),
    );
  }

  const api = {
    /** what goes with each message into the case file @type {Record<string, string>} */
    attributes: attributesOfTag(),
    /** the bots of this page by their data-id, or their server @type {Record<string, unknown>} */
    bots: earlier?.bots ?? {},
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
    /** The person has logged in: a token that your server signed. @param {string} token */
    identify(token) {
      userToken = String(token);
      if (frame) load();
    },
    /** The person has logged out: nothing of theirs stays in this browser. */
    reset() {
      userToken = '';
      count(0);
      bubble.hide();
      close();
      if (!frame) load();
      post({ kind: 'reset' });
    },
    get isOpen() {
      return isOpen();
    },
    get unread() {
      return unread;
    },
  };
  api.bots[id] = api;
  if (!earlier) Reflect.set(window, 'Faultline', api);

  /** Beside the body, as sites replace it and transform it; again where a site replaces everything. */
  function attach() {
    if (!element.isConnected) document.documentElement.append(element);
  }
  new MutationObserver(attach).observe(document, { childList: true, subtree: false });
  new MutationObserver(attach).observe(document.documentElement, { childList: true });
  const show = () => {
    attach();
    if (set['open'] !== undefined && set['open'] !== 'false') open();
  };
  if (document.body) show();
  else document.addEventListener('DOMContentLoaded', show);
})();
