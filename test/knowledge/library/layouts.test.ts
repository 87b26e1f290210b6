import { describe, expect, test } from 'vitest';
import type { Block, ReadArticle } from '../../../knowledge/library/imported-article.ts';
import { readFile } from '../../../knowledge/library/read-file.ts';
import { type ReadStep, waysOf } from '../../../knowledge/library/reading/steps.ts';

function readAs(path: string, bytes: Uint8Array): ReadArticle {
  const [article] = readFile({ path, bytes }, { format: 'auto', products: [] }).read;
  if (!article) throw new Error(`${path} was not read`);
  return article;
}

const read = (path: string, text: string) => readAs(path, Buffer.from(text));
const rolesOf = (article: ReadArticle) => article.sections.map(({ role, heading }) => [role, heading]);
const shortOf = ({ is, text, number, depth }: Block) =>
  `${'  '.repeat(depth ?? 0)}${number === undefined ? is : `${number}.`} ${text}`;
const blocksOf = (article: ReadArticle) => article.sections.flatMap(({ blocks }) => blocks.map(shortOf));
const stepsOf = (article: ReadArticle) =>
  waysOf(article).map(({ title, steps }) => ({
    title,
    steps: steps.map(({ number, blocks }: ReadStep) => [number, ...blocks.map(({ text }) => text)]),
  }));

describe('what stands instead of headings', () => {
  test('words in bold, alone or before a colon, begin the parts of an article that has no other headings', () => {
    const article = read(
      'lamp.md',
      '# The lamp flickers\n\n**Problem:** It is dark.\n\n**Root Cause**\n\nThe wick.\n\n**Solution:**\n\n1. Cut it.\n2. Light it.\n',
    );
    expect(rolesOf(article)).toEqual([
      ['symptoms', 'Problem'],
      ['cause', 'Root Cause'],
      ['resolution', 'Solution'],
    ]);
    expect(stepsOf(article)).toEqual([
      {
        title: '',
        steps: [
          [1, 'Cut it.'],
          [2, 'Light it.'],
        ],
      },
    ]);
  });

  test('inside a resolution with a heading of its own they end nothing', () => {
    const article = read(
      'lamp.md',
      '# Lamp\n\n## Resolution\n\n1. Cut it.\n\n**Cause:** a long wick.\n\n2. Light it.\n',
    );
    expect(rolesOf(article)).toEqual([['resolution', 'Resolution']]);
    expect(JSON.stringify(article)).toContain('Cause: a long wick.');
  });

  test('a page writes them as paragraphs, in any frame, and numbers its steps by hand', () => {
    const article = read(
      'lamp.html',
      '<h1>Lamp</h1><p><span style="font-size:14pt"><strong>Issue</strong></span></p><p>Dark.</p><div><b>Solution</b></div><div>1. Cut it.</div><div>2. Light it.</div>',
    );
    expect(rolesOf(article)).toEqual([
      ['symptoms', 'Issue'],
      ['resolution', 'Solution'],
    ]);
    expect(stepsOf(article)[0]?.steps.map(([number]) => number)).toEqual([1, 2]);
  });

  test.each([
    ['Problem resolution', 'resolution'],
    ['Recommended fix', 'resolution'],
    ['2. Cause', 'cause'],
    ['Possible cause(s)', 'cause'],
    ['Steps to reproduce', 'more'],
    ['2. Run the repair', 'other'],
    ['Ursache', 'cause'],
    ['Lösung', 'resolution'],
    ['Síntomas', 'symptoms'],
    ['Contournement', 'workaround'],
  ])('%s is %s', (heading, role) => {
    const article = read('lamp.md', `# Lamp\n\n## ${heading}\n\nText.\n`);
    expect(article.sections.at(-1)?.role).toBe(role);
  });

  test('a page that begins with a part keeps it, and is called as its file is', () => {
    const article = read('lamp.md', '# Symptoms\n\nDark.\n\n# Fix\n\nLight it.\n');
    expect(article.title).toBe('lamp');
    expect(rolesOf(article)).toEqual([
      ['symptoms', 'Symptoms'],
      ['resolution', 'Fix'],
    ]);
  });
});

