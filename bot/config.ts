import { z } from 'zod';
import { isLoopbackHost } from './http/loopback.ts';

const oneLine = z.string().trim();
const list = oneLine.transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);
const origin = (text: string) => URL.parse(text)?.origin === text;
const webUrl = (text: string) => /^https?:$/.test(URL.parse(text)?.protocol ?? '');
const webSite = (text: string) => webUrl(text) && [text, `${text}/`].includes(`${URL.parse(text)?.origin}/`);
// As in an address, so also here.
const address = oneLine.transform((text) => text.replace(/^\[(.*)\]$/, '$1'));
const isHostName = (text: string) => /^[\w.-]+$|^[\da-f:.]+$/i.test(text);

const whole = (key: string, least: number, most: number) => {
  const error = `Set ${key} to a whole number from ${least} to ${most}.`;
  return oneLine
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .pipe(z.number().min(least, error).max(most, error));
};
const cloudUrl = (key: string) =>
  oneLine.refine(webUrl, { error: `Set ${key} to an address that begins with https://.` }).optional();
const origins = (key: string) =>
  list.refine((all) => all.every(origin), {
    error: `Set ${key} to origins with a comma between them, each without a path: https://intranet.example.com.`,
  });

const secret = (name: string) =>
  oneLine
    .regex(
      /^[!-~]{32,}$/,
      `Set ${name} to at least 32 characters, none of them a blank or beyond ASCII, or leave it out.`,
    )
    .optional();
const signingKeys = (name: string) =>
  list
    .refine((keys) => keys.length > 0 && keys.every((key) => key.length >= 32), {
      error: `Set ${name} to keys of at least 32 characters each, the newest first, with a comma between them.`,
    })
    .optional();

