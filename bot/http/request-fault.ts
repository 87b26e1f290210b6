import type { IncomingMessage } from 'node:http';
import type { HostCheck } from './allowed-hosts.ts';

const TARGET =
  'The request line cannot be read. Send a path that begins with one slash, written as an address bar shows it.';
const ONE_HOST = 'Send one Host header.';
const OTHER_HOST =
  'This server is not known under that host. Its operator can name it: PUBLIC_URL, or ALLOWED_HOSTS for further names.';

/**
 * Why a request is refused before any route is looked for, as a sentence; undefined when it may pass. What is behind may
 * then join Host and request line to an address and take it apart again: it gets the parts that were there before.
 */
export function requestFault(request: IncomingMessage, isAllowedHost: HostCheck): string | undefined {
  if (!isPlainTarget(request.url ?? '')) return TARGET;
  const hosts = request.rawHeaders.filter((header, at) => at % 2 === 0 && header.toLowerCase() === 'host');
  if (hosts.length > 1) return ONE_HOST;
  return isAllowedHost(request) ? undefined : OTHER_HOST;
}

/** Neither an absolute address nor `*`, no second slash in front, and a path that an address leaves as it is. */
function isPlainTarget(target: string): boolean {
  const [path = '', query = ''] = target.split(/\?(.*)/s, 2);
  if (!path.startsWith('/') || path.startsWith('//') || /[^\x21\x22\x24-\x7e]/.test(query)) return false;
  return URL.parse(`http://localhost${path}`)?.pathname === path;
}
