import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'restify';

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** A file of the page, in memory in the codings that browsers take. */
export interface StaticFile {
  type: string;
  etag: string;
  bodies: { br: Buffer; gzip: Buffer; identity: Buffer };
}

/** Reads and compresses a file; rejects when it cannot be read. */
export const loadStaticFile = async (file: URL, type: string): Promise<StaticFile> =>
  staticFile(await readFile(file), type);

/** Compresses what is served as a file. */
export async function staticFile(content: Buffer | string, type: string): Promise<StaticFile> {
  const identity = Buffer.from(content);
  const [br, zipped] = await Promise.all([
    // Quality 5 takes a tenth of the time of the default 11 and leaves a sixth more: this runs at the first visit.
    toBrotli(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
    toGzip(identity),
  ]);
  const etag = `"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`;
  return { type, etag, bodies: { br, gzip: zipped, identity } };
}

/** Answers with the file, or with 304 where the browser has it. */
export function sendStaticFile(request: Request, response: Response, file: StaticFile, cacheControl: string): void {
  response.setHeader('etag', file.etag);
  response.setHeader('cache-control', cacheControl);
  response.setHeader('vary', 'accept-encoding');
  response.setHeader('x-content-type-options', 'nosniff');
  if (request.headers['if-none-match']?.includes(file.etag)) {
    response.writeHead(304);
    response.end();
    return;
  }
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const coding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
  const body = file.bodies[coding];
  if (coding !== 'identity') response.setHeader('content-encoding', coding);
  response.writeHead(200, { 'content-type': file.type, 'content-length': body.length });
  response.end(body);
}
