import { dropUnsent, keepDraft, keptDraft, leftUnsent } from '../wire/unsent.js';
import { element } from './elements.js';
import { fill, words } from './sentences.js';

/** @typedef {import('../wire/protocol.d.ts').Unsent} Unsent */

const SHOWN = 120;
const DRAFT_MS = 200;

/**
 * Shows what an earlier visit, or a conversation that was left, wrote and could not send, each with "send" and "discard".
 * @param {import('../wire/line.js').Line} line of the open conversation, with its log read
 * @param {import('../wire/lane.js').Lane} lane of the open conversation
 * @param {(message: Unsent) => void} send
 */
export async function showUnsent(line, lane, send) {
  const box = element('unsent', HTMLElement);
  const rows = [];
  for (const message of await leftUnsent((id) => lane.has(id))) {
    // The server had it, and only its answer was lost.
    if (line.hasEcho(message.id)) await dropUnsent(message.id);
    else rows.push(row(message, send));
  }
  box.replaceChildren(...rows);
  box.hidden = rows.length === 0;
}

/** @param {Unsent} message @param {(message: Unsent) => void} send */
function row(message, send) {
  const { activity, files, refused } = message;
  const whole = [activity.channelData?.messageBack?.displayText || activity.text, ...files.map(({ name }) => name)]
    .filter(Boolean)
    .join(', ');
  const text = whole.length > SHOWN ? `${whole.slice(0, SHOWN)} …` : whole;
  const line = document.createElement('p');
  const label = document.createElement('span');
  label.textContent = refused ? fill(words.wire.unsentRefused, { reason: refused }) : words.wire.unsent;
  const said = document.createElement('q');
  said.textContent = text;
  const done = () => {
    line.remove();
    const box = element('unsent', HTMLElement);
    box.hidden = box.childElementCount === 0;
  };
  const button = (/** @type {string} */ words_, /** @type {string} */ name, /** @type {() => void} */ act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = words_;
    made.setAttribute('aria-label', fill(name, { text }));
    made.addEventListener('click', () => {
      done();
      act();
    });
    return made;
  };
  line.append(
    label,
    said,
    button(words.wire.unsentSend, words.wire.unsentSendName, () => send(message)),
    button(words.wire.unsentDiscard, words.wire.unsentDiscardName, () => void dropUnsent(message.id)),
  );
  return line;
}

/**
 * Keeps what stands in a box while it is written, and gives back what stood there when the page was left.
 * @param {'line' | 'paste'} name
 * @param {(text: string) => void} restore
 * @returns {(text: string) => void} to be called with each change
 */
export function keepingDraft(name, restore) {
  let timer = 0;
  let isTouched = false;
  let last = '';
  keptDraft(name).then((text) => {
    if (!text || isTouched) return;
    last = text;
    restore(text);
  });
  const keep = () => void keepDraft(name, last);
  addEventListener('pagehide', keep);
  return (text) => {
    if (text === last) return;
    isTouched = true;
    last = text;
    clearTimeout(timer);
    timer = window.setTimeout(keep, DRAFT_MS);
  };
}
