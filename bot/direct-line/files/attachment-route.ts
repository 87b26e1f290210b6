import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Server } from 'restify';
import { answering, queryOf } from '../answer.ts';
import { claimsOf } from '../authorize.ts';
import type { DirectLineDeps } from '../deps.ts';
import { DirectLineError, notAllowed, notFound } from '../direct-line-error.ts';
import { nameOfKept, piecesOfKept, sizeOfKept } from './attachment-link.ts';

/** Kept files, for whoever has an address out of the log that is not a day old. */
export function registerAttachments(server: Server, deps: DirectLineDeps): void {
  server.get(
    '/v3/directline/attachments/:id',
    answering(deps, async (req, res) => {
      const pass = queryOf(req).get('t');
      if (!pass) throw new DirectLineError(401, 'NotAllowed', 't: use the address as the activity has it.');
      const { conv, file } = await claimsOf('attachment', pass, req, deps, res);
      if (file === undefined || nameOfKept(file.id) !== req.params['id'])
        throw notAllowed('The address was not made for this file.');
      const size = await sizeOfKept(deps.store, conv, file.id);
      if (size === undefined) throw notFound('The file has been removed.');
      res.writeHead(200, {
        'Content-Type': file.type,
        'Content-Length': size,
        // A stranger's file on this origin: to be saved or shown inside a page, never to run as one.
        'Content-Disposition': `attachment; filename*=UTF-8''${encodeName(file.name)}`,
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'Cross-Origin-Resource-Policy': 'cross-origin',
      });
      // Whoever breaks off, or reads while the file is removed, has a connection that ends early: the length says so.
      await pipeline(Readable.from(piecesOfKept(deps.store, conv, file.id)), res).catch(() => res.destroy());
    }),
  );
}

const encodeName = (name: string) =>
  encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
