import { parseDocument } from 'htmlparser2';
import type { Block, ReadArticle, SourceFile } from '../imported-article.ts';
import { roleOf } from '../reading/section-roles.ts';
import { appliesTo } from './applies-to.ts';
import { decodeText } from './decode-text.ts';
import {
  type AnyNode,
  allOf,
  type Element,
  find,
  folded,
  INLINE,
  isElement,
  isLeftOut,
  labelOf,
  rowsOf,
  textOf,
} from './html-nodes.ts';
import { contentOf, pageTitleOf } from './html-pages.ts';
import { localFile } from './local-file.ts';
import { idOfPath, noteKind, SectionsBuilder } from './sections-builder.ts';

/** A longer page is cut. In characters. */
const LONGEST = 2_000_000;
/** Elements inside elements beyond this are not gone into: no page of text is so deep. */
const DEEPEST = 200;

const CODE = ['pre', 'ac:plain-text-body'];
const PICTURES = ['img', 'ac:image'];
/** What makes boxes of a table that was drawn to lay out a page. */
const OF_PAGES = ['h1', 'h2', 'h3', 'h4', 'ol', 'pre', 'table'];
/** Classes and names of macros by which Confluence, Zendesk and ServiceNow mark a note. */
const NOTE_CLASS =
  /(?:^|[\s_-])(warning|caution|note|important|danger|alert|tip|info|callout|admonition|macro-note|macro-warning)(?:$|[\s_-])/i;
const LONGEST_NOTE = 4000;

/** Reads a page by its headings. Nothing in it runs, and nothing it points to is fetched. */
export function readHtml({ path, bytes }: SourceFile): ReadArticle[] {
  const nodes = parsed(decodeText(bytes));
  const page = new Page(path);
  page.addAll(contentOf(nodes), 0);
  const { sections, title } = page.done();
  const named = title || pageTitleOf(nodes);
  if (sections.every(({ blocks }) => blocks.length === 0)) return [];
  return [
    {
      id: idOfPath(path),
      title: named.slice(0, 300) || idOfPath(path),
      products: appliesTo(sections),
      versions: [],
      sections,
    },
  ];
}

/** The blocks of a piece of HTML in another text. */
export function blocksOfHtml(html: string, path: string): Block[] {
  const page = new Page(path);
  page.addAll(parsed(html), 0);
  return page
    .done()
    .sections.flatMap(({ heading, blocks }) =>
      heading === '' ? blocks : [{ is: 'text' as const, text: heading }, ...blocks],
    );
}

const parsed = (html: string) =>
  parseDocument(html.slice(0, LONGEST), { lowerCaseTags: true, recognizeCDATA: true, recognizeSelfClosing: true })
    .children;

class Page {
  readonly #builder = new SectionsBuilder();
  readonly #path: string;
  #title = '';
  #loose = '';

  constructor(path: string) {
    this.#path = path;
  }

  done() {
    this.#endLoose();
    return { sections: this.#builder.done(), title: this.#title };
  }

  addAll(nodes: readonly AnyNode[], depth: number, list = 0): void {
    for (const node of nodes) this.#add(node, depth, list);
  }

  #add(node: AnyNode, depth: number, list: number): void {
    if (node.type === 'text') this.#loose += node.data.replace(/\s+/g, ' ');
    if (!isElement(node) || isLeftOut(node) || depth > DEEPEST) return;
    if (INLINE.has(node.name)) this.#inline(node, depth, list);
    else if (node.name === 'br') this.#loose += '\n';
    else this.#element(node, depth, list);
  }

