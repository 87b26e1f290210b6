import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Whom limits per address count: the IPv4 address, or the /64 of an IPv6 one, since a household has a whole /64.
 * @param behindProxy then it is the address that the nearest proxy has seen, the last of X-Forwarded-For: all others
 * before it may be the caller's own invention
 */
export function peerAddress(req: IncomingMessage, behindProxy: boolean): string {
  const forwarded = behindProxy
    ? String(req.headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : undefined;
  return sharedAddress(withoutPort(forwarded ?? '') ?? req.socket.remoteAddress ?? '');
}

/** What addresses of one caller have in common: an IPv4 address, or the network of an IPv6 one, of which everybody has very many. */
export function sharedAddress(written: string): string {
  const address = written.replace(/^::ffff:/i, '');
  return isIP(address) === 6 ? networkOf(address) : address;
}

/** Some proxies write the port as well, which is another one with each connection. Undefined for what is no address. */
function withoutPort(forwarded: string): string | undefined {
  const address = forwarded.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
  return isIP(address) === 0 ? undefined : address;
}

function networkOf(address: string): string {
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? [];
  const before = head.split(':').filter(Boolean);
  const after = tail?.split(':').filter(Boolean) ?? [];
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
