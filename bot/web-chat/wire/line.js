import { call, dropDeadConnections, NoAnswer, textIn } from './call.js';
import { refreshToken } from './conversation.js';
import { comesAgain, observed, Record, State } from './observables.js';
import { Pause } from './pause.js';
import { openStream } from './stream.js';

/** What Web Chat calls them. */
const STATUS = { connecting: 1, online: 2, ended: 5 };
const LONGEST_WAIT_MS = 15_000;
/** The server answers these calls at once. A first one that hangs has met a dead connection; on a slow line the next waits longer. */
const SOON_MS = 5000;
/** After so many sockets in a row that never opened, a proxy is in the way, and for a while we ask by HTTP instead. */
const DEAF_SOCKETS = 3;
const ASKING_MS = 300_000;
const ASK_EVERY_MS = 1000;
/** The server sends a sign of life every 20 s; without one for so long, somebody who comes back looks anew. */
const STALE_MS = 22_000;
/** What the server has taken comes back by the stream at once; after so long the stream is deaf. */
const ECHO_MS = 5000;
const REFRESH_MS = 10 * 60_000;

/** @typedef {import('./protocol.d.ts').Activity} Activity @typedef {import('./protocol.d.ts').Conversation} Conversation */
/** @typedef {import('./lane.js').Lane} Lane */
/**
 * How the person is connected: not yet, now, no longer, or the browser itself says that it has no network.
 * @typedef {'connecting' | 'live' | 'lost' | 'offline'} Health
 */

/**
 * The page's end of a conversation, in the shape that Web Chat asks of a connection. It lives as long as the page does:
 * a stream that ends, or says nothing although it should, is opened anew where it was, with a fresh token when needed.
 * What is sent goes through a lane, one message after the other.
 */
export class Line {
  /** everything the conversation's log shows, once and in its order @type {Record<Activity>} */
  activity$ = new Record();
  /** Once online it stays so: while Web Chat thinks that it reconnects, it lets what the person sends fall. */
  connectionStatus$ = new State(STATUS.connecting);
  health$ = new State(/** @type {Health} */ ('connecting'));

  #parts;
  /** @type {Conversation} */
  #conversation;
  #isNew;
  #watermark = '0';
  /** @type {Set<string>} */
  #seen = new Set();
  #caseId = '';
  #attempt = 0;
  #unopened = 0;
  #heardAt = Date.now();
  #closed = new AbortController();
  /** of what is waited for: the present stream, or the time before the next */
  #pause = new Pause();
  #renewal = 0;
  #refreshing = setInterval(() => this.refresh(), REFRESH_MS);

