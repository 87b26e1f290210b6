import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';
import { isLoopbackHost } from './loopback.ts';

/** Whether a request names this server by a host it is known under. */
export type HostCheck = (request: IncomingMessage) => boolean;

// A name of letters, digits and hyphens, or an IPv6 address in brackets; then perhaps a port.
const HOST = /^(?<name>[\w-]+(?:\.[\w-]+)*\.?|\[[\d:.a-f]+\])(?::(?<port>\d{1,5}))?$/i;

/**
 * The one list of hosts for every route. Whoever points a name of their own to this machine, to let a page in somebody's
 * browser speak to it, is not on it: names of the loopback, HOST, the host of PUBLIC_URL, ALLOWED_HOSTS, and the address
 * by which the connection came, as a probe of a container uses it.
 */
export function allowedHosts(
  { PUBLIC_URL, ALLOWED_HOSTS }: Pick<Config, 'PUBLIC_URL' | 'ALLOWED_HOSTS'>,
  host: string,
): HostCheck {
  const known = new Set([host, ...ALLOWED_HOSTS, ...(PUBLIC_URL ? [new URL(PUBLIC_URL).hostname] : [])].map(bare));
  return ({ headers, httpVersion, socket }) => {
    // Only HTTP/1.0 may leave it out, which no browser speaks; health checks of old balancers do.
    if (headers.host === undefined) return httpVersion === '1.0';
    const { name, port } = HOST.exec(headers.host)?.groups ?? {};
    if (name === undefined || Number(port ?? 0) > 65_535 || !URL.canParse(`http://${name}`)) return false;
    const asked = bare(name);
    return isLoopbackHost(asked) || known.has(asked) || asked === bare(socket.localAddress ?? '');
  };
}

/** A host as it is compared: without brackets, the dot at its end, or what makes an IPv6 address of an IPv4 one. */
const bare = (host: string) =>
  host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/, '')
    .replace(/\.$/, '');
