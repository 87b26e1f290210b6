import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** What CONTRIBUTING.md says of adding something: the one file that is touched, and how. An article has one-file.test.ts. */
interface Recipe {
  adds: string;
  file: string;
  /** the file as it is before, '' for a new one */
  change(before: string): string;
  without: unknown;
  with: unknown;
}

/** One line more, above the first one that begins like this. */
const above = (sign: string, line: string) => (before: string) => {
  const at = before.indexOf(sign);
  if (at < 0) throw new Error(`the recipe no longer finds ${sign}`);
  return `${before.slice(0, at)}${line}\n${before.slice(at)}`;
};

const ROWS = 'error;srv-01;Lampd;17531;2002-04-03 02:17:51;The lamp went out.';
const LABELS = 'Okazajnumero: 17531\nDevenejo: Lampd\n';
const PAYERS = ['licence', 'licence fee', 'invoice', 'bill', 'budget', 'support contract', 'price'];
const ASKED = PAYERS.flatMap((what) => [
  `who pays the ${what}`,
  `who has to pay the ${what}`,
  `from whose budget is the ${what} paid`,
  `who is going to pay for the ${what}`,
]);
const CHAT = `> event 4094 from MSExchangeIMC

> who has to pay for the invoice
< answer Q169686
  Whoever owns the server pays.
`;

const RECIPES: Recipe[] = [
  {
    adds: 'a paste format',
    file: 'knowledge/recognizer/formats/row-formats.ts',
    change: above(
      "  {\n    shape: 'psloglist-rows'",
      "  { shape: 'lamp-rows', columns: ['severity computer source id dateTime description'], delimiters: ';' },",
    ),
    without: [],
    with: ['17531 of Lampd'],
  },
  {
    adds: 'a language of field names',
    file: 'knowledge/recognizer/words/field-names.yaml',
    change: above('English:\n', 'Esperanto:\n  id: [okazajnumero]\n  source: [devenejo]\n'),
    without: [],
    with: ['17531 of Lampd'],
  },
  {
    adds: 'a code',
    file: 'knowledge/codes/tables/win32.txt',
    change: above('1 ERROR_INVALID_FUNCTION', '15999 ERROR_LAMP_IS_OUT | The lamp is out.'),
    without: 'unknown',
    with: 'ERROR_LAMP_IS_OUT',
  },
  {
    adds: 'a channel',
    file: 'bot/channels/channel.ts',
    change: above("  ['webchat',", "  ['lamp', directLine],"),
    without: 'plain text',
    with: 'cards',
  },
  {
    adds: 'a topic',
    file: 'knowledge/topics/who_pays.yaml',
    change: () => `title: Who pays?
general:
  - { say: Whoever owns the server pays., source: what this test says }
utterances:
${ASKED.map((said) => `  - ${said}\n`).join('')}`,
    without: 'otherwise',
    with: 'as it is written',
  },
];

const root = mkdtempSync(join(tmpdir(), 'faultline-recipes-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ask = (tree: string): Record<string, unknown> =>
  JSON.parse(
    execFileSync(process.execPath, [join(tree, 'test/recipe-probe.ts'), ROWS, LABELS, '15999', 'lamp', CHAT], {
      encoding: 'utf8',
      cwd: tree,
    }),
  );

describe('what CONTRIBUTING.md says is to be touched is all that has to be, and adds', () => {
  let before: Record<string, unknown>;
  let after: Record<string, unknown>;
  beforeAll(() => {
    for (const part of ['bot', 'dialogs', 'knowledge', 'test/dialogs', 'test/recipe-probe.ts', 'package.json'])
      cpSync(part, join(root, part), { recursive: true });
    symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
    before = ask(root);
    for (const { file, change } of RECIPES) {
      const path = join(root, file);
      writeFileSync(path, change(existsSync(path) ? readFileSync(path, 'utf8') : ''));
    }
    after = ask(root);
  });

  it.each(RECIPES.map((recipe) => [recipe.adds, recipe] as const))('%s', (adds, recipe) => {
    expect([before[adds], after[adds]]).toEqual([recipe.without, recipe.with]);
  });
  it.each(RECIPES.map(({ adds, file }) => [adds, file] as const))('%s, by a line in its table', (_adds, file) => {
    const folder = file.endsWith('who_pays.yaml') ? 'knowledge/topics/' : file.replace(/tables\/.*/, 'tables/');
    expect(readFileSync('CONTRIBUTING.md', 'utf8')).toContain(folder);
  });
});
