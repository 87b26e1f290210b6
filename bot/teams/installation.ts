import type { Called } from '../called.ts';
import type { Config } from '../config.ts';
import type { Installation } from './manifest.ts';

/** What a manifest takes, in characters. */
const LONGEST = { name: 30, tagline: 80 };

/**
 * What the manifest needs to know, out of the configuration.
 * @returns the installation, or every problem at once, each a sentence that says what to set
 */
export function readInstallation(
  config: Pick<Config, 'MicrosoftAppId' | 'PUBLIC_URL'>,
  version: string,
  { name, tagline }: Called = { name: undefined, tagline: undefined },
): { ok: true; installation: Installation } | { ok: false; problems: string[] } {
  const { MicrosoftAppId: appId, PUBLIC_URL } = config;
  const url = URL.parse(PUBLIC_URL ?? '');
  // Teams opens no other addresses, and the pages it links to lie at the root.
  const isUsable = url?.protocol === 'https:' && url.pathname === '/' && url.search === '' && url.username === '';
  const problems = [
    ...(appId
      ? []
      : ['Set MicrosoftAppId to the Application (client) ID of the Azure Bot: the app package names the bot by it.']),
    ...((name?.length ?? 0) > LONGEST.name
      ? [
          `Teams takes names of at most ${LONGEST.name} characters: shorten WEB_CHAT_NAME, or \`texts.name\` of the vocabulary.`,
        ]
      : []),
    ...((tagline?.length ?? 0) > LONGEST.tagline
      ? [
          `Teams takes a short description of at most ${LONGEST.tagline} characters: shorten WEB_CHAT_TAGLINE, or \`texts.tagline\` of the vocabulary.`,
        ]
      : []),
    ...(isUsable
      ? []
      : [
          'Set PUBLIC_URL to the https address where Teams users reach this server, without a path, like https://bot.example.com.',
        ]),
  ];
  if (!appId || !url || problems.length > 0) return { ok: false, problems };
  const called = { ...(name !== undefined && { name }), ...(tagline !== undefined && { tagline }) };
  return { ok: true, installation: { appId: appId.toLowerCase(), publicUrl: url.origin, version, ...called } };
}
