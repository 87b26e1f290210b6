import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import { BOT } from './accounts.ts';
import { activitySet, type Frame, type SeenActivity } from './activity-log.ts';

/**
 * One open stream: hands the log on from a watermark, stretch by stretch. The next one is read only when the last has
 * left for the network, so a slow reader costs the memory of one stretch, however much waits for it.
 */
export class LogStream {
  readonly #socket: WebSocket;
  readonly #read: (after: number) => Promise<Frame>;
  readonly #failed: (error: unknown) => void;
  #watermark: number;
  #pumping = false;
  #grown = false;
  #alive = true;

  /** @param failed told when the log could not be read; the socket is then closed, for the client to come back */
  constructor(
    socket: WebSocket,
    watermark: number,
    read: (after: number) => Promise<Frame>,
    failed: (error: unknown) => void,
  ) {
    this.#socket = socket;
    this.#watermark = watermark;
    this.#read = read;
    this.#failed = failed;
    // Clients send empty frames as their keep-alive; whatever else they send is ignored.
    socket.on('message', () => {
      this.#alive = true;
    });
    socket.on('pong', () => {
      this.#alive = true;
    });
  }

  /** To be called when the log has grown, and once at the start. */
  grown(): void {
    this.#grown = true;
    if (!this.#pumping) void this.#pump();
  }

  /** Says that the bot is at work. It is not kept: who comes later has no use for it. */
  typing(conversationId: string): void {
    const activity = {
      type: 'typing',
      id: `typing-${randomUUID()}`,
      timestamp: new Date().toISOString(),
      channelId: 'directline',
      from: BOT,
      conversation: { id: conversationId },
    };
    this.#socket.send(activitySet([{ text: JSON.stringify(activity), watermark: this.#watermark }], this.#watermark));
  }

  /** To be called at intervals. A reader that has shown no life since the last call is cut off: it may be long gone. */
  keepAlive(): void {
    if (!this.#alive) {
      this.#socket.terminate();
      return;
    }
    this.#alive = false;
    // A ping asks every client for a sign of life; the empty frame is the one that scripts in a browser can see.
    this.#socket.ping();
    if (!this.#pumping) this.#socket.send('');
  }

  async #pump(): Promise<void> {
    this.#pumping = true;
    try {
      while (this.#grown && this.#socket.readyState === this.#socket.OPEN) {
        this.#grown = false;
        const frame = await this.#read(this.#watermark);
        await this.#send(frame.activities);
        this.#watermark = frame.watermark;
        if (frame.more) this.#grown = true;
      }
    } catch (error) {
      this.#failed(error);
      this.#socket.close(1011, 'read failed');
    } finally {
      this.#pumping = false;
    }
  }

  /**
   * Sends each activity in a frame of its own: the client library takes a frame apart one activity at a time, some
   * milliseconds each, and what came in the next frame gets in between.
   * Resolves when all are with the operating system, or the socket is gone.
   */
  async #send(activities: readonly SeenActivity[]): Promise<void> {
    const sent = activities.map(
      (activity) =>
        // A socket that closes in between ends the loop above; it is no failure.
        new Promise<void>((resolve) => this.#socket.send(activitySet([activity], activity.watermark), () => resolve())),
    );
    await Promise.all(sent);
  }
}