describe('steps that are headings', () => {
  const text =
    '# Lamp\n\n## Fix\n\n### Step 1: Cut it\n\n1. Small.\n2. Smaller.\n\n### Step 2: Light it\n\n```\nlight\n```\n';

  test('have what stands below them', () => {
    expect(stepsOf(read('lamp.md', text))[0]?.steps).toEqual([
      [1, 'Cut it', 'Small.', 'Smaller.'],
      [2, 'Light it', 'light'],
    ]);
  });

  test('are the steps of an article that has no other name for them', () => {
    const article = read(
      'lamp.md',
      '# Trim a lamp\n\n## 1. Cut it\n\nShort.\n\n## 2. Light it\n\nSoon.\n\n## Rollback\n\nBlow.\n',
    );
    expect(stepsOf(article)[0]?.steps).toEqual([
      [1, 'Cut it', 'Short.'],
      [2, 'Light it', 'Soon.'],
      [undefined, 'Rollback', 'Blow.'],
    ]);
  });

  test('a heading without a number begins a step of its own, and never ends the one before', () => {
    const article = read('lamp.md', '# Lamp\n\n## Fix\n\n### Dark\n\n1. Cut it.\n\n### Smoke\n\n1. Blow.\n');
    expect(stepsOf(article)[0]?.steps).toEqual([
      [1, 'Dark', 'Cut it.'],
      [1, 'Smoke', 'Blow.'],
    ]);
  });

  test('what is said above several methods is said with each', () => {
    const article = read(
      'lamp.md',
      '# Lamp\n\n## Resolution\n\nUse one of these.\n\n> [!WARNING]\n> Hot.\n\n### Method 1\n\nCut it.\n\n### Method 2\n\nHit it.\n',
    );
    expect(stepsOf(article)).toEqual([
      {
        title: 'Method 1',
        steps: [['Use one of these.', 'WARNING: Hot.', 'Cut it.']].map((one) => [undefined, ...one]),
      },
      {
        title: 'Method 2',
        steps: [['Use one of these.', 'WARNING: Hot.', 'Hit it.']].map((one) => [undefined, ...one]),
      },
    ]);
  });
});

describe('what generators of sites have beyond Markdown', () => {
  test.each([
    [
      'an indented admonition with a title',
      '!!! danger "All is lost"\n    Really.\n\n    All of it.\n\nAfter.\n',
      ['note DANGER: All is lost\nReally.\nAll of it.', 'text After.'],
    ],
    [
      'one in colons with a list',
      ':::caution Read\n\nHot.\n\n- very\n\n:::\n\nAfter.\n',
      ['note CAUTION: Read\nHot.\n- very', 'text After.'],
    ],
    ['one that nobody ended', ':::warning\nHot.\n\n## Next\n\nAfter.\n', ['note WARNING:\nHot.', 'text After.']],
    ['one in code', '```\n!!! danger "x"\n    y\n```\n', ['code !!! danger "x"\n    y']],
    [
      'tabs',
      '## Fix\n\n=== "Linux"\n\n    1. Cut it.\n\n=== "Windows"\n\n    1. Hit it.\n',
      ['1. Cut it.', '1. Hit it.'],
    ],
    ['a table of contents', '[[_TOC_]]\n\nAfter.\n', ['text After.']],
    ['an include of another file', '[!INCLUDE [Registry alert](../a.md)]\n', ['note Note: Registry alert']],
    ['a link of a wiki', 'See [[Wick|the wick]].\n', ['text See the wick.']],
    [
      'code in a quotation stays code',
      '> [!NOTE]\n> Look.\n>\n> ```\n> del *\n> ```\n',
      ['note NOTE: Look.', 'code del *'],
    ],
    [
      'HTML between the lines',
      '<details>\n<summary>More</summary>\n\nText.\n\n</details>\n',
      ['text More', 'text Text.'],
    ],
    ['a break and a key', '1. Press <kbd>F1</kbd>.<br/>Wait.\n', ['1. Press F1.\nWait.']],
    ['tasks', '- [ ] look\n- [x] tell\n', ['item [ ] look', 'item [x] tell']],
    ['a footnote', 'Hot[^1].\n\n[^1]: Very.\n', ['text Hot.', 'text Very.']],
  ])('%s', (_name, text, blocks) => {
    expect(blocksOf(read('lamp.md', `# Lamp\n\n${text}`))).toEqual(blocks);
  });

  test.each([
    ['in a link', '[![a](p/a.png)](b.png)\n'],
    ['by a name', '![a][one]\n\n[one]: p/a.png "A"\n'],
    ['as HTML', '<img src="p/a.png" alt="a" width="30"/>\n'],
    ['of Microsoft', ':::image type="content" source="p/a.png" alt-text="a":::\n'],
    ['of a step', '1. Cut.\n\n   :::image source="p/a.png" alt-text="a":::\n\n2. Light.\n'],
    ['of a wiki, with a size', '![a](p/a.png =30x)\n'],
  ])('a picture %s is one', (_name, text) => {
    const article = read('in/lamp.md', `# Lamp\n\n${text}`);
    expect(article.sections.flatMap(({ blocks }) => blocks.filter(({ is }) => is === 'picture'))).toMatchObject([
      { text: 'a', file: 'in/p/a.png' },
    ]);
  });

  test('two hundred admonitions inside each other are no harm', () => {
    expect(read('lamp.md', `# Lamp\n\n${':::note\n'.repeat(200)}End.\n`).title).toBe('Lamp');
  });

  test('what it applies to is read out of its text', () => {
    const article = read(
      'lamp.md',
      '# Lamp\n\n_Applies to:_ &nbsp; Lamp 2, Lamp 3  \n_Original number:_ 7\n\n## Fix\n\nCut.\n',
    );
    expect(article.products).toEqual(['Lamp 2', 'Lamp 3']);
  });
});

