import type { AddressInfo } from 'node:net';
import type { Server } from 'restify';

/**
 * Begins to listen.
 * @returns the address as a URL; rejects with one sentence when the port or the address cannot be had
 */
export async function listen(server: Server, port: number, host: string): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    // restify hands the server's errors on to its own listeners, and throws where there are none.
    server.on('error', (error: Error) => reject(new Error(sentence(error, port, host), { cause: error })));
    server.listen(port, host, resolve);
  });
  const { address, family, port: bound }: AddressInfo = server.address();
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`;
}

function sentence(error: Error, port: number, host: string): string {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken by another program. Stop it, or set PORT to another one.`;
  if (code === 'EACCES') return `Port ${port} may not be opened by this user. Set PORT to one above 1023.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is not an address of this machine. Set HOST to one, or to 127.0.0.1.`;
  return `The server cannot listen on ${host}, port ${port} (${String(code ?? error.name)}).`;
}

/** Takes no more connections and resolves when the open requests are answered; after `graceMs` they are cut. */
export async function stopListening(server: Server, graceMs: number): Promise<void> {
  const cut = setTimeout(() => server.server.closeAllConnections(), graceMs);
  await new Promise<void>((resolve) => server.close(resolve));
  clearTimeout(cut);
}
