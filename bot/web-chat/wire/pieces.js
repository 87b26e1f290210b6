import { call, textIn } from './call.js';
import { keepPieces, keptPieces } from './unsent.js';

/** As the server takes them: what a line that breaks loses at most. */
const PIECE_BYTES = 512 * 1024;

/** @typedef {import('./protocol.d.ts').Unsent} Unsent */
/** @typedef {import('./protocol.d.ts').Activity} Activity */

/** Whether files are worth sending in pieces. @param {File[]} files */
export const isLarge = (files) => files.some(({ size }) => size > PIECE_BYTES);

/**
 * Sends the pieces of files that the server does not have yet, then the message that names them. What was taken is kept, so
 * a next try goes on there, also after a reload.
 * @param {Unsent} message
 * @param {object} parts
 * @param {string} parts.way of the conversation
 * @param {string} parts.token
 * @param {AbortSignal} parts.signal
 * @param {(sent: number, of: number) => void} parts.progress
 * @returns {Promise<import('./call.js').Answer>} to the message, or to the piece that was not taken; rejects as `call` does
 */
export async function postInPieces({ id, activity, files }, { way, token, signal, progress }) {
  const taken = await keptPieces(id);
  const whole = files.reduce((sum, { size }) => sum + size, 0);
  let before = 0;
  for (const [number, file] of files.entries()) {
    taken[number] ??= [];
    const ids = taken[number];
    for (let at = ids.length * PIECE_BYTES; at < file.size; at += PIECE_BYTES) {
      const body = file.slice(at, at + PIECE_BYTES, 'application/octet-stream');
      const answer = await call('POST', `${way}/pieces`, {
        token,
        body,
        signal,
        progress: (sent) => progress(before + at + Math.min(sent, body.size), whole),
      });
      if (answer.status !== 200) return answer;
      ids.push(textIn(answer.body, 'id'));
      await keepPieces(id, taken);
    }
    before += file.size;
  }
  const answer = await call('POST', `${way}/activities`, { token, json: naming(activity, files, taken), signal });
  // Pieces that the server has no more are sent again.
  if (answer.status === 400) await keepPieces(id, []);
  return answer;
}

/** @param {Activity} activity @param {File[]} files @param {string[][]} pieces @returns {Activity} */
function naming(activity, files, pieces) {
  const others = (activity.attachments ?? []).filter(({ content }) => content !== undefined);
  const named = files.map(({ name, type }, number) => ({
    contentType: type || 'application/octet-stream',
    name,
    contentUrl: `pieces:${pieces[number]?.join('.')}`,
  }));
  return { ...activity, attachments: [...named, ...others] };
}
