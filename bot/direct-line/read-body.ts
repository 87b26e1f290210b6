import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { GatheredBytes } from '../http/gathered-bytes.ts';
import { DirectLineError, malformed, tooLarge } from './direct-line-error.ts';

/** The body of a request. Throws 413 as soon as it is known to be larger than `maxBytes`. */
export async function readBytes(req: IncomingMessage, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  if ((req.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new DirectLineError(415, 'NotSupported', 'Send the body without Content-Encoding.');
  }
  const refusal = () => tooLarge(`The body may have at most ${maxBytes} bytes.`);
  const announced = Number(req.headers['content-length'] ?? 0);
  if (announced > maxBytes) throw refusal();
  const gathered = new GatheredBytes(announced);
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      if (gathered.length + chunk.length > maxBytes) throw refusal();
      await gathered.take(chunk);
    }
  } catch (error) {
    // A caller who goes away in the middle is no failure of the server.
    throw error instanceof DirectLineError ? error : malformed('The body ended early.');
  }
  return gathered.whole();
}

/** The JSON body, checked; an empty one counts as `{}`. Throws 400 or 413. */
export async function readJson<T>(req: IncomingMessage, maxBytes: number, schema: z.ZodType<T>): Promise<T> {
  return parseJson((await readBytes(req, maxBytes)).toString('utf8'), schema);
}

/** Throws 400 for text that is not JSON, is nested too deeply, or does not fit the schema. */
export function parseJson<T>(text: string, schema: z.ZodType<T>): T {
  if (nestsDeeperThan(text, MAX_NESTING)) throw malformed(`JSON may be nested at most ${MAX_NESTING} levels deep.`);
  let value: unknown;
  try {
    value = JSON.parse(text.trim() || '{}') ?? {};
  } catch {
    throw malformed('The body is not valid JSON.');
  }
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw malformed(`${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not as the protocol has it'}`);
}

/**
 * An object as clients of the protocol write it: the names that the schema knows in any case, as .NET does, and `null`
 * for a member that is not there, as most JSON writers do.
 */
export function asWritten<T extends z.ZodObject>(schema: T) {
  const known = new Map(Object.keys(schema.shape).map((name) => [name.toLowerCase(), name]));
  return z.preprocess((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const members = Object.entries(value).filter(([, member]) => member !== null);
    const named = members.map(([name, member]) => [known.get(name.toLowerCase()) ?? name, member] as const);
    // Who writes a name twice means the one that is written as it should be.
    return Object.fromEntries([...named, ...members.filter(([name]) => name in schema.shape)]);
  }, schema);
}

// Adaptive Cards nest about 20 deep. Without a bound the text "[[[[…" passes JSON.parse and breaks whoever walks the value.
const MAX_NESTING = 64;

function nestsDeeperThan(text: string, max: number): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x22) i = endOfString(text, i);
    else if (c === 0x5b || c === 0x7b) depth++;
    else if (c === 0x5d || c === 0x7d) depth--;
    if (depth > max) return true;
  }
  return false;
}

/** Where the string that begins at a quotation mark ends; the end of the text for one that never does. */
function endOfString(text: string, from: number): number {
  for (let quote = text.indexOf('"', from + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let before = quote;
    while (text.charCodeAt(before - 1) === 0x5c && before - 1 > from) before--;
    // Every second of the backslashes before it is written by the one before that.
    if ((quote - before) % 2 === 0) return quote;
  }
  return text.length;
}
