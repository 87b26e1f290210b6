import { type ClientOptions, WebSocket } from 'ws';
import { ActivitySet, type Spoken } from './call.ts';

/** A stream as a bare socket sees it: no library repairs anything. */
export class Socket {
  /** every frame that was not empty */
  readonly frames: { activities: Spoken[]; watermark?: string | undefined }[] = [];
  watermark = '';
  /** empty frames that came */
  keepAlives = 0;
  readonly closed: Promise<number>;
  readonly #ws: WebSocket;
  #arrived = () => {};

  constructor(ws: WebSocket) {
    this.#ws = ws;
    this.closed = new Promise((resolve) => ws.once('close', resolve));
    ws.on('message', (data) => {
      const text = String(data);
      if (text === '') this.keepAlives++;
      else {
        const set = ActivitySet.parse(JSON.parse(text));
        this.frames.push(set);
        this.watermark = set.watermark ?? this.watermark;
      }
      this.#arrived();
    });
  }

  get activities(): Spoken[] {
    return this.frames.flatMap(({ activities }) => activities);
  }
  get texts(): string[] {
    return this.activities.filter(({ type }) => type === 'message').map(({ text }) => text ?? '');
  }

  /** Resolves as soon as it holds. A test that waits in vain ends by its own time limit. */
  async until(holds: (socket: Socket) => boolean): Promise<void> {
    while (!holds(this)) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
  }

  send(text: string): void {
    this.#ws.send(text);
  }

  get bare(): WebSocket {
    return this.#ws;
  }

  async close(): Promise<void> {
    this.#ws.close();
    await this.closed;
  }
}

/** Opens a stream. @returns the socket, or the status and the body with which it was refused */
export async function openStream(
  url: string,
  options: ClientOptions = {},
): Promise<{ socket: Socket } | { status: number; code: string }> {
  const ws = new WebSocket(url, options);
  // Made at once: the first frame may come in the same packet as the answer to the upgrade.
  const socket = new Socket(ws);
  return new Promise((resolve, reject) => {
    ws.once('open', () => resolve({ socket }));
    ws.once('error', reject);
    ws.once('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += String(chunk);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, code: JSON.parse(body).error.code }));
    });
  });
}

/** Opens a stream that is expected to be accepted. */
export async function connect(url: string, options?: ClientOptions): Promise<Socket> {
  const opened = await openStream(url, options);
  if ('status' in opened) throw new Error(`the stream was refused: ${opened.status} ${opened.code}`);
  return opened.socket;
}
