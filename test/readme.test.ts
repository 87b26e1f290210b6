import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONFIG_KEYS } from '../bot/config.ts';
import { publishedLimits } from '../bot/direct-line/limits.ts';

const README = readFileSync('README.md', 'utf8');
const scripts: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));

/** The rows of the table between two marks, each as its cells. */
function table(mark: string): string[][] {
  const [, part = ''] = README.split(new RegExp(`<!-- /?${mark}[^>]*-->`));
  return part
    .split('\n')
    .filter((line) => line.startsWith('| `') || /^\| \w/.test(line))
    .map((line) =>
      line.split(' | ').map((cell) =>
        cell
          .replace(/^\| | \|$/g, '')
          .replaceAll('`', '')
          .trim(),
      ),
    );
}

describe('the README tells the truth about', () => {
  it('every setting, its default and its meaning', () => {
    const rows = table('settings').filter(([name]) => name !== 'setting');
    expect(rows).toEqual(CONFIG_KEYS.map((key) => [key.name, key.default, key.meaning]));
  });
  it('every limit of the web channel', () => {
    const rows = table('limits').filter(([name]) => name !== 'limit');
    expect(rows).toEqual(
      publishedLimits().map((limit) => [limit.name, limit.value, limit.unit, limit.meaning, limit.answer].map(String)),
    );
  });
  it('the scripts it names', () => {
    const named = [...README.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => !(name in scripts.scripts))).toEqual([]);
  });
  it('the files it links to', () => {
    for (const [, file = ''] of README.matchAll(/\]\((?!http)([^)#]+)\)/g))
      expect(readFileSync(file).length).toBeGreaterThan(0);
  });
});
