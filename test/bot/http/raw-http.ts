import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What came back on one connection until it was closed or nothing more was said. */
export interface RawAnswer {
  /** of the first answer; 0 when there was none */
  status: number;
  text: string;
  /** whether the server closed the connection */
  closed: boolean;
}

/**
 * Sends bytes to a server as they are, over a connection of their own, and reads what comes back.
 * @param pieces sent one after the other; a number waits for so many milliseconds
 * @param patience how long to read when the server does not close: in ms, or until it resolves
 */
export async function rawHttp(
  url: string,
  pieces: string | Buffer | readonly (string | Buffer | number)[],
  patience: number | Promise<unknown> = 2000,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  let closed = false;
  const done = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (isWhole(text)) resolve();
    });
    socket.on('error', () => {});
    socket.on('end', () => {
      closed = true;
      resolve();
    });
    socket.on('close', () => {
      closed = true;
      resolve();
    });
  });
  for (const piece of [pieces].flat())
    if (typeof piece === 'number') await wait(piece);
    else socket.write(piece);
  const late = new AbortController();
  const over = typeof patience === 'number' ? wait(patience, undefined, { signal: late.signal }) : patience;
  await Promise.race([done, over.catch(() => {})]);
  late.abort();
  socket.destroy();
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text, closed };
}

/** Whether the first answer is all there, and the connection stays open for another request. */
function isWhole(text: string): boolean {
  const [head = '', body] = text.split(/\r\n\r\n(.*)/s, 2);
  const length = /^content-length: (\d+)/im.exec(head)?.[1];
  return (
    body !== undefined && length !== undefined && body.length >= Number(length) && !/^connection: close/im.test(head)
  );
}

/** A request without a body. */
export const rawRequest = (line: string, ...headers: string[]): string => `${[line, ...headers].join('\r\n')}\r\n\r\n`;
