import { element } from './elements.js';
import { fill, words } from './sentences.js';

/**
 * The case as a message of the bot tells it, in channelData.faultline.case (dialogs/saying/case-summary.ts).
 * @typedef {object} Case
 * @property {{ id: number, source?: string, count: number, first?: string, last?: string, line: number }[]} events
 * @property {number} moreEvents
 * @property {{ what: string, is: string, from: string }[]} facts
 * @property {{ article: string, names: string, share: number, missing: number[] }[]} causes
 * @property {{ title: string, state: 'done' | 'now' | 'ahead' }[]} steps
 * @property {{ at: string, off: string }} [reminder]
 * @property {{ what: string, before: string, after: string, undo: string }} [change]
 */

const said = words.case;
const STATES = { done: said.done, now: said.now, ahead: said.ahead };

/**
 * The case beside the conversation: on a wide screen at its side, on a narrow one behind a button. It only repeats what
 * the messages say, so a page without it lacks nothing.
 * @param {object} parts
 * @param {(text: string) => void} parts.send says something in the conversation
 * @param {(text: string, line: number) => void} parts.showLine shows a paste with one line marked
 * @param {() => Iterable<string>} parts.pasted what the person sent, newest last
 * @returns {{ show: (told: Case | undefined) => void }}
 */
export function caseBeside({ send, showLine, pasted }) {
  const panel = element('case', HTMLElement);
  const content = element('case-content', HTMLElement);
  const opener = element('case-open', HTMLButtonElement);
  const setOpen = (/** @type {boolean} */ isOpen) => {
    panel.classList.toggle('open', isOpen);
    opener.setAttribute('aria-expanded', String(isOpen));
  };
  opener.addEventListener('click', () => {
    setOpen(!panel.classList.contains('open'));
    if (panel.classList.contains('open')) panel.focus();
  });
  element('case-close', HTMLButtonElement).addEventListener('click', () => {
    setOpen(false);
    opener.focus();
  });
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') element('case-close', HTMLButtonElement).click();
  });

  return {
    show: (told) => {
      const isThere =
        told !== undefined &&
        (told.events.length > 0 || told.causes.length > 0 || told.facts.length > 0 || told.steps.length > 0);
      document.body.classList.toggle('has-case', isThere);
      opener.hidden = panel.hidden = !isThere;
      if (!isThere) return setOpen(false);
      content.replaceChildren(
        ...causes(told),
        ...events(told, (line, id) => {
          const text = [...pasted()].findLast((one) => holds(one, line, id));
          return text === undefined ? undefined : () => showLine(text, line);
        }),
        ...facts(told),
        ...steps(told),
        ...reminder(told, send),
        ...change(told, send),
      );
    },
  };
}

/** Whether a line of a text, or one of the few lines after it, names an event: an event begins above its id at times. */
function holds(/** @type {string} */ text, /** @type {number} */ line, /** @type {number} */ id) {
  const near = text.split(/\r\n?|\n/).slice(line - 1, line + 7);
  return near.some((one) => [...one.matchAll(/\d+/g)].some(([digits]) => digits === String(id)));
}

/**
 * @param {string} tag @param {string} className @param {...(string | Node)} children
 */
function make(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** @param {string} title @param {...Node} children */
const section = (title, ...children) => make('section', '', make('h3', '', title), ...children);

/** @param {Case} told */
function causes({ causes: all }) {
  if (all.length === 0) return [];
  const items = all.map(({ article, names, share, missing }) => {
    const bar = make('span', 'bar');
    bar.setAttribute('aria-hidden', 'true');
    const filled = make('span', '');
    filled.style.setProperty('width', `${Math.round(share * 100)}%`);
    bar.append(filled);
    return make(
      'li',
      '',
      make('span', 'share', `${Math.round(share * 100)} %`),
      make('span', '', `${names} (${article})`),
      bar,
      ...(missing.length > 0 ? [make('span', 'soft', fill(said.surerWith, { events: missing.join(', ') }))] : []),
    );
  });
  return [section(said.causes, make('ul', 'causes', ...items))];
}

/** @param {Case} told @param {(line: number, id: number) => (() => void) | undefined} opening */
function events({ events: all, moreEvents }, opening) {
  if (all.length === 0) return [];
  const head = [said.event, said.times, said.when, said.line].map((title) => {
    const cell = make('th', '', title);
    cell.setAttribute('scope', 'col');
    return cell;
  });
  const rows = all.map(({ id, source, count, first, last, line }) => {
    const open = opening(line, id);
    const button = open && make('button', 'quiet', String(line));
    if (button instanceof HTMLButtonElement && open) {
      button.type = 'button';
      button.setAttribute('aria-label', fill(said.showLine, { line }));
      button.addEventListener('click', open);
    }
    return make(
      'tr',
      '',
      make('td', '', make('b', '', String(id)), ...(source ? [make('span', 'soft', ` ${source}`)] : [])),
      make('td', '', String(count)),
      make('td', 'soft', [first, last].filter(Boolean).join(said.to) || '–'),
      make('td', '', button ?? String(line)),
    );
  });
  const table = make('table', '', make('thead', '', make('tr', '', ...head)), make('tbody', '', ...rows));
  const more = moreEvents > 0 ? [make('p', 'soft', fill(said.more, { number: moreEvents }))] : [];
  return [section(said.events, table, ...more)];
}

/** @param {Case} told */
function facts({ facts: all }) {
  if (all.length === 0) return [];
  const rows = all.flatMap(({ what, is, from }) => [
    make('dt', '', what),
    make('dd', '', make('b', '', is), make('span', 'soft', ` ${from}`)),
  ]);
  return [section(said.facts, make('dl', '', ...rows))];
}

/** @param {Case} told */
function steps({ steps: all }) {
  if (all.length === 0) return [];
  const items = all.map(({ title, state }) => {
    const item = make('li', state, title, make('span', 'out-of-sight-inline', ` (${STATES[state]})`));
    if (state === 'now') item.setAttribute('aria-current', 'step');
    return item;
  });
  return [section(said.steps, make('ol', 'steps', ...items))];
}

/** @param {Case} told @param {(text: string) => void} send */
function reminder({ reminder: set }, send) {
  if (!set) return [];
  const button = make('button', '', set.off);
  button.addEventListener('click', () => send(set.off));
  return [section(said.reminder, make('p', '', set.at), button)];
}

/** @param {Case} told @param {(text: string) => void} send */
function change({ change: made }, send) {
  if (!made) return [];
  const button = make('button', '', said.undo);
  button.addEventListener('click', () => send(made.undo));
  return [section(said.changed, make('p', '', `${made.what}: ${made.before} → ${made.after}`), button)];
}