  #element(node: Element, depth: number, list: number): void {
    const inside = list > 0 ? { depth: list } : {};
    const level = levelOf(node);
    if (level !== undefined) this.#heading(node, level);
    else if (CODE.includes(node.name))
      this.#block({ is: 'code', text: textOf(node).replace(/^\n/, '').trimEnd(), ...inside });
    else if (node.name === 'ol' || node.name === 'ul') this.#list(node, depth, list);
    else if (node.name === 'table' && !isLayout(node)) this.#table(node, depth, inside);
    else if (PICTURES.includes(node.name)) this.#picture(node, inside);
    else if (isNote(node)) this.#note(node, depth, list);
    else if (holdsBlocks(node)) this.#box(node, depth, list);
    else this.#paragraph(node, depth, list);
  }

  #inline(node: Element, depth: number, list: number): void {
    const before = this.#loose.length;
    this.addAll(node.children, depth + 1, list);
    // What a link leads to is text as well.
    if (node.name === 'a' && this.#loose.length > before)
      this.#loose = `${this.#loose.slice(0, before)}${textOf(node)}`;
  }

  #box(node: Element, depth: number, list: number): void {
    const inside = list > 0 ? { depth: list } : {};
    this.#endLoose(inside);
    this.addAll(node.children, depth + 1, list);
    this.#endLoose(inside);
  }

  #heading(node: Element, level: number): void {
    this.#endLoose();
    const text = folded(textOf(node));
    // A page may begin with the name of a section: that is no title.
    if (text !== '' && this.#title === '' && level === 1 && roleOf(text) === 'other') this.#title = text;
    else if (text !== '') this.#builder.heading(text, level);
    this.#pictures([node], {});
  }

  #paragraph(node: Element, depth: number, list: number): void {
    const inside = list > 0 ? { depth: list } : {};
    this.#endLoose(inside);
    const text = folded(textOf(node));
    this.#builder.block(
      { is: noteKind(text) && /^\w+\s*[:!]/.test(text) ? 'note' : 'text', text, ...inside },
      labelOf(node),
    );
    this.#pictures(node.children, inside, depth);
  }

  #note(node: Element, depth: number, list: number): void {
    const inside = list > 0 ? { depth: list } : {};
    this.#block({ is: 'note', text: notedText(node), ...inside });
    for (const code of allOf(node.children, CODE, depth)) this.#add(code, depth + 1, list);
    this.#pictures(node.children, inside, depth);
  }

  #table(node: Element, depth: number, inside: { depth?: number }): void {
    this.#block({ is: 'table', text: rowsOf(node), ...inside });
    this.#pictures(node.children, inside, depth);
  }

  #list(node: Element, depth: number, list: number): void {
    this.#endLoose(list > 0 ? { depth: list } : {});
    let number = countOf(node.attribs['start']) ?? 1;
    for (const item of node.children.filter(isElement)) {
      // A list may stand in a list without an item around it.
      if (item.name !== 'li') {
        this.#add(item, depth + 1, list + 1);
        continue;
      }
      number = countOf(item.attribs['value']) ?? number;
      this.#item(item, node.name === 'ol' ? { number: number++ } : {}, depth, list);
    }
  }

  #item(item: Element, number: { number?: number }, depth: number, list: number): void {
    const own = leading(item.children);
    const text = folded(own.map((child) => textOf(child)).join('')) || '…';
    this.#builder.block({ is: 'item', text, depth: list, ...number });
    this.#pictures(own, { depth: list + 1 }, depth);
    this.addAll(item.children.slice(own.length), depth + 1, list + 1);
    this.#endLoose({ depth: list + 1 });
  }

  #pictures(nodes: readonly AnyNode[], inside: { depth?: number }, depth = 0): void {
    for (const picture of allOf(nodes, PICTURES, depth)) this.#picture(picture, inside);
  }

  #picture(node: Element, inside: { depth?: number }): void {
    const attached = find(node.children, 'ri:attachment')?.attribs['ri:filename'];
    const { src = attached ?? '', alt } = node.attribs;
    const file = localFile(this.#path, src.trim());
    this.#block({ is: 'picture', text: alt || 'picture', ...(file !== undefined && { file }), ...inside });
  }

  #block(block: Block): void {
    this.#endLoose();
    this.#builder.block(block);
  }

  #endLoose(inside: { depth?: number } = {}): void {
    const text = folded(this.#loose);
    this.#loose = '';
    if (text !== '') this.#builder.block({ is: 'text', text, ...inside });
  }
}

/** A number of a list; undefined for anything else. */
function countOf(value: string | undefined): number | undefined {
  const count = Number(value ?? Number.NaN);
  return Number.isSafeInteger(count) && count > 0 ? count : undefined;
}

/** What of an item stands on its own line: its words, or its first paragraph. */
function leading(children: readonly AnyNode[]): AnyNode[] {
  const own: AnyNode[] = [];
  for (const child of children) {
    const isBlock = isElement(child) && !INLINE.has(child.name) && child.name !== 'br' && child.name !== 'img';
    const isBlank = own.every((one) => folded(textOf(one)) === '');
    if (isBlock && isBlank && !isNote(child) && isText(child)) return [...own, child];
    if (isBlock) break;
    own.push(child);
  }
  return own;
}

const isText = (node: Element) => (node.name === 'p' || node.name === 'div') && !holdsBlocks(node);

/** Of a heading, also as Word writes one. */
function levelOf({ name, attribs }: Element): number | undefined {
  const level = /^h([1-6])$/.exec(name)?.[1] ?? /^MsoHeading([1-6])\b/i.exec(attribs['class'] ?? '')?.[1];
  if (level !== undefined) return Number(level);
  return /^MsoTitle\b/i.test(attribs['class'] ?? '') ? 1 : undefined;
}

const isLayout = (table: Element) =>
  allOf(table.children, OF_PAGES, 0).length > 0 ||
  allOf(table.children, ['tr'], 0).every((row) => row.children.filter(isElement).length < 2);

/** Whether anything in it is more than words in a row. */
const holdsBlocks = (node: Element): boolean =>
  node.children.some(
    (child) =>
      isElement(child) &&
      !isLeftOut(child) &&
      ((!INLINE.has(child.name) && child.name !== 'br' && child.name !== 'img') || holdsBlocks(child)),
  );

const markOf = ({ name, attribs }: Element) =>
  name === 'ac:structured-macro' ? (attribs['ac:name'] ?? '') : (attribs['class'] ?? '').slice(0, 300);

const isNote = (node: Element) =>
  !INLINE.has(node.name) &&
  node.name !== 'body' &&
  NOTE_CLASS.test(markOf(node)) &&
  allOf(node.children, ['h1', 'h2', 'h3', 'h4'], 0).length === 0 &&
  textOf(node).length < LONGEST_NOTE;

/** Names of boxes that are not said of a text: which kind it is stands in the other words of the class, or nowhere. */
const BOXES = new Set(['CALLOUT', 'ADMONITION', 'ALERT']);

function notedText(node: Element): string {
  const text = folded(textOf(node, new Set(CODE)));
  const kinds = markOf(node)
    .split(/[\s_-]+/)
    .map((word) => word.toUpperCase())
    .filter((word) => NOTE_CLASS.test(word) || word === 'INFORMATION');
  const kind = kinds.findLast((word) => !BOXES.has(word) && word !== 'INFORMATION' && word !== 'INFO') ?? 'NOTE';
  return noteKind(text) ? text : `${kind}: ${text}`;
}
