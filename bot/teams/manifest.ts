import { OWN_NAME as NAME, underName } from '../called.ts';
import { ACCENT } from './icons.ts';
import { COMMANDS, type Command, LANGUAGES, type Language, type Localised, STARTERS, TEXTS } from './manifest-texts.ts';

/** The newest published schema, and the one that older tenants and government clouds still take. */
export const MANIFEST_VERSIONS = ['1.29', '1.21'] as const;
export type ManifestVersion = (typeof MANIFEST_VERSIONS)[number];

/** What a manifest says about one installation. */
export interface Installation {
  /** the Application (client) ID of the bot; the app gets the same id */
  appId: string;
  /** where the bot is reached, an https address without a path */
  publicUrl: string;
  /** three numbers, for example 1.4.0 */
  version: string;
  /** what it calls itself, of as many characters as a manifest takes; the product's own name by default */
  name?: string;
  /** what it is for, in one line */
  tagline?: string;
}

/** Names of the pages that a manifest has to link to. */
export const PRIVACY_PATH = '/teams/privacy';
export const TERMS_PATH = '/teams/terms';
/** Command of the message extension. */
const DIAGNOSE_COMMAND = 'diagnose';

/** characters that a manifest takes */
const LONGEST_FULL_NAME = 100;

const SCHEMAS = 'https://developer.microsoft.com/json-schemas/teams';
const [DEFAULT_LANGUAGE] = LANGUAGES;
const languageFile = (language: Language) => `${language}.json`;

/** The manifest of the app package, made for one version of the schema. */
export function teamsManifest(version: ManifestVersion, installation: Installation) {
  const { appId, publicUrl, version: release, name = NAME } = installation;
  // 1.27 brought real prompt starters, 1.29 slash commands and messages that only one person sees.
  const isNew = version === '1.29';
  return {
    $schema: `${SCHEMAS}/v${version}/MicrosoftTeams.schema.json`,
    manifestVersion: version,
    version: release,
    id: appId,
    developer: {
      name,
      websiteUrl: `${publicUrl}/`,
      privacyUrl: `${publicUrl}${PRIVACY_PATH}`,
      termsOfUseUrl: `${publicUrl}${TERMS_PATH}`,
    },
    name: { short: name, full: full(installation, DEFAULT_LANGUAGE) },
    description: { short: short(installation, DEFAULT_LANGUAGE), full: underName(TEXTS.long[DEFAULT_LANGUAGE], name) },
    localizationInfo: {
      defaultLanguageTag: DEFAULT_LANGUAGE,
      defaultLanguageFile: languageFile(DEFAULT_LANGUAGE),
      additionalLanguages: LANGUAGES.filter((language) => language !== DEFAULT_LANGUAGE).map((language) => ({
        languageTag: language,
        file: languageFile(language),
      })),
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: `#${Buffer.from(ACCENT).toString('hex')}`,
    bots: [
      {
        botId: appId,
        scopes: ['personal', 'team', 'groupChat'],
        supportsFiles: true,
        isNotificationOnly: false,
        ...(isNew && { supportsTargetedMessages: true }),
        commandLists: [
          {
            scopes: ['personal'],
            commands: STARTERS.map((starter) => ({
              ...command(starter),
              ...(isNew && { type: 'prompt', prompt: starter.say }),
            })),
          },
          {
            scopes: ['team', 'groupChat'],
            ...(isNew && { triggers: ['mention', 'slash'] }),
            commands: COMMANDS.map(command),
          },
        ],
      },
    ],
    composeExtensions: [
      {
        botId: appId,
        commands: [
          {
            id: DIAGNOSE_COMMAND,
            type: 'action',
            title: TEXTS.diagnoseTitle[DEFAULT_LANGUAGE],
            description: TEXTS.diagnoseDescription[DEFAULT_LANGUAGE],
            context: ['message', 'compose', 'commandBox'],
            fetchTask: true,
          },
        ],
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [new URL(publicUrl).hostname],
  };
}

/** An own tagline stands in every language: nobody has translated it. */
const short = ({ tagline }: Installation, language: Language) => tagline ?? TEXTS.short[language];

function full({ name, tagline }: Installation, language: Language): string {
  return name !== undefined && tagline !== undefined
    ? `${name}: ${tagline}`.slice(0, LONGEST_FULL_NAME)
    : underName(TEXTS.full[language], name);
}

function command({ say, description }: Command) {
  return { title: say, description: description[DEFAULT_LANGUAGE] };
}

/** The texts of a manifest in one language, each under the path where the manifest has it. */
export function localisation(
  version: ManifestVersion,
  language: Language,
  installation: Installation,
): Record<string, string> {
  const { name = NAME } = installation;
  const translated = (text: Localised) => text[language];
  const lists = [STARTERS, COMMANDS].flatMap((commands, list) =>
    commands.flatMap(({ title, description }, index) => {
      const path = `bots[0].commandLists[${list}].commands[${index}]`;
      // Pressing a plain command says its title, which has to stay in the language the bot hears; a prompt says `prompt`.
      const isPrompt = version === '1.29' && list === 0;
      return [
        ...(isPrompt ? [[`${path}.title`, translated(title)] as const] : []),
        [`${path}.description`, translated(description)] as const,
      ];
    }),
  );
  return {
    $schema: `${SCHEMAS}/v${version}/MicrosoftTeams.Localization.schema.json`,
    'name.short': name,
    'name.full': full(installation, language),
    'description.short': short(installation, language),
    'description.full': underName(translated(TEXTS.long), name),
    'composeExtensions[0].commands[0].title': translated(TEXTS.diagnoseTitle),
    'composeExtensions[0].commands[0].description': translated(TEXTS.diagnoseDescription),
    ...Object.fromEntries(lists),
  };
}
