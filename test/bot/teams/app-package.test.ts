import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { appPackage } from '../../../bot/teams/app-package.ts';
import { readInstallation } from '../../../bot/teams/installation.ts';
import { localisation, MANIFEST_VERSIONS, teamsManifest } from '../../../bot/teams/manifest.ts';
import { COMMANDS, LANGUAGES, STARTERS } from '../../../bot/teams/manifest-texts.ts';

const INSTALLATION = {
  appId: '11111111-2222-3333-4444-555555555555',
  publicUrl: 'https://bot.example.com',
  version: '0.1.0',
};
const unpacked = (version: (typeof MANIFEST_VERSIONS)[number]) => unzipSync(appPackage(version, INSTALLATION));
const folder = mkdtempSync(path.join(tmpdir(), 'faultline-package-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(MANIFEST_VERSIONS)('the app package for schema %s', (version) => {
  it('has a manifest that keeps to Microsoft’s schema', async () => {
    const manifest = JSON.parse(strFromU8(unpacked(version)['manifest.json'] ?? new Uint8Array()));
    expect(manifest.$schema).toContain(`/v${version}/`);
    expect(await AppManifestUtils.validateAgainstSchema(manifest)).toEqual([]);
  });
  it('is refused by the same check when something is wrong, so that the check can fail', async () => {
    const manifest = { ...JSON.parse(JSON.stringify(teamsManifest(version, INSTALLATION))), accentColor: 'blue' };
    expect(await AppManifestUtils.validateAgainstSchema(manifest)).not.toEqual([]);
  });
  it('has the files that the manifest names, and no others', () => {
    expect(Object.keys(unpacked(version)).sort()).toEqual([
      'color.png',
      'de.json',
      'en.json',
      'fr.json',
      'manifest.json',
      'outline.png',
    ]);
  });
  it('is the same to the byte each time', () => {
    expect(Buffer.from(appPackage(version, INSTALLATION)).equals(appPackage(version, INSTALLATION))).toBe(true);
  });
  it('works in a personal chat, a team and a group chat, takes files, and offers its commands in each', () => {
    const [bot] = teamsManifest(version, INSTALLATION).bots;
    expect(bot).toMatchObject({
      botId: INSTALLATION.appId,
      scopes: ['personal', 'team', 'groupChat'],
      supportsFiles: true,
    });
    expect(bot?.commandLists.flatMap((list) => list.scopes)).toEqual(['personal', 'team', 'groupChat']);
  });
  it('diagnoses a message, a draft and what is typed into the command box', () => {
    const [extension] = teamsManifest(version, INSTALLATION).composeExtensions;
    expect(extension?.commands).toMatchObject([
      {
        type: 'action',
        title: 'Diagnose this message',
        context: ['message', 'compose', 'commandBox'],
        fetchTask: true,
      },
    ]);
  });
  it('trusts its own host and no other', () => {
    expect(teamsManifest(version, INSTALLATION).validDomains).toEqual(['bot.example.com']);
  });
});

describe('what only the newer schema has', () => {
  it('is real prompt starters, slash commands and messages for one person', () => {
    const [fresh] = teamsManifest('1.29', INSTALLATION).bots;
    const [old] = teamsManifest('1.21', INSTALLATION).bots;
    expect(fresh).toMatchObject({
      supportsTargetedMessages: true,
      commandLists: [
        { commands: [{ type: 'prompt', prompt: 'Show an example' }, {}, {}] },
        { triggers: ['mention', 'slash'] },
      ],
    });
    expect(JSON.stringify(old)).not.toMatch(/supportsTargetedMessages|triggers|"prompt"/);
  });
});

