import { type ProductWords, words } from '../../vocabulary/words.ts';
import { CAPS } from '../paste/caps.ts';
import { onceButForTime } from '../paste/once.ts';

/** The versions of products that sentences name, in words or by build, as the vocabulary calls them; each once, in order. */
export function readVersions(lines: readonly { text: string }[]): string[] {
  const { products } = words();
  const different = new Set(lines.map(({ text }) => text.slice(0, CAPS.header)));
  const found = [...different].flatMap((line) => products.flatMap((product) => versionsIn(line, product)));
  return [...new Set(found)];
}

function versionsIn(line: string, { versions, builds, ids, idOfBuild }: ProductWords): string[] {
  const named = [...line.matchAll(versions)].flatMap((match) => {
    // "Windows NT 4.0 SP6" is no version of the product.
    const nt = /\b(?:nt|windows|win)(?: ?server)?\s*$/i.test(line.slice(Math.max(0, match.index - 16), match.index));
    return nt ? [] : (ids.get((match[1] ?? match[2] ?? match[3] ?? '').toLowerCase()) ?? []);
  });
  const built = [...line.matchAll(builds)].flatMap((match) => idOfBuild.get(match[1] ?? match[2] ?? '') ?? []);
  return [...named, ...built];
}

/** Whether a text names one of the products. */
export const speaksOfProduct = onceButForTime((text): boolean =>
  words().products.some(({ named }) => named.test(text)),
);

/** The option of the question `version` that a version is, as {@link readVersions} names it. */
export function versionOption(version: string): string {
  for (const { options } of words().products) {
    const option = options.get(version);
    if (option !== undefined) return option;
  }
  return version;
}
