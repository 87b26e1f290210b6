import { describe, expect, test } from 'vitest';
import { readFile } from '../../../knowledge/library/read-file.ts';
import { piecesOf } from '../../../knowledge/library/readers/markdown-pieces.ts';

const read = (text: string) =>
  readFile({ path: 'a.md', bytes: Buffer.from(text) }, { format: 'markdown', products: [] });
const said = (text: string) =>
  read(text).read.flatMap(({ sections }) => sections.flatMap(({ blocks }) => blocks.map(({ text: own }) => own)));

describe('a long Markdown file', () => {
  test('is parsed in pieces, and nothing of it is lost or told twice', () => {
    const texts = Array.from({ length: 3000 }, (_, at) => `line ${at}`);
    expect(said(texts.join('\n\n'))).toEqual(texts);
    const headed = Array.from({ length: 500 }, (_, at) => `## Head ${at}\n\n- one ${at}\n- two ${at}\n`).join('\n');
    expect(said(headed)).toHaveLength(1000);
  });
  test('is cut at headings, else where a block ends', () => {
    const pieces = piecesOf(`${'text\n\n'.repeat(150)}# Head\n\n${'more\n\n'.repeat(150)}`);
    expect(pieces.map((piece) => piece.split('\n', 1)[0])).toEqual(['text', '# Head']);
    expect(piecesOf(`${'- item\n'.repeat(300)}\nText.\n${'- item\n'.repeat(300)}`)[1]).toMatch(/^Text\./);
  });
  test('has its code and its pictures by name in all pieces', () => {
    const code = Array.from({ length: 900 }, (_, at) => `# ${at}`).join('\n');
    const blocks =
      read(`# T\n\n\`\`\`sh\n${code}\n\`\`\`\n\n![p][pic]\n\n[pic]: a.png\n`).read[0]?.sections[0]?.blocks ?? [];
    const whole = blocks.filter(({ is }) => is === 'code').map(({ text }) => text.trim());
    expect(whole.join('\n')).toBe(code);
    expect(blocks.at(-1)).toMatchObject({ is: 'picture', file: 'a.png' });
    const far = read(`![p][pic]\n\n${'text\n\n'.repeat(600)}[pic]: a.png\n\n[^1]: a note`).read[0]?.sections[0]?.blocks;
    expect(far).toContainEqual(expect.objectContaining({ is: 'picture', file: 'a.png' }));
    expect(far?.filter(({ text }) => text === 'a note')).toHaveLength(1);
  });
  test('a short one is one piece, as it is written', () => {
    const text = '# T\n\n[a]: b\n\n> - x\n\n```\n            y\n```\n';
    expect(piecesOf(text)).toEqual([text]);
  });
});

describe('what would take a parser for ever', () => {
  const DEEP: [string, string][] = [
    ['quotes', `${'>'.repeat(50_000)} deep`],
    ['lists', `${'- '.repeat(50_000)}deep`],
    ['numbered lists', `${'1. '.repeat(50_000)}deep`],
    ['lists below each other', Array.from({ length: 300 }, (_, at) => `${' '.repeat(2 * at)}- deep`).join('\n')],
  ];
  test.each(DEEP)('%s in each other are read', (_what, text) => {
    const { why } = read(`# T\n\n${text}\n`);
    expect(why).toBeUndefined();
    expect(said(`# T\n\n${text}\n`).join('\n')).toContain('deep');
  });
  const LONG: [string, string, string][] = [
    ['lines', 'a\n\n'.repeat(11_000), 'only its first 20000 lines were read'],
    ['characters', `${'word '.repeat(100)}\n\n`.repeat(900), 'only its first 400000 characters were read'],
  ];
  test.each(LONG)('what has too many %s is cut, and the import tells so', (_what, text, why) => {
    const file = read(text);
    expect(file.why).toBe(why);
    expect(file.articles).toHaveLength(1);
  });
});