describe('a page of', () => {
  test('Confluence, exported: without what stands around it', () => {
    const article = read(
      'lamp.html',
      `<html><head><title>IT : Lamp</title></head><body><ol id="breadcrumbs"><li>IT</li></ol><h1 id="title-heading">IT : Lamp</h1>
      <div class="page-metadata">Created by A</div><div id="main-content" class="wiki-content"><div class="toc-macro"><ul><li>Fix</li></ul></div>
      <h2>Problem</h2><p>It is dark in the whole of the house since the morning.</p><h2>Fix</h2>
      <div class="confluence-information-macro confluence-information-macro-warning"><div class="confluence-information-macro-body"><p>Hot!</p><pre>cool</pre></div></div>
      <ol><li>Cut <img src="a/1.png"></li><li><div>Light<br>it</div><ul><li>soon</li></ul></li></ol></div>
      <div class="pageSection"><h2>Attachments:</h2>1.png</div><div id="footer">Document generated by Confluence</div></body></html>`,
    );
    expect(article.title).toBe('IT : Lamp');
    expect(blocksOf(article)).toEqual([
      'text It is dark in the whole of the house since the morning.',
      'note WARNING: Hot!',
      'code cool',
      '1. Cut',
      '  picture picture',
      '2. Light\nit',
      '  item soon',
    ]);
  });

  test('Confluence, in its own storage format', () => {
    const article = read(
      'lamp.html',
      '<h2>Fix</h2><ac:structured-macro ac:name="warning"><ac:rich-text-body><p>Hot.</p></ac:rich-text-body></ac:structured-macro><ac:structured-macro ac:name="code"><ac:parameter ac:name="language">bash</ac:parameter><ac:plain-text-body><![CDATA[rm -rf <wick>\nls]]></ac:plain-text-body></ac:structured-macro><ac:image><ri:attachment ri:filename="a.png"/></ac:image><p>After.</p>',
    );
    expect(blocksOf(article)).toEqual([
      'note WARNING: Hot.',
      'code rm -rf <wick>\nls',
      'picture picture',
      'text After.',
    ]);
  });

  test('Zendesk: a callout is a note, and a list goes on behind a picture', () => {
    const article = read(
      'lamp.html',
      '<h1>Lamp</h1><div class="article-body"><p><strong>Resolution:</strong></p><ol><li>Cut</li></ol><p><img src="/a.png" alt="wick"></p><ol start="2"><li>Light</li></ol><div class="callout callout--warning"><p>Hot.</p></div></div>',
    );
    expect(blocksOf(article)).toEqual(['1. Cut', 'picture wick', '2. Light', 'note WARNING: Hot.']);
  });

  test('Word', () => {
    const article = read(
      'lamp.htm',
      '<p class=MsoTitle>Lamp</p><p class=MsoHeading1>Fix</p><p class=MsoListParagraph><![if !supportLists]>1.&nbsp;&nbsp; <![endif]>Cut</p><p class=MsoListParagraph>2. Light<o:p></o:p></p>',
    );
    expect(article.title).toBe('Lamp');
    expect(stepsOf(article)[0]?.steps).toEqual([
      [1, 'Cut'],
      [2, 'Light'],
    ]);
  });

  test('a program that lays it out by tables', () => {
    const article = read(
      'lamp.html',
      '<table><tr><td><h1>Lamp</h1><h2>Fix</h2><ol><li>Cut</li><li>Light</li></ol></td></tr></table>',
    );
    expect(stepsOf(article)[0]?.steps).toHaveLength(2);
  });

  test('a box of a whole article is no note, and a link keeps its address', () => {
    const article = read(
      'lamp.html',
      '<div class="info"><h1>Lamp</h1><h2>Fix</h2><p>See <a href="https://lamp.example/k">there</a>.</p></div>',
    );
    expect(blocksOf(article)).toEqual(['text See there (https://lamp.example/k).']);
  });
});

describe('encodings', () => {
  const text = '# Lamp\n\n## Symptoms\n\nDark: é.\n';
  const utf16 = Buffer.from(text, 'utf16le');

  test.each([
    ['UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ['UTF-16 the other way round', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])],
    ['UTF-16 without a mark', utf16],
    ['UTF-8 with a mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])],
    ['Windows', Buffer.from(text, 'latin1')],
  ])('%s', (_name, bytes) => {
    expect(blocksOf(readAs('lamp.md', bytes))).toEqual(['text Dark: é.']);
  });

  test('as a page says of itself', () => {
    const page = '<meta charset="iso-8859-2"><h1>Lampa</h1><p>nie dzia\xb3a</p>';
    expect(blocksOf(readAs('lamp.html', Buffer.from(page, 'latin1')))).toEqual(['text nie działa']);
  });
});