  /**
   * @param {object} parts
   * @param {Conversation} parts.conversation
   * @param {boolean} parts.isNew whether the conversation has to be started
   * @param {Lane} parts.lane
   * @param {(token: string) => Promise<Conversation>} parts.renew a token for the same conversation, or for another where it is gone
   * @param {(conversation: Conversation) => void} parts.started called once when the conversation is open on the server
   * @param {(conversation: Conversation) => void} parts.kept called with every later token
   * @param {() => void} parts.gone called when the server no longer has the conversation
   * @param {(activity: Activity) => Activity} [parts.shown] how what comes is to be shown
   */
  constructor(parts) {
    this.#parts = parts;
    this.#conversation = parts.conversation;
    this.#isNew = parts.isNew;
    const { signal } = this.#closed;
    addEventListener('offline', () => this.#offline(), { signal });
    addEventListener('online', () => this.lookAnew(), { signal });
    addEventListener('pageshow', this.#cameBack, { signal });
    document.addEventListener('visibilitychange', this.#cameBack, { signal });
    document.addEventListener('resume', this.#cameBack, { signal });
    if (!navigator.onLine) this.health$.next('offline');
    this.#run();
  }

  /** Web Chat reads the user's id out of it. */
  get token() {
    return this.#conversation.token;
  }
  get conversationId() {
    return this.#conversation.conversationId;
  }

  /** @param {Activity} activity */
  postActivity(activity) {
    return observed(() => this.#parts.lane.add(activity));
  }

  getSessionId() {
    return observed(async () => '');
  }

  end() {
    clearInterval(this.#refreshing);
    clearTimeout(this.#renewal);
    this.#closed.abort();
    this.#pause.hurry();
  }

  /** Whether the log shows a message that was sent under this id. @param {string} id */
  hasEcho(id) {
    return this.activity$.all.some(({ channelData }) => channelData?.clientActivityID === id);
  }

  /** Told of what the server has taken, to notice when it does not come back. @param {string} activityId */
  taken(activityId) {
    const look = () => this.#seen.has(activityId) || this.doubt();
    if (!this.#seen.has(activityId)) setTimeout(look, ECHO_MS);
  }

  /** Something may be wrong with the stream: reads on by another, now. */
  lookAnew() {
    this.#attempt = 0;
    this.#pause.hurry();
  }

  /** As {@link lookAnew}, unless that is being done already. */
  doubt() {
    if (this.health$.value === 'live') this.lookAnew();
  }

  /** Resolves when the stream that is being opened now is open. @param {AbortSignal} signal ends the waiting */
  cameBack(signal) {
    return comesAgain(this.health$, 'live', signal);
  }

  /** A token that expired, or opens nothing: asks for another. Rejects when there is none. */
  async renew() {
    const renewed = await this.#parts.renew(this.token);
    if (this.#closed.signal.aborted) throw new NoAnswer('the line was ended');
    if (renewed.conversationId !== this.conversationId) {
      this.end();
      this.#parts.gone();
      throw new NoAnswer('the conversation is gone');
    }
    this.#take(renewed.token);
  }

  /** A token lives for half an hour, and a new case ends what earlier ones are good for after a reload. */
  async refresh() {
    const token = await refreshToken(this.token);
    if (token && !this.#closed.signal.aborted) this.#take(token);
  }

  /** @param {string} token */
  #take(token) {
    this.#conversation = { ...this.#conversation, token };
    if (!this.#isNew) this.#parts.kept(this.#conversation);
  }

  #cameBack = () => {
    if (document.visibilityState === 'hidden') return;
    // What came while the tab was frozen is handed over first.
    setTimeout(() => {
      if (Date.now() - this.#heardAt > STALE_MS || this.health$.value !== 'live') this.lookAnew();
    }, 500);
  };

  #offline() {
    this.health$.next('offline');
    this.lookAnew();
  }

  async #run() {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      try {
        const streamUrl = await this.#enter();
        if (signal.aborted) return;
        if (this.#unopened < DEAF_SOCKETS) await this.#listen(streamUrl);
        else await this.#ask();
      } catch (reason) {
        // No way through at the moment; the next round waits longer.
        if (reason instanceof NoAnswer && reason.isSilent) await dropDeadConnections();
      }
      if (signal.aborted) return;
      this.health$.next(navigator.onLine ? (this.health$.value === 'connecting' ? 'connecting' : 'lost') : 'offline');
      await this.#pause.wait(this.#nextWait());
    }
  }

  /** Opens or comes back. @returns {Promise<string>} where the log streams on */
  async #enter() {
    const stop = new AbortController();
    this.#pause.else(() => stop.abort());
    const signal = AbortSignal.any([stop.signal, this.#closed.signal]);
    let answer = await this.#knock(signal);
    if ([401, 403, 404].includes(answer.status)) {
      await this.renew();
      answer = await this.#knock(signal);
    }
    if (answer.status >= 300) {
      if (answer.retryAfterMs) await this.#pause.wait(answer.retryAfterMs);
      throw new NoAnswer(`the server does not open the conversation (${answer.status})`);
    }
    const wasNew = this.#isNew;
    this.#isNew = false;
    if (wasNew) this.#parts.started(this.#conversation);
    this.#take(textIn(answer.body, 'token') || this.token);
    return textIn(answer.body, 'streamUrl');
  }

  /** @param {AbortSignal} signal */
  #knock(signal) {
    const all = '/v3/directline/conversations';
    const how = { token: this.token, signal, silenceMs: this.#attempt <= 1 ? SOON_MS : LONGEST_WAIT_MS };
    if (this.#isNew) return call('POST', all, { ...how, json: {} });
    return call('GET', `${all}/${encodeURIComponent(this.conversationId)}?watermark=${this.#watermark}`, how);
  }

  /** Reads the stream until it ends, is silent, or somebody hurries. @param {string} streamUrl */
  async #listen(streamUrl) {
    this.#unopened++;
    const stop = new AbortController();
    this.#pause.else(() => stop.abort());
    await openStream(streamUrl, {
      signal: AbortSignal.any([stop.signal, this.#closed.signal]),
      opened: () => {
        this.#attempt = 0;
        this.#unopened = 0;
        this.#live();
      },
      alive: () => {
        this.#heardAt = Date.now();
      },
      heard: (set) => this.#hear(set),
    });
  }

  /** Asks by HTTP for a while, where no socket gets through. */
  async #ask() {
    const way = encodeURIComponent(this.conversationId);
    const until = Date.now() + ASKING_MS;
    let isHurried = false;
    this.#pause.else(() => {
      isHurried = true;
    });
    while (!this.#closed.signal.aborted && !isHurried && Date.now() < until) {
      const { token } = this;
      const path = `/v3/directline/conversations/${way}/activities?watermark=${this.#watermark}`;
      const answer = await call('GET', path, { token, signal: this.#closed.signal, silenceMs: LONGEST_WAIT_MS });
      if (answer.status !== 200) return;
      this.#hear(/** @type {import('./protocol.d.ts').ActivitySet} */ (answer.body));
      this.#heardAt = Date.now();
      this.#attempt = 0;
      this.#live();
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
    if (!isHurried) this.#unopened = DEAF_SOCKETS - 1;
  }

  #live() {
    this.#heardAt = Date.now();
    this.health$.next('live');
    this.connectionStatus$.next(STATUS.online);
    this.#parts.lane.open(this);
  }

  /** @param {import('./protocol.d.ts').ActivitySet} set */
  #hear({ activities, watermark }) {
    for (const activity of activities) {
      if (activity.type === 'typing') {
        this.activity$.pass(activity);
        continue;
      }
      if (activity.id) {
        if (this.#seen.has(activity.id)) continue;
        this.#seen.add(activity.id);
      }
      this.activity$.next(this.#parts.shown?.(activity) ?? activity);
      this.#minds(activity.channelData?.faultline?.caseId);
    }
    if (watermark) this.#watermark = watermark;
  }

  /** @param {string | undefined} caseId */
  #minds(caseId) {
    if (!caseId) return;
    const before = this.#caseId;
    this.#caseId = caseId;
    if (before === '' || before === caseId) return;
    clearTimeout(this.#renewal);
    this.#renewal = window.setTimeout(() => this.refresh(), 300);
  }

  /** None at first, then half a second and twice as long each time, never two pages in step. */
  #nextWait() {
    const tries = this.#attempt++;
    return tries === 0 ? 0 : Math.min(LONGEST_WAIT_MS, 250 * 2 ** tries) * (0.5 + Math.random() / 2);
  }
}
