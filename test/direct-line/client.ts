import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { ConnectionStatus, DirectLine, type DirectLineOptions } from 'botframework-directlinejs';
import { Observable } from 'rxjs/Observable.js';
import { AsyncAction } from 'rxjs/scheduler/AsyncAction.js';
import { AsyncScheduler } from 'rxjs/scheduler/AsyncScheduler.js';
// The library uses Observable.timer without importing it; without it, a 429 would come out as "retry" at once.
import 'rxjs/add/observable/timer.js';
import { WebSocket } from 'ws';
import type { Opened, Spoken } from './call.ts';
import type { Served } from './served.ts';

/** What the library needs of a browser. xhr2 can send everything but a form. */
interface BareRequest {
  send(body?: unknown): void;
  setRequestHeader(name: string, value: string): void;
}
const Xhr: new () => BareRequest = createRequire(import.meta.url)('xhr2');
class BrowserRequest extends Xhr {
  override send(body?: unknown): void {
    if (!(body instanceof FormData)) {
      super.send(body);
      return;
    }
    const form = new Response(body);
    this.setRequestHeader('Content-Type', form.headers.get('content-type') ?? '');
    void form.arrayBuffer().then((bytes) => super.send(bytes));
  }
}
Object.assign(globalThis, { XMLHttpRequest: BrowserRequest });

const PATIENCE_MS = 20_000;

/** How many times faster the library's clock goes: its 3 to 15 s before a reconnect become 10 to 50 ms. */
const SPEED = 300;
class FastAction<T> extends AsyncAction<T> {
  override schedule(state?: T, delay = 0) {
    return super.schedule(state, delay / SPEED);
  }
}
const fastClock = () => new AsyncScheduler(FastAction, () => Date.now() * SPEED);

/** The library lets the refusal that ends its refresh loop escape as an uncaught error. Here it only ends the loop. */
function endRefreshQuietly(line: DirectLine): void {
  const refresh: () => Observable<string> = Reflect.get(line, 'refreshToken').bind(line);
  const quiet = () =>
    refresh().catch(() => {
      Reflect.get(line, 'tokenRefreshSubscription')?.unsubscribe();
      return Observable.empty();
    });
  Reflect.set(line, 'refreshToken', quiet);
}

type Sent = Parameters<DirectLine['postActivity']>[0];

/** Somebody who uses the client library that Web Chat is built on. */
export class Client {
  readonly line: DirectLine;
  /** every state of the connection so far */
  readonly states: string[] = [];
  readonly activities: Spoken[] = [];
  /** whether the library will bring no more activities */
  ended = false;

  constructor({ domain }: Pick<Served, 'domain'>, options: DirectLineOptions) {
    this.line = new DirectLine({
      domain,
      pollingInterval: 200,
      scheduler: fastClock(),
      WebSocket: WebSocket as never,
      ...options,
    });
    endRefreshQuietly(this.line);
    this.line.connectionStatus$.subscribe((status) => this.states.push(ConnectionStatus[status]));
    this.line.activity$.subscribe(
      (activity) => this.activities.push(activity as unknown as Spoken),
      () => {
        this.ended = true;
      },
      () => {
        this.ended = true;
      },
    );
  }

  get texts(): string[] {
    return this.activities.filter(({ type }) => type === 'message').map(({ text }) => text ?? '');
  }
  get state(): string | undefined {
    return this.states.at(-1);
  }

  /** Posts once. @returns the id, or `retry` as the library has it; rejects as the library does */
  post(activity: object): Promise<string> {
    return new Promise((resolve, reject) => {
      this.line.postActivity(activity as Sent).subscribe(resolve, reject);
    });
  }
  say(text: string): Promise<string> {
    return this.post({ type: 'message', text, from: { id: 'me' } });
  }

  /** Resolves as soon as it holds; after a while without, it rejects and tells what was heard last. */
  async until(holds: (client: Client) => boolean): Promise<void> {
    const began = performance.now();
    while (!holds(this)) {
      if (performance.now() - began > PATIENCE_MS) {
        throw new Error(`in vain; ${this.states.join(' ')}; the last texts: ${this.texts.slice(-5).join(', ')}`);
      }
      await wait(5);
    }
  }
  hears(text: string): Promise<void> {
    return this.until(({ texts }) => texts.includes(text));
  }

  /** The token that the library sends at the moment. */
  get token(): string {
    return String(Reflect.get(this.line, 'token'));
  }

  /** What the page has to keep for a client that goes on where this one is. */
  get watermark(): string {
    return String(Reflect.get(this.line, 'watermark'));
  }

  end(): void {
    try {
      this.line.end();
    } catch {
      // The library throws into its own subscribers when it has ended before.
    }
  }
}

/** Both ways in which the library can hear what happens. */
export const TRANSPORTS = [
  ['polling', false],
  ['WebSocket', true],
] as const;

/** What a person posts, as the library types it. */
export const resuming = ({ id, token }: Pick<Opened, 'id' | 'token'>) => ({ conversationId: id, token });