const Environment = z.object({
  PORT: whole('PORT', 0, 65535).default(3978).describe('TCP port to listen on; 0 lets the system choose a free one.'),
  HOST: address
    .default('127.0.0.1')
    .describe('Address to listen on. Without app credentials only a loopback address is allowed.'),
  ADMIN_PORT: whole('ADMIN_PORT', 0, 65535)
    .default(3980)
    .describe('TCP port of /readyz and /metrics, which strangers shall not see; 0 lets the system choose a free one.'),
  ADMIN_HOST: address
    .default('127.0.0.1')
    .describe('Address on which ADMIN_PORT listens: this machine alone, unless a probe comes from elsewhere.'),
  ALLOWED_HOSTS: list
    .refine((all) => all.every(isHostName), {
      error: 'Set ALLOWED_HOSTS to names of hosts with a comma between them, without port or path: bot.internal.',
    })
    .default([])
    .describe(
      'Further names under which callers may ask for this server, beside loopback names, HOST and the host of PUBLIC_URL. All others get 400.',
    ),
  MAX_CONNECTIONS: whole('MAX_CONNECTIONS', 1, 1_000_000)
    .default(4096)
    .describe('Open connections at the same time, streams included; one more is closed at once.'),
  CONNECTIONS_PER_ADDRESS: whole('CONNECTIONS_PER_ADDRESS', 0, 1_000_000)
    .default(1024)
    .describe(
      'Open connections of one address at the same time, streams included; one more is closed at once. 0 for any number. Behind a proxy (PUBLIC_URL) all come from one address, so it is for the proxy to count.',
    ),
  DIAGNOSE_PER_MINUTE: whole('DIAGNOSE_PER_MINUTE', 0, 1_000_000)
    .default(120)
    .describe(
      'Calls of /api/diagnose, and as many of /api/codes, that one address may make within a minute on one process; 0 for any number.',
    ),
  DIAGNOSE_BYTES_PER_MINUTE: whole('DIAGNOSE_BYTES_PER_MINUTE', 0, 999_999_999)
    .default(33_554_432)
    .describe('Bytes that one address may send to /api/diagnose within a minute on one process; 0 for any number.'),
  DISK_FLOOR_MB: whole('DISK_FLOOR_MB', 0, 999_999_999)
    .default(256)
    .describe(
      'Free megabytes on the disk of DATA_DIR below which no new conversations are opened, with SQLite; 0 to go on to the end.',
    ),
  DATABASE_CEILING_MB: whole('DATABASE_CEILING_MB', 0, 999_999_999)
    .default(0)
    .describe(
      'Megabytes of the PostgreSQL database from which on no new conversations are opened, as the disk under it cannot be seen from here; 0 for any number.',
    ),
  PUBLIC_URL: oneLine
    .refine(webSite, {
      error: 'Set PUBLIC_URL to the address browsers use, without a path, like https://bot.example.com.',
    })
    .optional()
    .describe(
      'Where browsers reach the server when a proxy stands in front of it. The proxy has to set X-Forwarded-For, by which limits count.',
    ),
  DATA_DIR: oneLine
    .default('./data')
    .describe('Folder for the SQLite file and the generated Direct Line key; it is created.'),
  DATABASE_URL: oneLine
    .regex(/^postgres(?:ql)?:\/\//, 'Set DATABASE_URL to a PostgreSQL address, like postgres://user@host/name.')
    .refine((text) => URL.canParse(text), {
      error: 'Set DATABASE_URL to an address that can be read: in its password write # / @ % as %23 %2F %40 %25.',
    })
    .optional()
    .describe('PostgreSQL instead of SQLite; any number of processes may share it.'),
  KNOWLEDGE_DIR: list
    .refine((folders) => folders.length > 0, {
      error: 'Set KNOWLEDGE_DIR to one folder or several, with a comma between them; built-in is the one of Faultline.',
    })
    .optional()
    .describe(
      'Folders of knowledge, read in order, with a comma between them: articles/, questions.yaml, services.yaml and more, each part optional. built-in is the one that comes with Faultline; without it, it is left out.',
    ),
  RETENTION_DAYS: whole('RETENTION_DAYS', 1, 3650)
    .default(30)
    .describe('Days after which a case or a conversation that nobody touched is removed.'),
  DRAIN_SECONDS: whole('DRAIN_SECONDS', 0, 600)
    .default(0)
    .describe(
      'Seconds after SIGTERM in which /readyz is 503 and everything is still answered, so that a load balancer looks elsewhere before the port closes.',
    ),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'Set LOG_LEVEL to debug, info, warn, error or silent.')
    .default('info')
    .describe('Least severity that is logged. Every successful request is a line of the level debug.'),

  MicrosoftAppType: oneLine
    .regex(
      /^(?:SingleTenant|MultiTenant|UserAssignedMsi)$/i,
      'Set MicrosoftAppType to SingleTenant, MultiTenant or UserAssignedMsi.',
    )
    // Azure no longer registers new multi-tenant bots, so the SDK's own default would not fit a new one.
    .default('SingleTenant')
    .describe('Kind of the bot registration: SingleTenant, MultiTenant or UserAssignedMsi.'),
  MicrosoftAppId: z
    .guid('Set MicrosoftAppId to the Application (client) ID of the Azure Bot resource, a GUID.')
    .optional()
    .describe('Application (client) ID of the Azure Bot. Without it nobody but this machine may call /api/messages.'),
  MicrosoftAppPassword: oneLine.optional().describe('Client secret of the registration; not for UserAssignedMsi.'),
  MicrosoftAppTenantId: oneLine
    .optional()
    .describe('Tenant of the registration, for SingleTenant and UserAssignedMsi.'),
  ChannelService: oneLine.optional().describe('https://botframework.azure.us for the US Government cloud.'),
  ToChannelFromBotLoginUrl: cloudUrl('ToChannelFromBotLoginUrl').describe(
    'For another cloud, as Azure operated by 21Vianet: where the bot signs in. All of this key and the next five, or none.',
  ),
  ToChannelFromBotOAuthScope: oneLine.optional().describe('For another cloud: what the bot signs in for.'),
  ToBotFromChannelTokenIssuer: oneLine.optional().describe('For another cloud: who signs the tokens of the channel.'),
  OAuthUrl: cloudUrl('OAuthUrl').describe('For another cloud: its token service.'),
  ToBotFromChannelOpenIdMetadataUrl: cloudUrl('ToBotFromChannelOpenIdMetadataUrl').describe(
    'For another cloud: the OpenID document that names the keys of the channel.',
  ),
  ToBotFromEmulatorOpenIdMetadataUrl: cloudUrl('ToBotFromEmulatorOpenIdMetadataUrl').describe(
    'For another cloud: the OpenID document that names the keys of the Emulator.',
  ),
  SERVICE_URL_ORIGINS: origins('SERVICE_URL_ORIGINS')
    .default([])
    .describe('Further origins that replies may be sent to, as of a connector of your own.'),

  DIRECT_LINE_SECRET: secret('DIRECT_LINE_SECRET').describe(
    'Secret with which your own server asks for Direct Line tokens.',
  ),
  MCP_KEY: secret('MCP_KEY').describe(
    'Key with which agents use the tools at /mcp (Model Context Protocol); without it /mcp is not there.',
  ),
  DIRECT_LINE_KEYS: signingKeys('DIRECT_LINE_KEYS').describe(
    'Keys that sign Direct Line tokens, newest first. Without it one is generated and kept in DATA_DIR.',
  ),
  WEB_CHAT_ORIGINS: origins('WEB_CHAT_ORIGINS').default([]).describe('Origins of other sites that may show the chat.'),
  WEB_CHAT_USER_KEYS: signingKeys('WEB_CHAT_USER_KEYS').describe(
    'Keys with which your sites sign who a person is (JWT, HS256: sub, exp, name). Without it everybody is anonymous.',
  ),
  WEB_CHAT_NAME: oneLine
    .max(60)
    .optional()
    .describe('Name at the head of the page and in what the bot says of itself; else that of a folder of knowledge.'),
  WEB_CHAT_TAGLINE: oneLine.max(120).optional().describe('Line beside the name; else that of a folder of knowledge.'),
  WEB_CHAT_LOGO: oneLine.optional().describe('File with a picture (.svg or .png) to stand before the name.'),
  WEB_CHAT_PRIVACY_URL: oneLine
    .refine(webUrl, { error: 'Set WEB_CHAT_PRIVACY_URL to an address that begins with https://.' })
    .optional()
    .describe('Where the page says what happens to what people write; it links there.'),
});
/** Everything the process reads from its environment, checked. No other file may touch process.env. */
export type Config = z.output<typeof Environment>;
/** One row of the table of settings. */
export interface ConfigKey {
  name: string;
  /** as it would be written into the environment; '' when there is none */
  default: string;
  meaning: string;
}

