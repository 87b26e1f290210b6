import { describe, expect, it } from 'vitest';
import { CONFIG_KEYS, readConfig } from '../../bot/config.ts';

const ID = '11111111-2222-4333-8444-555555555555';
const KEY = 'k'.repeat(32);
const problems = (environment: Record<string, string>) => {
  const read = readConfig(environment);
  return read.ok ? [] : read.problems;
};

describe('settings out of the environment', () => {
  it('need nothing at all: the bot then serves this machine alone', () => {
    expect(readConfig({})).toEqual({
      ok: true,
      config: expect.objectContaining({ PORT: 3978, HOST: '127.0.0.1', DATA_DIR: './data', RETENTION_DAYS: 30 }),
    });
  });

  it('take a key that is set to nothing as not set', () => {
    expect(readConfig({ PORT: '', HOST: '  ', MicrosoftAppId: '' })).toEqual(readConfig({}));
  });

  it('read lists with commas and blanks between the parts', () => {
    const read = readConfig({
      WEB_CHAT_ORIGINS: ' https://a.example , http://b.example:8080,',
      DIRECT_LINE_KEYS: `${KEY}, ${KEY}2`,
    });
    expect(read.ok && [read.config.WEB_CHAT_ORIGINS, read.config.DIRECT_LINE_KEYS]).toEqual([
      ['https://a.example', 'http://b.example:8080'],
      [KEY, `${KEY}2`],
    ]);
  });

  const valid: [string, Record<string, string>][] = [
    ['a free port', { PORT: '0' }],
    ['the loopback of IPv6', { HOST: '::1' }],
    ['the loopback of IPv6 as it stands in an address', { HOST: '[::1]' }],
    ['a public address', { PUBLIC_URL: 'https://bot.example.com/' }],
    ['another loopback address', { HOST: '127.0.0.2' }],
    ['a single tenant', { MicrosoftAppId: ID, MicrosoftAppPassword: 'p', MicrosoftAppTenantId: 't' }],
    ['several tenants', { MicrosoftAppType: 'MultiTenant', MicrosoftAppId: ID, MicrosoftAppPassword: 'p' }],
    ['a managed identity', { MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppId: ID, MicrosoftAppTenantId: 't' }],
    [
      'all addresses, with credentials',
      { HOST: '0.0.0.0', MicrosoftAppId: ID, MicrosoftAppPassword: 'p', MicrosoftAppTenantId: 't' },
    ],
    ['PostgreSQL with shared keys', { DATABASE_URL: 'postgres://u:p@db/faultline', DIRECT_LINE_KEYS: KEY }],
  ];
  it.each(valid)('accept %s', (_what, environment) => expect(problems(environment)).toEqual([]));

  const invalid: [string, Record<string, string>, RegExp][] = [
    ['a port that is no number', { PORT: 'http' }, /^Set PORT to a whole number from 0 to 65535\.$/],
    ['a port that does not exist', { PORT: '65536' }, /^Set PORT /],
    ['a level that does not exist', { LOG_LEVEL: 'loud' }, /^Set LOG_LEVEL to debug, info/],
    ['no days', { RETENTION_DAYS: '0' }, /^Set RETENTION_DAYS /],
    [
      'another database',
      { DATABASE_URL: 'mysql://db', DIRECT_LINE_KEYS: KEY },
      /^Set DATABASE_URL to a PostgreSQL address/,
    ],
    [
      'PostgreSQL without keys',
      { DATABASE_URL: 'postgres://db/x' },
      /^Set DIRECT_LINE_KEYS: processes that share a database/,
    ],
    ['a short signing key', { DIRECT_LINE_KEYS: 'short' }, /^Set DIRECT_LINE_KEYS to keys of at least 32 characters/],
    ['a short secret', { DIRECT_LINE_SECRET: 'short' }, /^Set DIRECT_LINE_SECRET to at least 32 characters/],
    ['a secret that no header can carry', { DIRECT_LINE_SECRET: `${KEY} ü` }, /none of them a blank/],
    [
      'a password that ends the address',
      { DATABASE_URL: 'postgres://faultline:p#w/1@db:5432/x', DIRECT_LINE_KEYS: KEY },
      /^Set DATABASE_URL to an address that can be read: in its password write/,
    ],
    [
      'a public address with a path',
      { PUBLIC_URL: 'https://bot.example.com/help' },
      /^Set PUBLIC_URL .*without a path/,
    ],
    ['an origin with a path', { WEB_CHAT_ORIGINS: 'https://a.example/chat' }, /^Set WEB_CHAT_ORIGINS to origins/],
    ['a public address without a scheme', { PUBLIC_URL: 'bot.example.com' }, /^Set PUBLIC_URL /],
    ['a public address of another kind', { PUBLIC_URL: 'javascript:alert(1)' }, /^Set PUBLIC_URL /],
    ['an unknown kind of bot', { MicrosoftAppType: 'Own' }, /^Set MicrosoftAppType to SingleTenant/],
    [
      'an id that is no GUID',
      { MicrosoftAppId: 'mine', MicrosoftAppPassword: 'p', MicrosoftAppTenantId: 't' },
      /^Set MicrosoftAppId to the Application/,
    ],
    [
      'an id without a password',
      { MicrosoftAppId: ID, MicrosoftAppTenantId: 't' },
      /^Set MicrosoftAppPassword as well/,
    ],
    ['a password without an id', { MicrosoftAppPassword: 'p' }, /^Set MicrosoftAppId as well/],
    [
      'a single tenant without its name',
      { MicrosoftAppId: ID, MicrosoftAppPassword: 'p' },
      /^Set MicrosoftAppTenantId /,
    ],
    [
      'a managed identity with a password',
      { MicrosoftAppType: 'UserAssignedMsi', MicrosoftAppId: ID, MicrosoftAppTenantId: 't', MicrosoftAppPassword: 'p' },
      /^Remove MicrosoftAppPassword/,
    ],
    [
      'a managed identity without an id',
      { MicrosoftAppType: 'UserAssignedMsi' },
      /^Set MicrosoftAppId to the client ID/,
    ],
    ['half a cloud', { OAuthUrl: 'https://token.example' }, /^Set all of ToChannelFromBotLoginUrl, .* or none/],
    ['all addresses without credentials', { HOST: '0.0.0.0' }, /HOST to 127\.0\.0\.1: without credentials anybody/],
    ['a name of this machine without credentials', { HOST: 'mail.example.com' }, /HOST to 127\.0\.0\.1/],
  ];
  it.each(invalid)('refuse %s, and say what to set', (_what, environment, sentence) => {
    expect(problems(environment)).toEqual([expect.stringMatching(sentence)]);
  });

  it('show every problem at once', () => {
    expect(problems({ PORT: 'x', LOG_LEVEL: 'x', HOST: '0.0.0.0', DATABASE_URL: 'postgres://db/x' })).toHaveLength(4);
  });

  it('show no secret among the problems', () => {
    const told = problems({
      DIRECT_LINE_SECRET: 'hush',
      DIRECT_LINE_KEYS: 'hush',
      MicrosoftAppPassword: 'hush',
      DATABASE_URL: 'hush',
    });
    expect(told.length).toBeGreaterThan(3);
    expect(told.join()).not.toContain('hush');
  });
});

describe('the table of settings', () => {
  it('has a meaning for every key', () => {
    expect(CONFIG_KEYS.filter(({ meaning }) => !/^[A-Zh].+\.$/.test(meaning))).toEqual([]);
  });
  it('shows the defaults as they would be written', () => {
    expect(Object.fromEntries(CONFIG_KEYS.map(({ name, default: value }) => [name, value]))).toMatchObject({
      PORT: '3978',
      HOST: '127.0.0.1',
      DATABASE_URL: '',
      WEB_CHAT_ORIGINS: '',
      MicrosoftAppType: 'SingleTenant',
    });
  });
});
