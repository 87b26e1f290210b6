import type { Nodes, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Block, ReadArticle, SourceFile } from '../imported-article.ts';
import { readFrontMatter } from './front-matter.ts';
import { decodeText } from './kb-text.ts';
import { localFile } from './local-file.ts';
import { idOfPath, noteKind, SectionsBuilder } from './sections-builder.ts';

/** A longer Markdown file is cut: the parser's work grows faster than the text. In characters. */
const LONGEST = 400_000;
/** Lists in lists beyond this are read as text. */
const DEEPEST = 8;

/** Template tags of site generators; what stands between a pair stays. */
const TAGS = /\{\{[<%][^{}]{0,200}[>%]\}\}/g;
/** `!!! warning "Title"` and `:::warning` of documentation generators. */
const ADMONITION = /^(?:!!!|\?\?\?|:::) *\{?([a-z]+)/i;

/** Reads a Markdown file: CommonMark and GFM, with or without front matter. One article a file. */
export function readMarkdown({ path, bytes }: SourceFile): ReadArticle[] {
  const { facts, body } = readFrontMatter(decodeText(bytes).slice(0, LONGEST));
  const tree = fromMarkdown(prepared(body), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const builder = new SectionsBuilder();
  let title = facts['title']?.[0];
  for (const node of tree.children) {
    if (node.type === 'heading' && title === undefined) title = plain(node).trim();
    else if (node.type === 'heading' && plain(node).trim() === title) continue;
    else if (node.type === 'heading') builder.heading(plain(node).trim(), node.depth);
    else addBlocks(builder, node, { path, depth: 0 });
  }
  const sections = builder.done();
  if (sections.length === 0) return [];
  const all = (...names: string[]) => names.flatMap((name) => facts[name] ?? []);
  const [url] = all('url');
  const [changed] = all('date');
  return [
    {
      id: idIn(all('id', 'original kb number', 'ms.kb')) ?? idOfPath(path),
      title: title || idOfPath(path),
      ...(url && { url }),
      products: all('product', 'products', 'appliesto'),
      versions: all('version'),
      ...(changed && { changed }),
      sections,
    },
  ];
}

/** The first of what the front matter calls its number, when it can be one. */
function idIn([id = '']: readonly string[]): string | undefined {
  if (!/^[\w.-]{1,80}$/.test(id)) return undefined;
  return /^\d{5,7}$/.test(id) ? `Q${id}` : id;
}

/** Tags out, and admonitions of site generators as quotations, which every reader knows. */
function prepared(body: string): string {
  return body
    .replace(TAGS, '')
    .split(/\r?\n/)
    .map((line) => {
      const kind = ADMONITION.exec(line.slice(0, 200))?.[1];
      if (/^:::\s*$/.test(line)) return '';
      return kind && noteKind(kind) ? `> ${kind.toUpperCase()}:` : line;
    })
    .join('\n');
}

interface Place {
  path: string;
  depth: number;
}

function addBlocks(builder: SectionsBuilder, node: RootContent, place: Place): void {
  const inside = place.depth > 0 ? { depth: place.depth } : {};
  if (node.type === 'paragraph') addParagraph(builder, node, place);
  else if (node.type === 'list') addList(builder, node, place);
  else if (node.type !== 'thematicBreak' && node.type !== 'definition') builder.block({ ...blockOf(node), ...inside });
}

function blockOf(node: RootContent): Block {
  if (node.type === 'code') return { is: 'code', text: node.value };
  if (node.type === 'table')
    return {
      is: 'table',
      text: node.children.map((row) => row.children.map((cell) => plain(cell).trim()).join(' | ')).join('\n'),
    };
  if (node.type !== 'blockquote') return { is: 'text', text: plain(node) };
  const text = node.children.map(plain).join('\n').trim();
  return { is: noteKind(text) ? 'note' : 'text', text: text.replace(/^\[!(\w+)\]\s*/, '$1: ') };
}

function addParagraph(
  builder: SectionsBuilder,
  node: Extract<RootContent, { type: 'paragraph' }>,
  { path, depth }: Place,
): void {
  const inside = depth > 0 ? { depth } : {};
  const text = plain(node).trim();
  if (text !== '') builder.block({ is: noteKind(text) && /^\S+\s*:/.test(text) ? 'note' : 'text', text, ...inside });
  addPictures(builder, node, path, inside);
}

function addPictures(
  builder: SectionsBuilder,
  { children }: Extract<RootContent, { type: 'paragraph' }>,
  path: string,
  inside: { depth?: number },
): void {
  for (const child of children)
    if (child.type === 'image') builder.block({ ...pictureBlock(path, child.alt, child.url), ...inside });
}

function addList(builder: SectionsBuilder, list: Extract<RootContent, { type: 'list' }>, place: Place): void {
  for (const [at, item] of list.children.entries()) {
    const [first, ...rest] = item.children;
    builder.block({
      is: 'item',
      text: first ? plain(first).trim() || '…' : '…',
      depth: place.depth,
      ...(list.ordered && { number: (list.start ?? 1) + at }),
    });
    const below = { ...place, depth: Math.min(DEEPEST, place.depth + 1) };
    // A list item may begin with code or a list of its own.
    if (first && first.type !== 'paragraph') addBlocks(builder, first, below);
    else if (first) addPictures(builder, first, place.path, { depth: below.depth });
    for (const node of rest) addBlocks(builder, node, below);
  }
}

function pictureBlock(path: string, alt: string | null | undefined, url: string): Block {
  const file = localFile(path, url);
  return { is: 'picture', text: alt || 'picture', ...(file !== undefined && { file }) };
}

/** The text of a node with everything below it, code and link targets included. */
function plain(node: Nodes): string {
  if (node.type === 'image') return '';
  if (node.type === 'break') return '\n';
  if (node.type === 'html') return withoutTags(node.value);
  if ('value' in node) return node.value;
  if (!('children' in node)) return '';
  const text = node.children.map(plain).join(node.type === 'list' || node.type === 'listItem' ? '\n' : '');
  if (node.type === 'link' && /^https?:/i.test(node.url) && !text.includes(node.url)) return `${text} (${node.url})`;
  return text;
}

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
