import { call, dropDeadConnections, NoAnswer, reasonIn, textIn } from './call.js';
import { State } from './observables.js';
import { Pause } from './pause.js';
import { isLarge, postInPieces } from './pieces.js';
import { dropUnsent, keepUnsent, PAGE } from './unsent.js';

const LONGEST_WAIT_MS = 10_000;
/** After so long without an answer the stream is looked at too: perhaps nothing gets through. */
const DOUBT_MS = 8000;
/** The server may wait for the bot a little longer. */
const AGAIN_MS = 2000;
/** Where the browser's store does not answer, nobody waits for it. */
const KEEPING_MS = 1000;

/** @typedef {import('./protocol.d.ts').Activity} Activity */
/** @typedef {import('./protocol.d.ts').Unsent} Unsent */
/** @typedef {import('./line.js').Line} Line */
/**
 * @typedef {object} Waiting
 * @property {Unsent} message
 * @property {Promise<File[]>} files
 * @property {Promise<void>} kept when the browser keeps it
 * @property {(id: string) => void} resolve
 * @property {(reason: unknown) => void} reject
 */

/** The server has said that it does not take a message; `message` is its sentence. */
class Refused extends Error {}

/**
 * One lane for a conversation: a message goes when the one before it was taken or refused, so nothing overtakes, whatever
 * fails in between. It is kept in the browser until the server has it, and sent under the same id until then.
 */
export class Lane {
  /** how many wait or are on their way @type {State<number>} */
  waiting$ = new State(0);
  /** Set while files are on their way. */
  upload$ = new State(/** @type {{ name: string, sent: number, of: number } | undefined} */ (undefined));

  /** @type {Waiting[]} */
  #waiting = [];
  /** @type {Line | undefined} */
  #line;
  #isMoving = false;
  #closed = new AbortController();
  #pause = new Pause();
  #told;

  #attributes;

