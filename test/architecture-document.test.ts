import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const DOCUMENT = readFileSync('ARCHITECTURE.md', 'utf8');
const rows = [...DOCUMENT.matchAll(/^\| `([\w/-]+)` \| (.+) \| (.+) \|$/gm)].map(([, room = '']) => room);
const rooms = new Set(globSync('{bot,dialogs,knowledge}/**/*.{ts,js}').map((file) => dirname(file)));

describe('ARCHITECTURE.md', () => {
  it('says of each room what it does and may not, and of no other', () => {
    expect(rows.toSorted()).toEqual([...rooms].toSorted());
  });
});

describe('a document that is named', () => {
  const documents = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'README.md', 'bot/LOG-CODES.md'];
  it.each(documents)('%s links only to what is here', (file) => {
    const links = [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, to = '']) => to);
    expect(links.filter((to) => !existsSync(join(dirname(file), to)))).toEqual([]);
  });
  it('the straight line names files that are here', () => {
    const line = /```\npasted text([\s\S]*?)```/.exec(DOCUMENT)?.[1] ?? '';
    const named = [...line.matchAll(/\b(?:bot|dialogs|knowledge)\/[\w/-]+(?:\.ts|\/)/g)].map(([path]) => path);
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });
});