/** The table of settings that the README shows. */
export const CONFIG_KEYS: readonly ConfigKey[] = Object.entries(Environment.shape).map(([name, key]) => ({
  name,
  default: String(key.safeParse(undefined).data ?? ''),
  meaning: key.description ?? '',
}));

/** The keys that describe a cloud which the SDK does not know; it takes all of them or none. */
export const CLOUD_KEYS = [
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'ToBotFromChannelTokenIssuer',
  'OAuthUrl',
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromEmulatorOpenIdMetadataUrl',
] as const satisfies readonly (keyof Config)[];

/** What must hold between the keys. Every rule looks only at what was set, so that all problems show at once. */
const rules: { holds(set: Partial<Config>): boolean; otherwise: string }[] = [
  {
    holds: (set) => !set.MicrosoftAppId || isMsi(set) || Boolean(set.MicrosoftAppPassword),
    otherwise: 'Set MicrosoftAppPassword as well as MicrosoftAppId, or neither to talk to the Emulator.',
  },
  {
    holds: (set) => Boolean(set.MicrosoftAppId) || !set.MicrosoftAppPassword,
    otherwise: 'Set MicrosoftAppId as well as MicrosoftAppPassword, or neither to talk to the Emulator.',
  },
  {
    holds: (set) => !set.MicrosoftAppId || isMultiTenant(set) || Boolean(set.MicrosoftAppTenantId),
    otherwise: 'Set MicrosoftAppTenantId to the tenant of the registration, or MicrosoftAppType to MultiTenant.',
  },
  {
    holds: (set) => !isMsi(set) || !set.MicrosoftAppPassword,
    otherwise: 'Remove MicrosoftAppPassword: a bot of the type UserAssignedMsi has none.',
  },
  {
    holds: (set) => !isMsi(set) || Boolean(set.MicrosoftAppId),
    otherwise: 'Set MicrosoftAppId to the client ID of the managed identity.',
  },
  {
    holds: (set) => Boolean(set.MicrosoftAppId) || isLoopbackHost(set.HOST ?? '127.0.0.1'),
    otherwise:
      'Set MicrosoftAppId and MicrosoftAppPassword, or HOST to 127.0.0.1: without credentials anybody who reaches the port could speak in anybody’s name.',
  },
  {
    holds: (set) => !set.PORT || Number(set.PORT) === 0 || String(set.PORT) !== String(set.ADMIN_PORT),
    otherwise: 'Set ADMIN_PORT to another port than PORT: strangers reach the one, and shall not reach the other.',
  },
  {
    holds: (set) => new Set(CLOUD_KEYS.map((key) => set[key] === undefined)).size === 1,
    otherwise: `Set all of ${CLOUD_KEYS.join(', ')}, or none: together they describe another cloud.`,
  },
  {
    holds: (set) => !set.DATABASE_URL || Boolean(set.DIRECT_LINE_KEYS),
    otherwise:
      'Set DIRECT_LINE_KEYS: processes that share a database must share the keys, so none is generated beside DATABASE_URL.',
  },
];

