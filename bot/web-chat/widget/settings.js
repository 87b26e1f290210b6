import { inkOn, isColour } from './colours.js';

/** @type {typeof import('../words.js').words['widget']} */
const WORDS = JSON.parse('{{widget-words}}');
const STYLE = JSON.parse('{{widget-style}}');
const TAKEN = 'faultlineTaken';
const ACCENT = '#0a57a4';
/** Of the page in the frame: names of attributes and of what it is asked with. */
const LOOKS = ['theme', 'accent', 'locale', 'name', 'tagline', 'privacy'];

/** The tag that this script came with. A module has no current script; then it is the first tag of ours that nobody has taken yet. */
export function ownTag() {
  const { currentScript } = document;
  const tags = [...document.querySelectorAll('script')].filter((tag) => /\/widget\.js(?:[?#]|$)/.test(tag.src));
  const tag = currentScript instanceof HTMLScriptElement ? currentScript : tags.find(({ dataset }) => !dataset[TAKEN]);
  if (tag) tag.dataset[TAKEN] = 'yes';
  return tag;
}

/** @param {DOMStringMap} set @param {string} name of an attribute that is on when it stands there without a value */
const isOn = (set, name) => set[name] !== undefined && set[name] !== 'false';

/** What a tag says: its data- attributes, which the README lists. @param {HTMLScriptElement} tag @param {boolean} isFirst of the page's bots */
export function settingsOf(tag, isFirst) {
  const set = tag.dataset;
  const server = new URL(tag.src).origin;
  return {
    server,
    id: set['id'] || server,
    words: wordsOf(set),
    classes: `root ${sideOf(set, isFirst)} ${set['theme'] === 'dark' ? 'dark' : set['theme'] === 'light' ? 'light' : 'auto'}`,
    style: styleOf(set['accent'] ?? ''),
    looks: LOOKS.flatMap((name) => (set[name] ? [[name, set[name]]] : [])),
    logo: set['logo'] ?? '',
    attributes: attributesOf(set),
    userToken: set['userToken'] || '',
    hasSound: isOn(set, 'sound'),
    notifies: isOn(set, 'notify'),
    marksTitle: set['title'] !== 'false',
    opensAtOnce: isOn(set, 'open'),
  };
}

/** @param {DOMStringMap} set */
function wordsOf(set) {
  return {
    ...WORDS,
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
}

/** A second bot stands at the other side unless it is told where. @param {DOMStringMap} set @param {boolean} isFirst */
function sideOf(set, isFirst) {
  return (set['position'] || (isFirst ? 'right' : 'left')) === 'left' ? 'left' : 'right';
}

/** @param {string} wanted */
function styleOf(wanted) {
  const accent = isColour(wanted) ? wanted : ACCENT;
  return STYLE.replaceAll('var(--given-accent)', accent).replaceAll('var(--given-ink)', inkOn(accent));
}

/** What the site tells about the case: data-attribute-machine="EX01". @param {DOMStringMap} set @returns {Record<string, string>} */
function attributesOf(set) {
  const told = Object.entries(set).filter(([name]) => /^attribute[A-Z]/.test(name));
  return Object.fromEntries(
    told.map(([name, value]) => [name.slice(9, 10).toLowerCase() + name.slice(10), value ?? '']),
  );
}
