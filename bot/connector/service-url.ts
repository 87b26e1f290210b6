import { isLoopbackHost } from '../http/loopback.ts';

// The connectors of Teams and of the Azure Bot Service, commercial and government clouds. trafficmanager.net is open to
// everybody, so of it only the one name that Microsoft's own connectors use.
const NAMES = [
  'smba.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
];
const DOMAINS = ['.botframework.com', '.botframework.azure.us', '.botframework.us'];

// Of the Emulator, and of the Agents Playground. Another path would be a way to POST to any program of this machine.
const LOCAL_PATHS = ['/', '/_connector', '/_connector/'];

/**
 * Whether replies may be sent to a service URL. It comes with the activity, so a stranger could name any address:
 * without credentials only this machine is allowed, with them only Microsoft's connectors over https.
 * @param origins further origins the operator allows
 */
export function isAllowedServiceUrl(serviceUrl: string, hasCredentials: boolean, origins: readonly string[]): boolean {
  const url = URL.parse(serviceUrl);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return false;
  if (origins.includes(url.origin)) return true;
  if (!hasCredentials)
    return isLoopbackHost(url.hostname) && LOCAL_PATHS.includes(url.pathname) && !/[?#]/.test(serviceUrl);
  if (url.protocol !== 'https:' || url.port !== '') return false;
  return NAMES.includes(url.hostname) || DOMAINS.some((domain) => url.hostname.endsWith(domain));
}