  /**
   * @param {(message: Unsent, reason: string) => void} refused told of what the server does not take
   * @param {() => Record<string, string> | undefined} [attributes] what the site tells about the case, to go with each message
   */
  constructor(refused, attributes = () => undefined) {
    this.#told = refused;
    this.#attributes = attributes;
    addEventListener('online', () => this.#pause.hurry(), { signal: this.#closed.signal });
  }

  /** What is sent goes out by this line from now on. @param {Line} line */
  open(line) {
    this.#line = line;
    this.#pause.hurry();
    void this.#move();
  }

  /** Whether a message waits here, or is on its way. @param {string} id */
  has(id) {
    return this.#waiting.some(({ message }) => message.id === id);
  }

  /** Nothing more goes out. What waits stays in the browser. */
  close() {
    this.#closed.abort();
    this.#pause.hurry();
    for (const { reject } of this.#waiting.splice(0)) reject(new NoAnswer('the conversation was left'));
    this.waiting$.next(0);
  }

  /**
   * @param {Activity} activity
   * @param {Promise<File[]>} [files] those that go with it, in place of its blob: addresses
   * @returns {Promise<string>} its id in the log; rejects with {@link Refused}
   */
  add(activity, files = filesOf(activity)) {
    const id = activity.channelData?.clientActivityID ?? crypto.getRandomValues(new Uint32Array(4)).join('');
    const attributes = this.#attributes();
    /** @type {Unsent} */
    const message = {
      id,
      at: Date.now(),
      page: PAGE,
      activity: {
        ...activity,
        channelData: { ...activity.channelData, ...(attributes && { attributes }), clientActivityID: id },
      },
      files: [],
    };
    const kept = files.then((read) => {
      message.files = read;
      return keepUnsent(message);
    });
    /** @type {PromiseWithResolvers<string>} */
    const { promise, resolve, reject } = Promise.withResolvers();
    // Its place is taken before anything is waited for.
    this.#waiting.push({ message, files, kept, resolve, reject });
    this.waiting$.next(this.#waiting.length);
    void this.#move();
    return promise;
  }

  async #move() {
    if (this.#isMoving || !this.#line) return;
    this.#isMoving = true;
    for (let next = this.#waiting[0]; next && !this.#closed.signal.aborted; next = this.#waiting[0]) {
      await this.#send(next);
      this.upload$.next(undefined);
      // Closing empties the lane by itself.
      if (this.#waiting[0] === next) this.#waiting.shift();
      this.waiting$.next(this.#waiting.length);
    }
    this.#isMoving = false;
  }

  /** @param {Waiting} waiting */
  async #send({ message, files, kept, resolve, reject }) {
    try {
      await files;
      await Promise.race([kept, new Promise((over) => setTimeout(over, KEEPING_MS))]);
      const id = await this.#deliver(message);
      void kept.then(() => dropUnsent(message.id));
      this.#line?.taken(id);
      resolve(id);
    } catch (reason) {
      if (reason instanceof Refused) {
        void kept.then(() => keepUnsent({ ...message, refused: reason.message }));
        this.#told(message, reason.message);
      }
      reject(reason);
    }
  }

  /** Tries until the server has the message, or says that it does not take it. @param {Unsent} message */
  async #deliver(message) {
    for (let tries = 0, renewals = 0; ; tries++) {
      const line = this.#line;
      if (!line || this.#closed.signal.aborted) throw new NoAnswer('the conversation was left');
      const answer = await this.#post(line, message);
      if (answer?.status === 200) return textIn(answer.body, 'id');
      if (answer && [401, 403, 404].includes(answer.status) && renewals++ < 2) {
        await line.renew().catch(() => {});
        continue;
      }
      if (answer && isFinal(answer.status)) throw new Refused(reasonIn(answer.body) || `HTTP ${answer.status}`);
      await this.#pause.wait(answer?.retryAfterMs ?? Math.min(LONGEST_WAIT_MS, 500 * 2 ** Math.min(tries, 10)));
    }
  }

  /** @param {Line} line @param {Unsent} message @returns {Promise<import('./call.js').Answer | undefined>} undefined when nobody answered */
  async #post(line, message) {
    const { activity, files } = message;
    const way = `/v3/directline/conversations/${encodeURIComponent(line.conversationId)}`;
    const stuck = new AbortController();
    const signal = AbortSignal.any([stuck.signal, this.#closed.signal]);
    // Where the line comes back while this call still hangs, it is the call's own connection that is dead.
    const doubt = setTimeout(() => {
      if (files.length > 0) return;
      line.doubt();
      void line.cameBack(signal).then(() => setTimeout(() => stuck.abort(), AGAIN_MS));
    }, DOUBT_MS);
    const { token } = line;
    try {
      if (files.length === 0) return await call('POST', `${way}/activities`, { token, json: activity, signal });
      const progress = (/** @type {number} */ sent, /** @type {number} */ of) =>
        this.upload$.next({ name: files.map(({ name }) => name).join(', '), sent, of });
      if (isLarge(files)) return await postInPieces(message, { way, token, signal, progress });
      return await call('POST', `${way}/upload`, { token, body: formOf(activity, files), signal, progress });
    } catch (reason) {
      if (stuck.signal.aborted || (reason instanceof NoAnswer && reason.isSilent)) await dropDeadConnections();
      return undefined;
    } finally {
      clearTimeout(doubt);
    }
  }
}

/** Too many requests, a server that restarts, a proxy that has lost it: the same message may succeed in a moment. @param {number} status */
const isFinal = (status) => status >= 400 && status < 500 && ![408, 425, 429].includes(status);

/** Web Chat hands files over as blob: addresses of this page. @param {Activity} activity @returns {Promise<File[]>} */
async function filesOf({ attachments = [] }) {
  const files = [];
  for (const { contentUrl, contentType, name = 'file' } of attachments) {
    if (!contentUrl?.startsWith('blob:')) continue;
    const blob = await (await fetch(contentUrl)).blob();
    files.push(new File([blob], name, { type: contentType }));
  }
  return files;
}

/** @param {Activity} activity @param {File[]} files */
function formOf(activity, files) {
  const attachments = activity.attachments?.map(({ contentUrl, ...rest }) =>
    contentUrl?.startsWith('blob:') ? rest : { ...rest, contentUrl },
  );
  const form = new FormData();
  const told = JSON.stringify({ ...activity, attachments });
  form.append('activity', new Blob([told], { type: 'application/vnd.microsoft.activity' }), 'blob');
  for (const file of files) form.append('file', file, file.name);
  return form;
}
