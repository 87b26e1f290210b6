import { PASTE_ID, TURN_ID } from './activities.js';
import { copyText } from './clipboard.js';
import { dressDrawings } from './drawings.js';
import { fill, words } from './sentences.js';

/**
 * @typedef {object} CardParts
 * @property {Map<string, string>} pastes
 * @property {Set<number>} answered
 * @property {(text: string) => void} showText
 * @property {() => void} drawn called while something is drawn
 */

/**
 * Makes the drawn cards work: only the newest one's buttons act, what is to be copied gets a button, steps get a bar, and
 * folded texts can be read in full. Web Chat draws cards whenever it likes, so this looks after every change.
 * @param {HTMLElement} chat
 * @param {CardParts} parts
 * @returns {() => void} to be called when `answered` has changed
 */
export function tendCards(chat, parts) {
  let waiting = false;
  /** @type {Element | undefined} */
  let newest;
  const tend = () => {
    waiting = false;
    if (chat.querySelector('article')) parts.drawn();
    const last = [...chat.querySelectorAll('.ac-adaptiveCard')].at(-1);
    if (last && last !== newest) {
      newest = last;
      leadOn(last);
      bringIntoSight(last, () => last === newest);
    }
    quietOldButtons(chat, parts.answered);
    dressDrawings(chat);
    tellFolded(chat);
    for (const box of chat.querySelectorAll('[id^="faultline-"]:not([data-tended])'))
      if (box instanceof HTMLElement) tendBox(box, parts);
  };
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(tend);
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', soon);
  new MutationObserver(soon).observe(chat, { childList: true, subtree: true, attributeFilter: ['aria-expanded'] });
  for (const kind of ['click', 'keydown', 'keypress', 'keyup']) chat.addEventListener(kind, refuseQuiet, true);
  return soon;
}

/** What a box of a card gets, by the end of its id; the first that fits. @type {[RegExp, (box: HTMLElement, parts: CardParts) => void][]} */
const TENDED = [
  [RegExp(`^${PASTE_ID}`), addShowAll],
  [/-(?:copy|file)-\d+$/, addCopy],
  [/-progress$/, addBar],
  [/-warning-\d+$/, addWarning],
  [/-quote-\d+$/, (box) => box.classList.add('quote')],
  [/-aside-\d+$/, (box) => box.classList.add('aside')],
];

/** @param {HTMLElement} box @param {CardParts} parts */
function tendBox(box, parts) {
  box.dataset['tended'] = 'yes';
  const [, tend] = TENDED.find(([id]) => id.test(box.id)) ?? [];
  tend?.(box, parts);
}

/**
 * Whether what a button opens is open is said at the button. The renderer says it at the text that is opened, where it
 * means nothing.
 * @param {Element} chat
 */
function tellFolded(chat) {
  for (const button of chat.querySelectorAll('.ac-pushButton[aria-controls]')) {
    const text = document.getElementById(button.getAttribute('aria-controls') ?? '');
    text?.removeAttribute('aria-expanded');
    const isOpen = String(text !== null && text.style.display !== 'none');
    if (button.getAttribute('aria-expanded') !== isOpen) button.setAttribute('aria-expanded', isOpen);
  }
}

/**
 * Whoever pressed a button of the card before stands on one that rests now. They are led to the new card's heading, not
 * to its first button: Enter pressed once too often must not agree to a warning.
 * @param {Element} card
 */
