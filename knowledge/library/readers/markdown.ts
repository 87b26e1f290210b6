import type { ListItem, Nodes, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Block, ReadArticle, SourceFile } from '../imported-article.ts';
import { roleOf } from '../reading/section-roles.ts';
import { appliesTo } from './applies-to.ts';
import { decodeText } from './decode-text.ts';
import { readFrontMatter } from './front-matter.ts';
import { blocksOfHtml } from './html.ts';
import { localFile } from './local-file.ts';
import { boundedMarkdown, piecesOf } from './markdown-pieces.ts';
import { preparedMarkdown } from './prepared-markdown.ts';
import { idOfPath, noteKind, SectionsBuilder } from './sections-builder.ts';

/** Lists in lists beyond this are read as text. */
const DEEPEST = 8;

/** Reads a Markdown file: CommonMark and GFM, with or without front matter. One article a file. */
export function readMarkdown({ path, bytes }: SourceFile): ReadArticle[] {
  const { text, cut } = boundedMarkdown(decodeText(bytes));
  const { facts, body } = readFrontMatter(text);
  const { title, sections } = readBody(body, path, facts['title']?.[0]);
  if (sections.length === 0) return [];
  const all = (...names: string[]) => names.flatMap((name) => facts[name] ?? []);
  const products = all('product', 'products', 'appliesto', 'applies_to', 'applies-to');
  const [url] = all('url');
  const [changed] = all('date', 'ms.date', 'last_modified_at', 'lastmod', 'updated');
  return [
    {
      id: idIn(all('id', 'original kb number', 'ms.kb')) ?? idOfPath(path),
      title: title || idOfPath(path),
      ...(url && { url }),
      products: products.length > 0 ? products : appliesTo(sections),
      versions: all('version'),
      ...(changed && { changed }),
      ...(cut && { cut }),
      sections,
    },
  ];
}

function readBody(body: string, path: string, given: string | undefined) {
  const nodes = piecesOf(preparedMarkdown(body)).flatMap(
    (piece) => fromMarkdown(piece, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }).children,
  );
  const builder = new SectionsBuilder();
  const place = { path, depth: 0, pictures: definedIn(nodes) };
  let title = given;
  for (const node of nodes) {
    if (node.type !== 'heading') {
      addBlocks(builder, node, place);
      continue;
    }
    const heading = plain(node).trim();
    // A page may begin with the name of a section: that is no title.
    if (title === undefined && roleOf(heading) === 'other') title = heading;
    else if (heading !== title) builder.heading(heading, node.depth);
    addPictures(builder, node, place);
  }
  return { title, sections: builder.done() };
}

/** The first of what the front matter calls its number, when it can be one. */
function idIn([id = '']: readonly string[]): string | undefined {
  if (!/^[\w.-]{1,80}$/.test(id)) return undefined;
  return /^\d{5,7}$/.test(id) ? `Q${id}` : id;
}

interface Place {
  path: string;
  depth: number;
  /** addresses by the names that stand for them */
  pictures: ReadonlyMap<string, string>;
}

const definedIn = (nodes: readonly RootContent[]) =>
  new Map(nodes.flatMap((node) => (node.type === 'definition' ? [[node.identifier, node.url] as const] : [])));

const insideOf = ({ depth }: Place) => (depth > 0 ? { depth } : {});

function addBlocks(builder: SectionsBuilder, node: RootContent, place: Place): void {
  if (node.type === 'paragraph') addParagraph(builder, node, place);
  else if (node.type === 'list') addList(builder, node, place);
  else if (node.type === 'blockquote') addQuote(builder, node, place);
  else if (node.type === 'html') addHtml(builder, node.value, place);
  else if (node.type === 'footnoteDefinition') for (const child of node.children) addBlocks(builder, child, place);
  else if (node.type !== 'thematicBreak' && node.type !== 'definition')
    builder.block({ ...blockOf(node), ...insideOf(place) });
}

function blockOf(node: RootContent): Block {
  if (node.type === 'code') return { is: 'code', text: node.value };
  if (node.type !== 'table') return { is: 'text', text: plain(node) };
  const rows = node.children.map((row) => row.children.map((cell) => plain(cell).trim()).join(' | '));
  return { is: 'table', text: rows.join('\n') };
}

/** A note is one block, and what is to be copied out of it stands below. */
function addQuote(builder: SectionsBuilder, node: Extract<RootContent, { type: 'blockquote' }>, place: Place): void {
  const said = node.children.filter(({ type }) => type !== 'code');
  const text = said.map(plain).join('\n').trim();
  const is = noteKind(text) ? 'note' : 'text';
  builder.block({ is, text: text.replace(/^\[!(\w+)\]\s*/, '$1: '), ...insideOf(place) });
  for (const child of node.children)
    if (child.type === 'code') addBlocks(builder, child, place);
    else addPictures(builder, child, place);
}

