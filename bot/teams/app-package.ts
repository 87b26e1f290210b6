import { strToU8, zipSync } from 'fflate';
import { colourIcon, outlineIcon } from './icons.ts';
import { type Installation, localisation, type ManifestVersion, teamsManifest } from './manifest.ts';
import { LANGUAGES } from './manifest-texts.ts';

// The zip format stores the hour of the machine. A fixed one, made of local numbers, is the same everywhere.
const PACKED_AT = new Date(1980, 0, 1);

/** The files of an app package, by name. */
function appPackageFiles(version: ManifestVersion, installation: Installation): Record<string, Uint8Array> {
  const json = (value: unknown) => strToU8(`${JSON.stringify(value, null, 2)}\n`);
  return {
    'manifest.json': json(teamsManifest(version, installation)),
    'color.png': colourIcon(),
    'outline.png': outlineIcon(),
    ...Object.fromEntries(
      LANGUAGES.map((language) => [`${language}.json`, json(localisation(version, language, installation))]),
    ),
  };
}

/** The app package that Teams installs: a zip, the same bytes whenever and wherever it is made. */
export function appPackage(version: ManifestVersion, installation: Installation): Uint8Array {
  return zipSync(appPackageFiles(version, installation), { mtime: PACKED_AT, level: 9 });
}