const isMsi = (set: Partial<Config>) => /^UserAssignedMsi$/i.test(set.MicrosoftAppType ?? '');
const isMultiTenant = (set: Partial<Config>) => /^MultiTenant$/i.test(set.MicrosoftAppType ?? '');

/** The keys of some settings as far as they are set to something. */
const setIn = (environment: NodeJS.ProcessEnv, { shape }: { shape: object }) =>
  Object.fromEntries(Object.keys(shape).flatMap((key) => (environment[key]?.trim() ? [[key, environment[key]]] : [])));

/**
 * Reads the settings out of an environment; keys set to nothing count as not set.
 * @returns the configuration, or every problem at once, each a sentence that says what to set and shows no secret
 */
export function readConfig(
  environment: NodeJS.ProcessEnv = process.env,
): { ok: true; config: Config } | { ok: false; problems: string[] } {
  const given = setIn(environment, Environment);
  const read = Environment.safeParse(given);
  const broken = new Set(read.success ? [] : read.error.issues.map((issue) => issue.message));
  // A key that is set wrongly counts as set: its own sentence is enough.
  const set = read.success ? read.data : given;
  const problems = [...broken, ...rules.filter((rule) => !rule.holds(set)).map((rule) => rule.otherwise)];
  return read.success && problems.length === 0 ? { ok: true, config: read.data } : { ok: false, problems };
}

/** Where the data lie, for a tool that needs no other setting. */
export function readStorePlace(
  environment: NodeJS.ProcessEnv = process.env,
): { ok: true; place: Pick<Config, 'DATA_DIR' | 'DATABASE_URL'> } | { ok: false; problems: string[] } {
  const Place = Environment.pick({ DATA_DIR: true, DATABASE_URL: true });
  const { data: place, error } = Place.safeParse(setIn(environment, Place));
  return place ? { ok: true, place } : { ok: false, problems: error.issues.map(({ message }) => message) };
}

/** The folders of knowledge alone, for a tool that needs no other setting; undefined for what comes with Faultline. */
export function knowledgeFolder(environment: NodeJS.ProcessEnv = process.env): string[] | undefined {
  return Environment.shape.KNOWLEDGE_DIR.safeParse(environment['KNOWLEDGE_DIR']?.trim() || undefined).data;
}

/** Whether the process was started as `npm start`, by way of a shell. */
export const isStartedByNpm = (environment: NodeJS.ProcessEnv = process.env): boolean =>
  environment['npm_lifecycle_event'] === 'start';

/** The environment for a program that this one starts: its own, with some settings set. */
export function environmentWith(settings: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...settings };
}
