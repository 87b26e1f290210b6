import type { Server } from 'node:http';

/** The settings that say where a server listens. */
type Settings = { port: string; host: string };

/**
 * Begins to listen.
 * @param settings named where the port or the address cannot be had
 * @returns the address as a URL; rejects with one sentence when the port or the address cannot be had
 */
export async function listen(
  server: Server,
  port: number,
  host: string,
  settings: Settings = { port: 'PORT', host: 'HOST' },
): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: Error) => reject(new Error(sentence(error, port, host, settings), { cause: error })));
    server.listen(port, host, resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the server listens on no TCP port');
  return `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`;
}

function sentence(error: Error, port: number, host: string, settings: Settings): string {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken by another program. Stop it, or set ${settings.port} to another one.`;
  if (code === 'EACCES') return `Port ${port} may not be opened by this user. Set ${settings.port} to one above 1023.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is not an address of this machine. Set ${settings.host} to one, or to 127.0.0.1.`;
  return `The server cannot listen on ${host}, port ${port} (${String(code ?? error.name)}).`;
}

/** Takes no more connections and resolves when the open requests are answered; after `graceMs` they are cut. */
export async function stopListening(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(cut);
}