/** A piece of HTML between two blank lines, read as a page is; its other tag may stand in another piece. */
function addHtml(builder: SectionsBuilder, html: string, place: Place): void {
  for (const block of blocksOfHtml(html, place.path)) {
    const depth = (block.depth ?? 0) + place.depth;
    builder.block(depth > 0 ? { ...block, depth } : block);
  }
}

function addParagraph(builder: SectionsBuilder, node: Extract<RootContent, { type: 'paragraph' }>, place: Place): void {
  const text = plain(node).trim();
  const is = noteKind(text) && /^\S+\s*:/.test(text) ? 'note' : 'text';
  const [first] = node.children;
  const label = first?.type === 'strong' || first?.type === 'emphasis' ? plain(first) : undefined;
  builder.block({ is, text, ...insideOf(place) }, label);
  addPictures(builder, node, place);
}

/** The pictures anywhere in a node, lists and their blocks aside, which have their own. */
function addPictures(builder: SectionsBuilder, node: Nodes, place: Place): void {
  const picture = pictureOf(node, place);
  if (picture) builder.block({ ...picture, ...insideOf(place) });
  if (node.type === 'html')
    for (const block of blocksOfHtml(node.value, place.path))
      if (block.is === 'picture') builder.block({ ...block, ...insideOf(place) });
  if ('children' in node) for (const child of node.children) addPictures(builder, child, place);
}

function pictureOf(node: Nodes, { path, pictures }: Place): Block | undefined {
  if (node.type !== 'image' && node.type !== 'imageReference') return undefined;
  const file = localFile(path, node.type === 'image' ? node.url : (pictures.get(node.identifier) ?? ''));
  return { is: 'picture', text: node.alt || 'picture', ...(file !== undefined && { file }) };
}

function addList(builder: SectionsBuilder, list: Extract<RootContent, { type: 'list' }>, place: Place): void {
  for (const [at, item] of list.children.entries())
    addItem(builder, item, list.ordered ? { number: (list.start ?? 1) + at } : {}, place);
}

function addItem(builder: SectionsBuilder, item: ListItem, number: { number?: number }, place: Place): void {
  const [first, ...rest] = item.children;
  const text = (first?.type === 'paragraph' && plain(first).trim()) || '…';
  builder.block({
    is: 'item',
    text: `${BOX.get(item.checked ?? undefined) ?? ''}${text}`,
    depth: place.depth,
    ...number,
  });
  const below = { ...place, depth: Math.min(DEEPEST, place.depth + 1) };
  // A list item may begin with code or a list of its own.
  if (first && first.type !== 'paragraph') addBlocks(builder, first, below);
  else if (first) addPictures(builder, first, below);
  for (const node of rest) addBlocks(builder, node, below);
}

/** What a list of tasks draws. */
const BOX = new Map<boolean | undefined, string>([
  [true, '[x] '],
  [false, '[ ] '],
]);

/** The text of a node with everything below it, code and link targets included. */
function plain(node: Nodes): string {
  if (node.type === 'image' || node.type === 'imageReference') return '';
  if (node.type === 'break') return '\n';
  if (node.type === 'html') return /^<br ?\/?>$/i.test(node.value) ? '\n' : withoutTags(node.value);
  if ('value' in node) return node.value;
  if (!('children' in node)) return '';
  if (node.type === 'list')
    return node.children
      .map((item, at) => `${node.ordered ? `${(node.start ?? 1) + at}.` : '-'} ${plain(item)}`)
      .join('\n');
  const text = node.children.map(plain).join(LINES.has(node.type) ? '\n' : '');
  if (node.type === 'link' && /^https?:/i.test(node.url) && !text.includes(node.url)) return `${text} (${node.url})`;
  return text;
}

/** What stands below each other in these is on lines of its own. */
const LINES: ReadonlySet<string> = new Set(['listItem', 'blockquote', 'table']);

/** Nothing between < and > is ever shown; a comment is no text. */
function withoutTags(html: string): string {
  let text = '';
  let from = 0;
  for (let open = html.indexOf('<'); open >= 0; open = html.indexOf('<', from)) {
    const isComment = html.startsWith('<!--', open);
    const close = html.indexOf(isComment ? '-->' : '>', open);
    if (close < 0) break;
    text += html.slice(from, open);
    from = close + (isComment ? 3 : 1);
  }
  return text + html.slice(from).replaceAll('<', '');
}
