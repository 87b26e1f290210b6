import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const LIBRARIES: Record<string, string[]> = {
  knowledge: [
    'zod',
    'yaml',
    'csv-parse',
    'fast-xml-parser',
    'htmlparser2',
    'natural',
    'piscina',
    'tar-stream',
    'yauzl',
    'mdast',
    'mdast-util-from-markdown',
    'mdast-util-gfm',
    'micromark-extension-gfm',
  ],
  dialogs: ['zod'],
  bot: [
    '@modelcontextprotocol/sdk',
    'zod',
    'botbuilder',
    'botbuilder-core',
    'botbuilder-dialogs',
    'restify',
    '@resvg/resvg-js',
    'ws',
    'jose',
    'pino',
    'pg',
    'prom-client',
    '@opentelemetry',
    'fflate',
    'piscina',
    'idb-keyval',
  ],
};
const ROOMS: Record<string, string[]> = {
  knowledge: ['knowledge'],
  dialogs: ['dialogs', 'knowledge'],
  bot: ['bot', 'dialogs', 'knowledge'],
};

const files = globSync('{bot,dialogs,knowledge}/**/*.ts');
const sourceOf = (file: string) => readFileSync(file, 'utf8');
const code = (file: string) => sourceOf(file).replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');

/** Every module a file names, static or dynamic. */
function imports(file: string): string[] {
  const form = /^(?:import|export)\b[^;']*?from '([^'\n]+)'|^import '([^'\n]+)'|\bimport\('([^'\n]+)'\)/gm;
  return [...sourceOf(file).matchAll(form)].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '');
}

describe('every file imports only what its room may know', () => {
  it.each(files)('%s', (file) => {
    const room = file.split('/')[0] ?? '';
    const strangers = imports(file).filter((target) => {
      if (target.startsWith('node:')) return false;
      if (target.startsWith('.'))
        return !ROOMS[room]?.includes(new URL(target, `file:///${file}`).pathname.split('/')[1] ?? '');
      const library = LIBRARIES[room]?.some((name) => target === name || target.startsWith(`${name}/`));
      // The SDK's dialogs may be known by the thin shells alone.
      return !library && !(/^botbuilder-dialogs(?:\/|$)/.test(target) && /^dialogs\/.*-dialog\.ts$/.test(file));
    });
    expect(strangers).toEqual([]);
  });
});

/** The files a file imports from its own room, types included: a circle of types is one moved line away from a real one. */
const arrows = (file: string) =>
  imports(file)
    .flatMap((target) => (target.startsWith('.') ? [new URL(target, `file:///${file}`).pathname.slice(1)] : []))
    .filter((target) => files.includes(target));

/** Every way round that comes back to where it began, each once, as `a → b → a`. */
function circles(all: readonly string[]): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, way: readonly string[]) => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(' → '));
    if (done.has(file) || way.includes(file)) return;
    for (const next of arrows(file)) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of all) visit(file, []);
  return found;
}

describe('rooms that can be read at a glance', () => {
  it('nothing goes round in a circle', () => expect(circles(files)).toEqual([]));
  it('no room has more than 25 files; in dialogs/ and knowledge/recognizer/ data count as well', () => {
    const all = new Set([...files, ...globSync('{dialogs,knowledge/recognizer}/**/*.*')]);
    const rooms = Map.groupBy(all, (file) => file.slice(0, file.lastIndexOf('/')));
    expect([...rooms].filter(([, inside]) => inside.length > 25).map(([room]) => room)).toEqual([]);
  });
});

describe('nothing is offered that nobody takes', () => {
  const all = globSync('{bot,dialogs,knowledge,test}/**/*.{ts,js}');
  const takers = new Map<string, number>();
  for (const file of all)
    for (const word of new Set(code(file).match(/[A-Za-z_$][\w$]*/g))) takers.set(word, (takers.get(word) ?? 0) + 1);
  const offered = (file: string) =>
    [...sourceOf(file).matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)].map(([, name = '']) => name);
  it('each exported value is named in another file', () => {
    const idle = all.flatMap((file) =>
      offered(file)
        .filter((name) => takers.get(name) === 1)
        .map((name) => `${file} ${name}`),
    );
    expect(idle).toEqual([]);
  });
});

/** Words of products whose failures articles tell: Faultline knows them from its data alone. */
const PRODUCT_WORDS =
  /exchange ?(?:server|version|error|[245]|20)|\bexch\b|msexc|outlook|perfopt|perfwiz|optimi[sz]er|spool|mailbox|mail ?server|\bmail\b|internet mail|\bim[cs]\b|imcdata|information store|message store|max threads|private ?\+ ?public|\bq\d{6}\b|(?<!x-)nginx|php-fpm|spoolsv|connector [45]|content engine/i;
