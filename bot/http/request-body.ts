import type { IncomingMessage } from 'node:http';
import { GatheredBytes } from './gathered-bytes.ts';

/** The body of a request, or the status and the reason with which to refuse it; and how many bytes of it were read. */
export type Body<T> = ({ ok: true; value: T } | { ok: false; status: number; reason: string }) & { bytes: number };

// What is beyond the limit is thrown away, not kept. Reading on for a while lets the caller hear the answer, which a
// connection that is cut would lose.
const MOST_THROWN_AWAY = 16 * 1024 * 1024;

/** Reads a JSON body of at most `maxBytes`. Refuses with 413, 415 or 400; never throws. */
export async function readJsonBody(request: IncomingMessage, maxBytes: number): Promise<Body<unknown>> {
  const read = await readBody(request, maxBytes);
  if (!read.ok) return read;
  const { bytes } = read;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(read.value);
  } catch {
    return { ok: false, bytes, status: 400, reason: 'The body is not valid UTF-8. Send JSON in UTF-8.' };
  }
  try {
    return { ok: true, bytes, value: JSON.parse(text) };
  } catch {
    // Without the parser's message: it quotes the body.
    return { ok: false, bytes, status: 400, reason: 'The body is not valid JSON.' };
  }
}

async function readBody(request: IncomingMessage, maxBytes: number): Promise<Body<Buffer>> {
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity')
    return { ok: false, bytes: 0, status: 415, reason: 'Send the body without Content-Encoding.' };
  const tooLarge = (bytes: number) =>
    ({ ok: false, bytes, status: 413, reason: `The body may have at most ${maxBytes} bytes.` }) as const;
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes + MOST_THROWN_AWAY) return tooLarge(0);
  const gathered = new GatheredBytes(announced);
  let size = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size > maxBytes + MOST_THROWN_AWAY) return tooLarge(size);
      if (size > maxBytes) gathered.drop();
      else await gathered.take(chunk);
    }
  } catch {
    return { ok: false, bytes: size, status: 400, reason: 'The body ended early.' };
  }
  return size > maxBytes ? tooLarge(size) : { ok: true, bytes: size, value: await gathered.whole() };
}