function leadOn(card) {
  const heading = card.querySelector('[role="heading"]');
  if (!(heading instanceof HTMLElement) || !document.activeElement?.matches('.ac-pushButton')) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

const LOOK_MS = 120;
const LOOKS = 25;

/**
 * Shows the newest message whole, or its beginning where it is taller than the view. Web Chat scrolls to the end in its
 * own time, or, when the person has scrolled before, not at all. So this looks for a while, corrects only what has come
 * to rest, and leaves it to the person as soon as they do something.
 * @param {Element} card
 * @param {() => boolean} isWanted
 */
function bringIntoSight(card, isWanted) {
  const article = card.closest('article');
  const view = card.closest('.webchat__basic-transcript__scrollable');
  if (!article || !view) return;
  let before = -1;
  let looks = 0;
  const stop = () => clearInterval(timer);
  const timer = setInterval(() => {
    if (!isWanted() || ++looks > LOOKS) return stop();
    const isAtRest = view.scrollTop === before;
    before = view.scrollTop;
    if (!isAtRest) return;
    const seen = view.getBoundingClientRect();
    const { top, bottom } = article.getBoundingClientRect();
    const above = top - seen.top;
    if (above < 0 || bottom > seen.bottom) view.scrollTop += Math.min(above, bottom - seen.bottom);
  }, LOOK_MS);
  for (const act of ['wheel', 'touchmove', 'pointerdown', 'keydown'])
    addEventListener(act, stop, { once: true, passive: true });
}

/** @param {Event} event */
function refuseQuiet(event) {
  const { target } = event;
  if (!(target instanceof Element) || !target.closest('.ac-pushButton[aria-disabled="true"]')) return;
  if (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/**
 * Not the attribute `disabled`: the button that was just pressed would lose the focus, and the keyboard its place.
 * @param {HTMLElement} chat
 * @param {Set<number>} answered
 */
function quietOldButtons(chat, answered) {
  const cards = [...chat.querySelectorAll('.ac-adaptiveCard')].filter((card) => card.querySelector('.ac-pushButton'));
  for (const card of cards) {
    const quiet = card !== cards.at(-1) || answered.has(turnOf(card));
    const last = card.lastElementChild;
    last?.classList.toggle('acts', !quiet && last.querySelector('.ac-pushButton') !== null);
    // What only shows more goes on doing so.
    for (const button of card.querySelectorAll('.ac-pushButton:not([aria-controls])'))
      if (button instanceof HTMLElement) setQuiet(button, quiet);
  }
}

/** @param {HTMLElement} button @param {boolean} quiet */
function setQuiet(button, quiet) {
  if ((button.ariaDisabled === 'true') === quiet) return;
  button.ariaDisabled = quiet ? 'true' : null;
  button.tabIndex = quiet ? -1 : 0;
}

/** @param {Element} card */
function turnOf(card) {
  const mark = card.querySelector(`[id^="${TURN_ID}"]`);
  return mark ? Number(mark.id.slice(TURN_ID.length)) : Number.NaN;
}

/** Warnings in a row are one warning: its heading stands once. @param {HTMLElement} box */
function addWarning(box) {
  const again = box.parentElement?.querySelector('.warning');
  box.classList.add('warning');
  if (again) box.classList.add('continued');
}

/** @param {HTMLElement} box */
function addCopy(box) {
  const label =
    box.previousElementSibling?.previousElementSibling?.textContent ?? box.previousElementSibling?.textContent ?? '';
  const name = label.trim().replace(/:$/, '');
  // Every line is an element of its own; one that stands for an empty line holds a blank.
  const text = [...box.children].map((line) => line.textContent?.trimEnd() ?? '').join('\n');
  box.classList.add('verbatim');
  box.append(copyButton(name, () => text));
}

/** @param {string} name @param {() => string} text */
function copyButton(name, text) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = words.page.copy;
  button.setAttribute('aria-label', fill(words.page.copyName, { name }));
  button.addEventListener('click', async () => {
    const done = await copyText(text());
    button.textContent = done ? words.page.copied : words.page.notCopied;
    button.setAttribute('aria-label', fill(done ? words.page.copiedName : words.page.notCopiedName, { name }));
    setTimeout(() => {
      button.textContent = words.page.copy;
      button.setAttribute('aria-label', fill(words.page.copyName, { name }));
    }, 2500);
  });
  return button;
}

/** @param {HTMLElement} box @param {CardParts} parts */
function addShowAll(box, { pastes, showText }) {
  const text = pastes.get(box.id.slice(PASTE_ID.length));
  if (text === undefined) return;
  box.classList.add('folded');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'show-all';
  button.textContent = words.page.showAll;
  button.setAttribute('aria-haspopup', 'dialog');
  button.addEventListener('click', () => showText(text));
  box.after(button);
}

/** Only for the eye: the words "Step 3 of 9" beside it say the same. @param {HTMLElement} words */
function addBar(words) {
  const [step = 0, of = 0] = [...(words.textContent ?? '').matchAll(/\d{1,4}/g)].map(Number);
  if (of < 1) return;
  const bar = document.createElement('div');
  bar.className = 'steps';
  bar.setAttribute('aria-hidden', 'true');
  for (let number = 1; number <= of; number++) {
    const part = document.createElement('span');
    part.className = number < step ? 'done' : number === step ? 'now' : '';
    bar.append(part);
  }
  words.after(bar);
}
