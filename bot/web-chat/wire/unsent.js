// What was written and is not yet with the server, kept in the browser: it outlives a reload, a closed tab and a crash.
import { createStore, del, entries, get, set } from './idb-keyval.js';

/** @typedef {import('./protocol.d.ts').Unsent} Unsent */

/** Longer than that nobody comes back for a message; the server keeps conversations for 30 days by default. */
const KEPT_MS = 30 * 86_400_000;

const messages = lazily(() => createStore('faultline-unsent', 'messages'));
const drafts = lazily(() => createStore('faultline-drafts', 'texts'));
/** which pieces of a message's files the server has, by the id of the message */
const pieces = lazily(() => createStore('faultline-pieces', 'taken'));

/** Where the browser keeps nothing for us (private windows, some frames) it lives as long as the page. @type {Map<string, Unsent>} */
const here = new Map();
/** @type {Map<string, string[][]>} */
const piecesHere = new Map();

/** Names this page among those that share the browser's store. */
export const PAGE = Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join('');
// Held until the page is gone, however it goes: so another page knows that what is kept is in good hands.
navigator.locks?.request(lockOf(PAGE), () => new Promise(() => {})).catch(() => {});

/** Whether this page has forgotten everything: what its timers still bring was written by somebody who has gone. */
let isOver = false;

/** @param {Unsent} message */
export async function keepUnsent(message) {
  if (isOver) return;
  here.set(message.id, message);
  await quietly(() => set(message.id, message, messages()));
}

/** @param {string} id */
export async function dropUnsent(id) {
  here.delete(id);
  piecesHere.delete(id);
  await quietly(() => del(id, messages()));
  await quietly(() => del(id, pieces()));
}

/** @param {string} id of a message @returns {Promise<string[][]>} ids of the pieces that the server has of each of its files */
export async function keptPieces(id) {
  return piecesHere.get(id) ?? (await quietly(() => get(id, pieces()))) ?? [];
}

/** @param {string} id of a message @param {string[][]} taken */
export async function keepPieces(id, taken) {
  if (isOver) return;
  piecesHere.set(id, taken);
  await quietly(() => set(id, taken, pieces()));
}

/**
 * Messages that nobody has in hand any more, oldest first: no other page, and no lane of this one.
 * @param {(id: string) => boolean} isInHand
 * @returns {Promise<Unsent[]>}
 */
export async function leftUnsent(isInHand) {
  const held = new Set((await navigator.locks?.query().catch(() => undefined))?.held?.map(({ name }) => name));
  const kept = (await quietly(() => entries(messages()))) ?? [];
  const all = kept.map(([, message]) => /** @type {Unsent} */ (message));
  for (const { id, at } of all) if (Date.now() - at > KEPT_MS) await dropUnsent(id);
  return all
    .filter(
      ({ id, page, at }) => (page === PAGE ? !isInHand(id) : !held.has(lockOf(page))) && Date.now() - at <= KEPT_MS,
    )
    .sort((one, other) => one.at - other.at);
}

/** Forgets all that was written here, as when somebody else sits down, and keeps nothing more: the page ends with it. */
export async function forgetUnsent() {
  isOver = true;
  here.clear();
  piecesHere.clear();
  for (const store of [messages, drafts, pieces]) {
    const kept = (await quietly(() => entries(store()))) ?? [];
    for (const [key] of kept) await quietly(() => del(key, store()));
  }
}

/** @param {'line' | 'paste'} box @param {string} text */
export async function keepDraft(box, text) {
  if (isOver) return;
  await quietly(() => (text ? set(box, { text, at: Date.now() }, drafts()) : del(box, drafts())));
}

/** @param {'line' | 'paste'} box @returns {Promise<string>} */
export async function keptDraft(box) {
  /** @type {{ text: string, at: number } | undefined} */
  const kept = await quietly(() => get(box, drafts()));
  return kept && Date.now() - kept.at <= KEPT_MS ? kept.text : '';
}

/** @param {string} page */
function lockOf(page) {
  return `faultline-page-${page}`;
}

/** @template T @param {() => Promise<T>} work @returns {Promise<T | undefined>} */
async function quietly(work) {
  try {
    return await work();
  } catch {
    // The browser keeps nothing here; the page goes on without.
    return undefined;
  }
}

/** @template T @param {() => T} make @returns {() => T} */
function lazily(make) {
  /** @type {T | undefined} */
  let made;
  return () => {
    made ??= make();
    return made;
  };
}
