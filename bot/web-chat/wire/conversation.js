// Which conversation this browser is in, and the token that opens it.

import { call, reasonIn, textIn } from './call.js';

/** @typedef {import('./protocol.d.ts').Conversation} Conversation */

const KEY = 'faultline-conversation';

/** Where the browser keeps nothing for us (private windows, some frames), the conversation lives as long as the page. */
let kept = '';

/** A window beside a site has the site's conversation, and not the one of whoever comes to this page by itself. */
const storage = () => (new URLSearchParams(location.search).has('popped') ? sessionStorage : localStorage);

function read() {
  try {
    return storage().getItem(KEY) ?? kept;
  } catch {
    return kept;
  }
}

/** @param {string} text */
function write(text) {
  kept = text;
  try {
    if (text) storage().setItem(KEY, text);
    else storage().removeItem(KEY);
  } catch {
    // kept in the variable above
  }
}

/**
 * Exchanges a token that still works, as one that was given out before the case was left for a new one brings nobody back.
 * @param {string} token
 * @returns {Promise<string | undefined>} undefined when the server gave none
 */
export async function refreshToken(token) {
  try {
    const { status, body } = await call('POST', '/v3/directline/tokens/refresh', { token });
    return (status === 200 && textIn(body, 'token')) || undefined;
  } catch {
    return undefined;
  }
}

/** @returns {Conversation | undefined} */
export function keptConversation() {
  try {
    const { conversationId, token } = JSON.parse(read());
    return typeof conversationId === 'string' && typeof token === 'string' ? { conversationId, token } : undefined;
  } catch {
    return undefined;
  }
}

/** @param {Conversation} conversation */
export function keepConversation({ conversationId, token }) {
  write(JSON.stringify({ conversationId, token }));
}

/**
 * Keeps a refreshed token, unless another tab has begun a new conversation in the meantime.
 * @param {Conversation} conversation
 */
export function keepToken(conversation) {
  if (keptConversation()?.conversationId === conversation.conversationId) keepConversation(conversation);
}

export function forgetConversation() {
  write('');
}

/**
 * Asks for a token: a fresh one for the conversation that the earlier token opened, even one that expired a while ago,
 * or one for a new conversation.
 * @param {object} asked
 * @param {string | undefined} asked.earlier
 * @param {boolean} [asked.isOver] whether the earlier conversation is left for good
 * @param {string} [asked.user] who the person is, in the words of the site that shows the chat
 * @returns {Promise<Conversation>} rejects with {@link TokenRefused}, or when nobody answers
 */
export async function requestToken({ earlier, isOver = false, user }) {
  const { status, body, retryAfterMs } = await call('POST', '/web-chat/token', {
    json: { ...(earlier !== undefined && { [isOver ? 'ends' : 'token']: earlier }), ...(user && { user }) },
  });
  if (status !== 200) throw new TokenRefused(status, reasonIn(body), retryAfterMs);
  return { conversationId: textIn(body, 'conversationId'), token: textIn(body, 'token') };
}

export class TokenRefused extends Error {
  /** @param {number} status @param {string} reason a sentence for the person; '' when the server gave none @param {number | undefined} retryAfterMs */
  constructor(status, reason, retryAfterMs) {
    super(`the server gave no token (${status})`);
    this.status = status;
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}
