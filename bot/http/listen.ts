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

/** How long to wait at most for a moment in which nobody is at the door. */
const DOOR_MS = 2000;

/**
 * Takes no more connections and resolves when the open requests are answered; after `graceMs` they are cut. Who connected
 * before it was called is answered as well, though the process had no time to look yet.
 */
export async function stopListening(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  await nobodyAtTheDoor(server);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(cut);
}

/**
 * The system completes connections by itself and keeps them for the process, which takes one in each round of its loop;
 * closing the listener resets those that wait, and whoever sent a POST on one cannot know whether it was heard. A round in
 * which none came is the moment to close.
 */
async function nobodyAtTheDoor(server: Server): Promise<void> {
  const round = () => new Promise((resolve) => setImmediate(resolve));
  let came = true;
  const note = () => {
    came = true;
  };
  server.on('connection', note);
  // The one under way may have looked at the listener already.
  await round();
  for (const late = performance.now() + DOOR_MS; came && performance.now() < late; ) {
    came = false;
    await round();
  }
  server.off('connection', note);
}