// Comments may name a product as an example. `mapi`, `jet`, `kerberos` and the like are families of codes (codes/code-families.ts), which
// are facts of Windows and its interfaces, and no product whose failures articles tell.
/** What an older version wrote into stored cases is called as it was. */
const AS_IT_WAS = new Set(['dialogs/walking/stored-case.ts']);

describe('no product in the code', () => {
  const code = (file: string) =>
    readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(?<=^|\s)\/\/.*$/gm, '');
  // In bot/ and the SDK an exchange is one of words or of tokens.
  const AT_ALL = /\bexchange\b/i;
  const isOfProduct = (file: string, line: string) =>
    PRODUCT_WORDS.test(line) || (!file.startsWith('bot/') && AT_ALL.test(line));
  const programs = globSync('{bot,dialogs,knowledge}/**/*.{ts,js,html,css}').filter((file) => !AS_IT_WAS.has(file));
  it.each(programs)('%s', (file) => {
    const found = code(file)
      .split('\n')
      .filter((line) => isOfProduct(file, line));
    // What names a product is data: vocabulary.yaml of a folder of knowledge, an article, a question, a service, a topic.
    expect(found.map((line) => line.trim())).toEqual([]);
  });
  it('is a test that can fail', () => {
    for (const word of ['the Exchange server', "'MSExchangeIMC'", 'perfopt.log', 'spool file', 'Q169686', 'mail'])
      expect(PRODUCT_WORDS.test(word), word).toBe(true);
  });
});

describe('the rules of the house', () => {
  it('only bot/config.ts reads the environment', () => {
    expect(files.filter((file) => file !== 'bot/config.ts' && /process\.env\b/.test(code(file)))).toEqual([]);
  });
  it('only the channels know a channelId', () => {
    const may = /^bot\/(?:channels|direct-line)\//;
    expect(files.filter((file) => !may.test(file) && /\bchannelId\b/.test(code(file)))).toEqual([]);
  });
  it('only dialogs/reading reads what somebody said: behind it there are sayings', () => {
    const behind = globSync('dialogs/{rules,walking,saying}/*.ts');
    const readers = /\/reading\/(?!sayings\.ts|read-number\.ts|read-answer\.ts|heard\.ts)/;
    expect(behind.filter((file) => /\b(?:heard|utterance)\.text\b/.test(code(file)))).toEqual([]);
    expect(behind.filter((file) => imports(file).some((target) => readers.test(target)))).toEqual([]);
  });
  it('how much of a text is read stands in one table: only what is a part of a line has a length of its own', () => {
    const own =
      /\.slice\(0, (\d[\d_]*)\)|\b(?:LONGEST|MAX)\w* = (\d[\d_]*)|\.length <=? (\d[\d_]*)|\.length >=? (\d[\d_]*)/g;
    const lengths = files
      .filter((file) => /^(?:knowledge\/recognizer|dialogs\/reading)\//.test(file) && !file.endsWith('/caps.ts'))
      .flatMap((file) =>
        [...code(file).matchAll(own)].map(([whole, ...found]) => [file, whole, found.join('')] as const),
      );
    expect(lengths.length).toBeGreaterThan(20);
    expect(lengths.filter(([, , length]) => Number(length.replaceAll('_', '')) >= 200)).toEqual([]);
  });
  it('natural is imported by its sub-paths only: its root loads database drivers', () => {
    expect(files.filter((file) => imports(file).includes('natural'))).toEqual([]);
  });
  it('no file has more than 300 lines', () => {
    const all = [...files, ...globSync('test/**/*.ts')];
    expect(all.filter((file) => sourceOf(file).split('\n').length > 301)).toEqual([]);
  });
  it('sentences to the user stand in phrases and articles, not between the code of the dialogs', () => {
    const dialogs = globSync('dialogs/**/*.ts').filter((file) => !/\/phrases.*\.ts$/.test(file));
    // What a rule does is said to whoever reads the table.
    const ofRule = /^\s*(?:so|\{ so): '.*',?$/gm;
    const sentence = /(['"`])(?:(?!\1)[^\n\\]){40,}\1/g;
    const found = dialogs.flatMap((file) =>
      [...code(file).replace(ofRule, '').matchAll(sentence)]
        .filter(([text]) => /(?:\b\w+\b[ ,]+){6}/.test(text))
        .map(([text]) => `${file}: ${text}`),
    );
    // What an Error says to a programmer is not said to a user.
    expect(
      found.filter((line) => !/the article dialog runs|no turn was routed|no case turn|has an empty plan/.test(line)),
    ).toEqual([]);
  });
});
