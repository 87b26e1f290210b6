import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { SECRET } from '../direct-line/served.ts';

/** Somebody with an open conversation. */
export interface Speaker {
  /** Says a line and resolves when the bot's reply has come: the milliseconds it took. */
  say(text: string): Promise<number>;
  close(): void;
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** One call. Rejects for an answer that is no success: its time would mean nothing. */
async function call(method: string, url: string, bearer?: string, body?: unknown) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    ...(bearer && { Authorization: `Bearer ${bearer}` }),
    ...(text && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }),
  };
  for (;;) {
    const sent = request(url, { method, agent, headers });
    sent.end(text);
    try {
      const [response] = await once(sent, 'response');
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      if (response.statusCode >= 300) throw new Error(`${method} ${new URL(url).pathname}: ${response.statusCode}`);
      return JSON.parse(Buffer.concat(chunks).toString() || '{}');
    } catch (error) {
      // A server closes idle connections at will; what met the closing was not heard, and is sent again.
      const isReset = error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
      if (!isReset || !sent.reusedSocket) throw error;
    }
  }
}

const isReply = ({ type, from }: { type: string; from: { role?: string; id?: string } }) =>
  // offline-directline replaces whatever the bot says about itself.
  type === 'message' && (from.role === 'bot' || from.id === 'id');

/** Opens a conversation with a stream, and waits for the greeting if there is one. */
export async function overStream(origin: string, isGreeted: boolean): Promise<Speaker> {
  const domain = `${origin}/v3/directline`;
  const { conversationId, token } = await call('POST', `${domain}/tokens/generate`, SECRET);
  const { streamUrl } = await call('POST', `${domain}/conversations`, token);
  const socket = new WebSocket(streamUrl, { perMessageDeflate: false });
  let replied = () => {};
  const reply = () =>
    new Promise<void>((resolve) => {
      replied = resolve;
    });
  const greeting = reply();
  socket.on('message', (data) => {
    const text = String(data);
    if (text !== '' && JSON.parse(text).activities.some(isReply)) replied();
  });
  await once(socket, 'open');
  if (isGreeted) await greeting;
  const url = `${domain}/conversations/${conversationId}/activities`;
  return {
    async say(text) {
      const began = performance.now();
      const answer = reply();
      const posted = call('POST', url, token, { type: 'message', text, from: { id: 'me' } });
      await answer;
      const took = performance.now() - began;
      await posted;
      return took;
    },
    close: () => socket.terminate(),
  };
}

/** Opens a conversation of offline-directline and polls it as its client does, once a second. */
export async function overPolling(origin: string): Promise<Speaker> {
  const domain = `${origin}/directline`;
  const { conversationId } = await call('POST', `${domain}/conversations`);
  const url = `${domain}/conversations/${conversationId}/activities`;
  let replied = () => {};
  let isOpen = true;
  const poll = async () => {
    // The clients of one second do not all begin in the same moment.
    await wait(Math.random() * 1000);
    for (let watermark = 0; isOpen; ) {
      const began = performance.now();
      const set = await call('GET', `${url}?watermark=${watermark}`);
      watermark = set.watermark;
      if (set.activities.some(isReply)) replied();
      await wait(Math.max(0, 1000 - (performance.now() - began)));
    }
  };
  const polling = poll();
  polling.catch(() => {});
  return {
    async say(text) {
      const began = performance.now();
      const answer = new Promise<void>((resolve) => {
        replied = resolve;
      });
      await call('POST', url, undefined, { type: 'message', text, from: { id: 'me' } });
      await Promise.race([answer, polling]);
      return performance.now() - began;
    },
    close: () => {
      isOpen = false;
    },
  };
}
