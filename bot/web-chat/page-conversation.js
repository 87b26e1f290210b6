// Which conversation this browser is in, and the token that opens it.

const KEY = 'faultline-conversation';

/** @typedef {{ conversationId: string, token: string }} Conversation */

/** Where the browser keeps nothing for us (private windows, some frames), the conversation lives as long as the page. */
let kept = '';

function read() {
  try {
    return localStorage.getItem(KEY) ?? kept;
  } catch {
    return kept;
  }
}

/** @param {string} text */
function write(text) {
  kept = text;
  try {
    if (text) localStorage.setItem(KEY, text);
    else localStorage.removeItem(KEY);
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
    const url = '/v3/directline/tokens/refresh';
    const response = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
    return response.ok ? (await response.json()).token : undefined;
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
 * @param {string | undefined} earlier
 * @param {boolean} [isOver] whether the earlier conversation is left for good
 * @returns {Promise<Conversation>} rejects when the server cannot be reached or refuses
 */
export async function requestToken(earlier, isOver = false) {
  const response = await fetch('/web-chat/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(earlier === undefined ? {} : { [isOver ? 'ends' : 'token']: earlier }),
  });
  if (!response.ok) throw new TokenRefused(response.status, await reasonOf(response));
  const { conversationId, token } = await response.json();
  return { conversationId, token };
}

export class TokenRefused extends Error {
  /** @param {number} status @param {string} reason a sentence for the person; '' when the server gave none */
  constructor(status, reason) {
    super(`the server gave no token (${status})`);
    this.status = status;
    this.reason = reason;
  }
}

/** @param {Response} response @returns {Promise<string>} */
async function reasonOf(response) {
  try {
    return String((await response.json()).error?.message ?? '');
  } catch {
    return '';
  }
}
