// The conversation in plain elements, as long as Web Chat is on its way or cannot be had. It is a fifth of the transfer.
import { element } from './elements.js';
import { fill, words } from './sentences.js';

/** @typedef {import('../wire/protocol.d.ts').Activity} Activity */
/** @typedef {import('../wire/protocol.d.ts').CardElement} CardElement */

const CARD = 'application/vnd.microsoft.card.adaptive';

/**
 * @param {object} parts
 * @param {(text: string) => void} parts.send
 * @param {(button: NonNullable<Activity['value']>) => void} parts.press
 * @returns {{ show: (activity: Activity) => void, wait: (text: string) => void, draft: () => string, clear: () => void }}
 */
export function plainView({ send, press }) {
  const list = element('first-list', HTMLElement);
  const box = element('first-text', HTMLTextAreaElement);
  const form = element('first-form', HTMLFormElement);
  const submit = () => {
    if (box.value.trim()) send(box.value);
    box.value = '';
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  return {
    show(activity) {
      if (activity.from?.role === 'user') list.querySelector('.waiting')?.remove();
      for (const button of list.querySelectorAll('button')) button.disabled = true;
      const said = document.createElement('article');
      said.className = activity.from?.role === 'user' ? 'plain mine' : 'plain';
      said.append(...drawn(activity, press));
      list.append(said);
      said.scrollIntoView({ block: 'nearest' });
    },
    /** Shows what is on its way until the server has it. */
    wait(text) {
      const said = document.createElement('article');
      said.className = 'plain mine waiting';
      said.append(withText('p', text), withText('p', words.page.sending, 'subtle'));
      list.append(said);
      said.scrollIntoView({ block: 'nearest' });
    },
    draft: () => box.value,
    clear() {
      list.replaceChildren();
      box.value = '';
    },
  };
}

/** @param {Activity} activity @param {(button: NonNullable<Activity['value']>) => void} press @returns {Node[]} */
export function drawn(activity, press) {
  const card = activity.attachments?.find(({ contentType }) => contentType === CARD)?.content;
  const text = activity.channelData?.messageBack?.displayText || activity.text || fallbackText(activity);
  const body = card?.body?.map((item) => drawElement(item, press));
  // A card with something this view does not know is said by its text.
  const said = body?.every((node) => node !== undefined) ? body : [withText('p', text)];
  const files = (activity.attachments ?? []).filter(({ contentType }) => contentType !== CARD);
  return [...said, ...files.map(({ name = words.page.aFile }) => withText('p', fill(words.page.file, { name })))];
}

/** @param {Activity} activity */
export const fallbackText = ({ channelData }) => channelData?.['webchat:fallback-text'] ?? '';

/**
 * @param {CardElement} item
 * @param {(button: NonNullable<Activity['value']>) => void} press
 * @returns {HTMLElement | undefined} undefined for what this view does not know
 */
function drawElement(item, press) {
  switch (item.type) {
    case 'TextBlock':
      return item.style === 'heading'
        ? withText('h2', unescaped(item.text))
        : withText('p', unescaped(item.text), item.isSubtle ? 'subtle' : '');
    case 'RichTextBlock':
      return around(
        'p',
        (item.inlines ?? []).map((run) =>
          withText(run.fontType === 'Monospace' ? 'code' : run.weight === 'Bolder' ? 'b' : 'span', run.text ?? ''),
        ),
      );
    case 'Container':
      return allOf(item.items, press, `box ${item.style ?? ''}`);
    case 'ColumnSet':
      return around(
        'div',
        (item.columns ?? []).map((column) => allOf(column.items, press, 'column') ?? withText('div', '')),
        'columns',
      );
    case 'ActionSet':
      return around(
        'div',
        (item.actions ?? []).map((action) => button(action, press)),
        'buttons',
      );
    default:
      return undefined;
  }
}

/** @param {CardElement[] | undefined} items @param {(button: NonNullable<Activity['value']>) => void} press @param {string} kind */
function allOf(items, press, kind) {
  const nodes = (items ?? []).map((item) => drawElement(item, press));
  const known = nodes.filter((node) => node !== undefined);
  return known.length === nodes.length ? around('div', known, kind) : undefined;
}

/** @param {CardElement} action @param {(button: NonNullable<Activity['value']>) => void} press */
function button(action, press) {
  const made = withText('button', action.title ?? '');
  const { data } = action;
  made.addEventListener('click', () => {
    if (typeof data === 'object' && data !== null) press(data);
  });
  return made;
}

/** Its text is Markdown of which only the escapes are used. @param {string} [text] */
const unescaped = (text = '') => text.replace(/\\([\\`*_[\]<>#|~.+-])/g, '$1');

/** @template {keyof HTMLElementTagNameMap} K @param {K} tag @param {string} text @param {string} [kind] */
function withText(tag, text, kind = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

/** @param {'p' | 'div'} tag @param {Node[]} nodes @param {string} [kind] */
function around(tag, nodes, kind = '') {
  const made = withText(tag, '', kind);
  made.append(...nodes);
  return made;
}
