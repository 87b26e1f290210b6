import { writeFileSync } from 'node:fs';
import { isFamily, writtenNumber } from './code-families.ts';
import { namesOfHeaders } from './header-names.ts';

// `npm run codes:names -- FOLDER` writes tables/header-names.txt anew out of the headers of mingw-w64.
const folder = process.argv[2] ?? '/usr/share/mingw-w64/include';
const parts = new Map<string, string[]>();
for (const { family, header, number, symbol } of namesOfHeaders(folder)) {
  if (!isFamily(family)) throw new Error(`${family} is no family of code-families.ts.`);
  const part = `[${family}] ${header}`;
  parts.set(part, [...(parts.get(part) ?? []), `${writtenNumber(family, number)} ${symbol}`]);
}
const text = [...parts].map(([part, lines]) => `\n${part}\n${lines.join('\n')}\n`).join('');
const head =
  '# Names and numbers out of public headers, written by `npm run codes:names`; what they mean stands in the other tables.\n';
writeFileSync(new URL('tables/header-names.txt', import.meta.url), head + text);
process.stdout.write(`${[...parts.values()].flat().length} names of ${parts.size} parts\n`);
