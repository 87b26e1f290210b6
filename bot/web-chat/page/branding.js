import { inkOn, isColour } from '../widget/colours.js';
import { element } from './elements.js';
import { words } from './sentences.js';

/** @typedef {import('../wire/protocol.d.ts').Activity} Activity */

/** A picture that comes with the site's words, not from an address: the page asks nobody but its own server. */
const PICTURE = /^data:image\/(?:png|jpeg|gif|webp|svg\+xml)[;,]/i;
const LONGEST_PICTURE = 200_000;
const MARKS = /[\\`*_[\]<>#|~.+-]/g;

/** What the operator's setting calls the bot, which is what its server writes over what it says of itself. */
const served = document.title;
words.page.name = served;

/** Colours that anybody may ask for. @param {URLSearchParams} asked */
export function colour(asked) {
  const root = document.documentElement;
  const theme = asked.get('theme') ?? '';
  if (['light', 'dark'].includes(theme)) root.dataset['theme'] = theme;
  const accent = asked.get('accent') ?? '';
  if (isColour(accent)) {
    root.style.setProperty('--accent', accent);
    root.style.setProperty('--accent-ink', inkOn(accent));
  }
  privacyLink(element('links', HTMLElement).dataset['privacy'] ?? '');
}

/**
 * Names that a site gives. Only where a site shows the page, or has opened it: else anybody could make a link to this page
 * with words of their own.
 * @param {URLSearchParams} asked
 */
export function brand(asked) {
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

/** @param {unknown} picture a data: address */
export function putLogo(picture) {
  if (typeof picture !== 'string' || picture.length > LONGEST_PICTURE || !PICTURE.test(picture)) return;
  const logo = document.getElementById('logo') ?? document.createElement('img');
  logo.id = 'logo';
  logo.setAttribute('alt', '');
  logo.setAttribute('src', picture);
  document.querySelector('body > header')?.prepend(logo);
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

/** What is headed with the bot's name, headed with the one that the site gave it. @param {Activity} activity @returns {Activity} */
export function named(activity) {
  const { name } = words.page;
  if (name === served || activity.summary !== served || activity.from?.role === 'user') return activity;
  const again = (/** @type {string | undefined} */ text) =>
    text?.startsWith(served) ? name + text.slice(served.length) : text;
  const heading = (/** @type {import('../wire/protocol.d.ts').CardElement} */ item) =>
    item.style === 'heading' ? { ...item, text: name.replace(MARKS, '\\$&') } : item;
  const attachments = activity.attachments?.map(({ content, ...rest }) =>
    content?.body
      ? { ...rest, content: { ...content, body: content.body.map(heading) } }
      : { ...rest, ...(content && { content }) },
  );
  const twin = again(activity.channelData?.['webchat:fallback-text']);
  return {
    ...activity,
    summary: name,
    text: again(activity.text),
    ...(attachments && { attachments }),
    channelData: { ...activity.channelData, ...(twin !== undefined && { 'webchat:fallback-text': twin }) },
  };
}
