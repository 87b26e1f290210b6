import { refreshToken } from './page-conversation.js';
import { firstOf, observed, State, Stream } from './page-streams.js';

/** What the client library calls them. */
const STATUS = { uninitialized: 0, connecting: 1, online: 2, expired: 3, failed: 4, ended: 5 };
const LONGEST_WAIT_MS = 15_000;
/** Web Chat itself gives a message up after five minutes. */
export const SEND_FOR_MS = 290_000;
/** After so many sockets in a row that never opened, a proxy is in the way and we ask by HTTP instead. */
const DEAF_SOCKETS = 3;

/** @typedef {import('./page-conversation.js').Conversation} Conversation */

/**
 * A connection that outlives the client library's objects: those end for good when a token expires or a start fails, and
 * wait up to 15 s after a cut socket. This one gets a fresh token, builds another and reads on from where the last one
 * was. Messages that could not be sent are sent again under the same id, so that the server knows them.
 */
export class LastingConnection {
  activity$ = new Stream();
  /** Once online it stays so: while Web Chat thinks that it reconnects, it lets what the person sends fall. */
  connectionStatus$ = new State(STATUS.uninitialized);
  /** whether messages reach us now, for the page's own notice @type {State<boolean>} */
  live$ = new State(false);

  #createDirectLine;
  #renew;
  #started;
  #kept;
  #gone;
  /** @type {Conversation} */
  #conversation;
  /** @type {any} */
  #inner;
  /** @type {{ unsubscribe(): void }[]} */
  #subscriptions = [];
  /** @type {WebSocket | undefined} */
  #socket;
  #watermark = '';
  #seen = new Set();
  /** whether nobody keeps the conversation yet, as it was never open */
  #isNew;
  /** the present object while it can send @type {State<any>} */
  #ready$ = new State(undefined);
  /** settled with "retry" when the present object is given up @type {PromiseWithResolvers<string>} */
  #dropped = Promise.withResolvers();
  #attempt = 0;
  #unopened = 0;
  #closed = false;
  #wake = () => {};
  #caseId = '';
  #renewal = 0;
  /** Only the newest token brings a browser back that was closed without a word. */
  #watch = setInterval(() => {
    if (!this.#isNew && this.token !== this.#conversation.token) this.#keep();
  }, 1000);

  /**
   * @param {object} parts
   * @param {Conversation} parts.conversation
   * @param {boolean} parts.isNew whether the conversation has to be started
   * @param {(options: object) => any} parts.createDirectLine
   * @param {(token: string) => Promise<Conversation>} parts.renew
   * @param {(conversation: Conversation) => void} parts.started called once when the conversation is open on the server
   * @param {(conversation: Conversation) => void} parts.kept called with every later token
   * @param {() => void} parts.gone called when the server no longer has the conversation
   */
  constructor({ conversation, isNew, createDirectLine, renew, started, kept, gone }) {
    this.#conversation = conversation;
    this.#isNew = isNew;
    this.#createDirectLine = createDirectLine;
    this.#renew = renew;
    this.#started = started;
    this.#kept = kept;
    this.#gone = gone;
    addEventListener('online', this.#hurry);
    addEventListener('pagehide', this.#keep);
    document.addEventListener('visibilitychange', this.#hurry);
    this.connectionStatus$.next(STATUS.connecting);
    this.#open(isNew);
  }

  /** Web Chat reads the user's id out of it. */
  get token() {
    return this.#inner?.token ?? this.#conversation.token;
  }

  /** @param {any} activity */
  postActivity(activity) {
    return observed((signal) => this.#post(activity, signal));
  }

  getSessionId() {
    return observed(async () => '');
  }

  end() {
    this.#closed = true;
    clearInterval(this.#watch);
    clearTimeout(this.#renewal);
    this.#keep();
    removeEventListener('online', this.#hurry);
    removeEventListener('pagehide', this.#keep);
    document.removeEventListener('visibilitychange', this.#hurry);
    this.#drop();
    this.#wake();
  }

  /**
   * Told of every socket of this page, see watchSockets.
   * @param {WebSocket} socket
   * @param {'made' | 'open' | 'closed'} state
   */
  socketChanged(socket, state) {
    if (this.#closed || !this.#inner) return;
    if (state === 'made') {
      this.#socket = socket;
      this.#unopened++;
    } else if (socket === this.#socket && state === 'open') {
      this.#attempt = 0;
      this.#unopened = 0;
      this.live$.next(true);
    } else if (socket === this.#socket) this.#lost();
  }

  /** @param {boolean} isNew */
  #open(isNew) {
    const { conversationId, token } = this.#conversation;
    const sockets = this.#unopened < DEAF_SOCKETS;
    this.#inner = this.#createDirectLine({
      domain: `${location.origin}/v3/directline`,
      token,
      webSocket: sockets,
      pollingInterval: 1000,
      ...(!isNew && { conversationId }),
      ...(this.#watermark && { watermark: this.#watermark }),
    });
    const inner = this.#inner;
    this.#subscriptions = [
      inner.connectionStatus$.subscribe((/** @type {number} */ status) => {
        if (inner !== this.#inner || this.#closed) return;
        if (status === STATUS.online) {
          if (this.#isNew) this.#started({ ...this.#conversation, token: this.token });
          else this.#keep();
          this.#isNew = false;
          this.connectionStatus$.next(STATUS.online);
          this.#ready$.next(inner);
          if (!sockets) this.live$.next(true);
        } else if (status > STATUS.online) this.#lost();
      }),
      inner.activity$.subscribe({
        next: (/** @type {any} */ activity) => this.#hear(activity),
        error: () => inner === this.#inner && this.#lost(),
        // Asking by HTTP ends without a word after any answer that the client library does not expect.
        complete: () => inner === this.#inner && this.#lost(),
      }),
    ];
  }

  #hear(/** @type {any} */ activity) {
    if (activity.id && activity.type !== 'typing') {
      if (this.#seen.has(activity.id)) return;
      this.#seen.add(activity.id);
    }
    this.activity$.next(activity);
    this.#minds(activity.channelData?.faultline?.caseId);
  }

  /** A new case ends what earlier tokens are good for after a reload. @param {string | undefined} caseId */
  #minds(caseId) {
    if (!caseId) return;
    const before = this.#caseId;
    this.#caseId = caseId;
    if (before === '' || before === caseId) return;
    clearTimeout(this.#renewal);
    this.#renewal = window.setTimeout(async () => {
      const inner = this.#inner;
      const token = inner && (await refreshToken(inner.token));
      if (!token || inner !== this.#inner || this.#closed) return;
      inner.token = token;
      this.#keep();
    }, 300);
  }

  #keep = () => {
    this.#conversation = { ...this.#conversation, token: this.token };
    this.#kept(this.#conversation);
  };

  #hurry = () => {
    if (document.visibilityState === 'hidden') this.#keep();
    else this.#wake();
  };

  #drop() {
    const inner = this.#inner;
    this.#inner = undefined;
    this.#socket = undefined;
    this.#ready$.next(undefined);
    this.#dropped.resolve('retry');
    this.#dropped = Promise.withResolvers();
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    try {
      inner?.end();
    } catch {
      // it throws where it has ended by itself
    }
  }

  async #lost() {
    if (!this.#inner) return;
    this.#keep();
    this.#watermark = this.#inner.watermark || this.#watermark;
    this.#drop();
    this.live$.next(false);
    while (!this.#closed) {
      await this.#wait();
      if (this.#closed) return;
      try {
        const renewed = await this.#renew(this.#conversation.token);
        if (this.#closed) return;
        if (renewed.conversationId !== this.#conversation.conversationId) return this.#gone();
        this.#conversation = renewed;
        return this.#open(false);
      } catch {
        // still no way through; the next round waits longer
      }
    }
  }

  /** Half a second at first, then twice as long each time, never two pages in step; at once when the network returns. */
  #wait() {
    const longest = Math.min(LONGEST_WAIT_MS, 500 * 2 ** this.#attempt++);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, longest * (0.5 + Math.random() / 2));
      this.#wake = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
  }

  /** @param {any} activity @param {AbortSignal} signal */
  async #post(activity, signal) {
    const giveUp = Date.now() + SEND_FOR_MS;
    for (let tries = 0; ; tries++) {
      const inner = await this.#whenOnline();
      // What a dropped object still had on its way may never be answered; the server knows the message by its id.
      const sent = firstOf(inner.postActivity(activity)).catch((reason) => {
        if (inner !== this.#inner || isPassing(reason)) return 'retry';
        throw reason;
      });
      const id = await Promise.race([sent, this.#dropped.promise]);
      if (id !== 'retry') return id;
      if (signal.aborted || this.#closed || Date.now() > giveUp) throw new Error('the message could not be sent');
      await new Promise((resolve) => setTimeout(resolve, Math.min(LONGEST_WAIT_MS, 500 * 2 ** tries)));
    }
  }

  #whenOnline() {
    return new Promise((resolve) => {
      const ready = this.#ready$.subscribe((inner) => {
        if (!inner) return;
        queueMicrotask(() => ready.unsubscribe());
        resolve(inner);
      });
    });
  }
}

/** Too many requests, or a server that is just restarting: the same message may succeed in a moment. @param {any} reason */
function isPassing(reason) {
  return reason?.status === 429 || reason?.status === 503 || reason?.status === 0;
}

/**
 * Tells when a socket is made, opens or closes. The client library shows neither, and a person wants to know that
 * nothing arrives.
 * @param {(socket: WebSocket, state: 'made' | 'open' | 'closed') => void} changed
 */
export function watchSockets(changed) {
  window.WebSocket = class extends window.WebSocket {
    /** @param {string | URL} url @param {string | string[]} [protocols] */
    constructor(url, protocols) {
      super(url, protocols);
      changed(this, 'made');
      this.addEventListener('open', () => changed(this, 'open'));
      this.addEventListener('close', () => changed(this, 'closed'));
    }
  };
}