describe('the languages of the app package', () => {
  const schemaOf = (version: string) =>
    JSON.parse(
      readFileSync(
        `node_modules/@microsoft/app-manifest/build/json-schemas/teams/v${version}/MicrosoftTeams.Localization.schema.json`,
        'utf8',
      ),
    );

  it.each(MANIFEST_VERSIONS.flatMap((version) => LANGUAGES.map((language) => ({ version, language }))))(
    '$language names only paths and lengths that schema $version takes',
    ({ version, language }) => {
      const { properties, patternProperties } = schemaOf(version);
      for (const [key, value] of Object.entries(localisation(version, language, INSTALLATION))) {
        const pattern = Object.keys(patternProperties).find((one) => new RegExp(one).test(key));
        const allowed = properties[key] ?? patternProperties[pattern ?? ''];
        expect(allowed, key).toBeDefined();
        expect(value.length, key).toBeLessThanOrEqual(allowed.maxLength ?? Number.POSITIVE_INFINITY);
      }
    },
  );
  it.each(MANIFEST_VERSIONS)('every path of schema %s that is translated stands in the manifest', (version) => {
    const manifest: unknown = teamsManifest(version, INSTALLATION);
    for (const key of Object.keys(localisation(version, 'de', INSTALLATION)).filter((one) => one !== '$schema'))
      expect(
        key
          .split(/[.[\]]+/)
          .filter(Boolean)
          .reduce<unknown>((value, part) => Object(value)[part], manifest),
        key,
      ).toEqual(expect.any(String));
  });
  it('no command is translated that the bot has to understand', () => {
    expect(
      Object.keys(localisation('1.21', 'de', INSTALLATION)).filter((key) => /commandLists.*title/.test(key)),
    ).toEqual([]);
  });
  it('an installation with a name of its own says nothing of ours, in no language', () => {
    const own = { ...INSTALLATION, name: 'Print desk', tagline: 'Printers that do not print, and why.' };
    for (const version of MANIFEST_VERSIONS)
      for (const said of [teamsManifest(version, own), ...LANGUAGES.map((one) => localisation(version, one, own))]) {
        expect(JSON.stringify(said)).not.toContain('Faultline');
        expect(JSON.stringify(said)).toContain('Print desk: Printers that do not print, and why.');
      }
  });
  it('every text is translated, and none left in English', () => {
    for (const { title, description } of [...STARTERS, ...COMMANDS])
      for (const text of [title, description]) expect(new Set(Object.values(text)).size).toBe(LANGUAGES.length);
  });
});

describe('what the package needs to know', () => {
  it('comes out of the configuration', () => {
    const config = { MicrosoftAppId: 'ABCDEF11-2222-3333-4444-555555555555', PUBLIC_URL: 'https://bot.example.com/' };
    expect(readInstallation(config, '0.1.0')).toEqual({
      ok: true,
      installation: {
        appId: 'abcdef11-2222-3333-4444-555555555555',
        publicUrl: 'https://bot.example.com',
        version: '0.1.0',
      },
    });
  });
  it.each([
    ['nothing', {}, ['MicrosoftAppId', 'PUBLIC_URL']],
    ['no app id', { PUBLIC_URL: 'https://bot.example.com' }, ['MicrosoftAppId']],
    [
      'an address without TLS',
      { MicrosoftAppId: INSTALLATION.appId, PUBLIC_URL: 'http://bot.example.com' },
      ['PUBLIC_URL'],
    ],
    [
      'an address with a path',
      { MicrosoftAppId: INSTALLATION.appId, PUBLIC_URL: 'https://example.com/bot' },
      ['PUBLIC_URL'],
    ],
    [
      'an address with a password',
      { MicrosoftAppId: INSTALLATION.appId, PUBLIC_URL: 'https://a:b@example.com/' },
      ['PUBLIC_URL'],
    ],
  ])('%s: every setting that is missing is named', (_what, config, keys) => {
    const read = readInstallation(config, '0.1.0');
    expect(read.ok ? [] : read.problems.map((problem) => /Set (\w+)/.exec(problem)?.[1])).toEqual(keys);
  });
});

describe('npm run teams:package', () => {
  const run = (environment: Record<string, string>) =>
    execFileSync(process.execPath, ['bot/teams/package-cli.ts', folder], {
      env: { PATH: process.env['PATH'], ...environment },
      encoding: 'utf8',
      stdio: 'pipe',
    });

  it('writes one package for each schema and says where', () => {
    const said = run({
      MicrosoftAppId: INSTALLATION.appId,
      MicrosoftAppPassword: 'x',
      MicrosoftAppTenantId: 'x',
      PUBLIC_URL: INSTALLATION.publicUrl,
    });
    expect(
      said
        .trim()
        .split('\n')
        .map((file) => path.basename(file)),
    ).toEqual(['faultline-teams-1.29.zip', 'faultline-teams-1.21.zip']);
    for (const file of said.trim().split('\n'))
      expect(Object.keys(unzipSync(readFileSync(file)))).toContain('manifest.json');
  });
  it('says what is missing and writes nothing', () => {
    expect(() => run({})).toThrow(/No app package was written[\s\S]*MicrosoftAppId[\s\S]*PUBLIC_URL/);
  });
});
