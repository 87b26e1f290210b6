import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Node, parse as parseScript } from 'acorn';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';

// Somebody under stress reads short sentences. A full stop, a question mark, a colon or a semicolon ends one.
const MOST_WORDS = 20;
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const filesOf = (pattern: string) => globSync(pattern, { cwd: ROOT }).sort();
const read = (file: string) => readFileSync(`${ROOT}${file}`, 'utf8');

const sentencesOf = (text: string) => text.split(/(?<=[.!?:;]["”)*]*)\s+|\n/);
const wordsIn = (sentence: string) => sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
const tooLong = (texts: readonly string[]) =>
  texts.flatMap(sentencesOf).flatMap((sentence) => {
    const words = wordsIn(sentence);
    return words > MOST_WORDS ? [`${words} words: ${sentence}`] : [];
  });

/** What stands in a data file to be recognised, and is said to nobody. */
const NOT_SAID = new Set(['samples', 'heldBack', 'frames', 'words', 'text', 'phrases', 'ways', 'pattern']);

/** Every text of parsed data, but for what only recognises. */
function textsIn(data: unknown): string[] {
  if (typeof data === 'string') return [data];
  if (Array.isArray(data)) return data.flatMap(textsIn);
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, inner]) => (NOT_SAID.has(key) ? [] : textsIn(inner)));
}

/** Every text in a script; what a template fills in counts as one word. */
function textsOfScript(script: string): string[] {
  const texts: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, value, quasis } = node as Node & { value?: unknown; quasis?: { value: { cooked: string } }[] };
    if (type === 'Literal' && typeof value === 'string') texts.push(value);
    if (type === 'TemplateLiteral') texts.push((quasis ?? []).map((part) => part.value.cooked).join('…'));
    Object.values(node).forEach(visit);
  };
  visit(parseScript(script, { ecmaVersion: 'latest', sourceType: 'module' }));
  return texts;
}

describe(`no sentence that is said has more than ${MOST_WORDS} words`, () => {
  it.each(filesOf('knowledge/{articles/**,events,triage,topics,.}/*.yaml'))('%s', (file) => {
    expect(tooLong(textsIn(parseYaml(read(file), { schema: 'failsafe' })))).toEqual([]);
  });

  it.each(filesOf('knowledge/codes/tables/*.txt'))('%s', (file) => {
    const sentences = read(file)
      .split('\n')
      .flatMap((line) => line.split(' | ').slice(1, 2));
    expect(tooLong(sentences)).toEqual([]);
  });

  // What the intents are taught is heard, not said.
  const scripts = filesOf('{{bot,knowledge}/**/*phrases*,dialogs/saying/**/*}.ts').filter(
    (file) => !file.includes('/intents/'),
  );
  it.each(scripts)('%s', (file) => {
    expect(tooLong(textsOfScript(stripTypeScriptTypes(read(file))))).toEqual([]);
  });

  it('bot/web-chat/words.js', () => {
    expect(tooLong(textsOfScript(read('bot/web-chat/words.js')))).toEqual([]);
  });

  it('and one that has more would be found, however it is written', () => {
    const long = Array.from({ length: 21 }, (_, word) => `word${word}`).join(' ');
    expect(tooLong(textsIn({ steps: [{ say: long }] }))).toHaveLength(1);
    expect(tooLong(textsOfScript(`export const say = (x) => \`\${x} ${long}\`;`))).toHaveLength(1);
    expect(tooLong([`${long.replace('word9', 'word9.')}`])).toEqual([]);
  });
});
