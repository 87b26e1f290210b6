import { parseDocument } from 'htmlparser2';
import type { ReadArticle, SourceFile } from '../imported-article.ts';
import { decodeText } from './kb-text.ts';
import { localFile } from './local-file.ts';
import { idOfPath, noteKind, SectionsBuilder } from './sections-builder.ts';

type AnyNode = ReturnType<typeof parseDocument>['children'][number];
type Element = Extract<AnyNode, { attribs: object }>;

/** A longer page is cut. In characters. */
const LONGEST = 2_000_000;
/** Elements inside elements beyond this are not gone into: no page of text is so deep. */
const DEEPEST = 200;

/** What is no text of the article, or runs. */
const LEFT_OUT = new Set(
  'script style noscript template iframe object embed form input select textarea button nav header footer svg canvas audio video head link meta'.split(
    ' ',
  ),
);
const PARAGRAPHS = new Set(['p', 'dt', 'dd', 'figcaption', 'summary', 'address', 'caption']);
/** Classes by which Confluence, Zendesk and ServiceNow mark a note. */
const NOTE_CLASS =
  /(?:^|[\s_-])(warning|caution|note|important|danger|alert|tip|callout|admonition|macro-note|macro-warning)(?:$|[\s_-])/i;

/** Reads a page by its headings. Nothing in it runs, and nothing it points to is fetched. */
export function readHtml({ path, bytes }: SourceFile): ReadArticle[] {
  const document = parseDocument(decodeText(bytes).slice(0, LONGEST), { lowerCaseTags: true });
  const page = new Page(path);
  page.addAll(document.children, 0);
  const { sections, title } = page.done();
  const named = title || textOf(find(document.children, 'title')).trim();
  if (sections.every(({ blocks }) => blocks.length === 0)) return [];
  return [{ id: idOfPath(path), title: named.slice(0, 300) || idOfPath(path), products: [], versions: [], sections }];
}

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
    if (node.type === 'text') this.#loose += node.data;
    if (!isElement(node) || LEFT_OUT.has(node.name) || depth > DEEPEST) return;
    const inside = list > 0 ? { depth: list } : {};
    const level = /^h([1-6])$/.exec(node.name)?.[1];
    if (level !== undefined) this.#heading(folded(textOf(node)), Number(level));
    else if (node.name === 'br') this.#loose += '\n';
    else if (node.name === 'pre')
      this.#block({ is: 'code', text: textOf(node).replace(/^\n/, '').trimEnd(), ...inside });
    else if (node.name === 'ol' || node.name === 'ul') this.#list(node, depth, list);
    else if (node.name === 'table') this.#block({ is: 'table', text: rowsOf(node), ...inside });
    else if (node.name === 'img') this.#picture(node, inside);
    else if (isNote(node)) this.#block({ is: 'note', text: notedText(node), ...inside });
    else if (PARAGRAPHS.has(node.name)) this.#paragraph(node, depth, list);
    else this.#box(node, depth, list, inside);
  }

  #box(node: Element, depth: number, list: number, inside: { depth?: number }): void {
    const isBox = !INLINE.has(node.name);
    if (isBox) this.#endLoose(inside);
    this.addAll(node.children, depth + 1, list);
    if (isBox) this.#endLoose(inside);
  }

  #heading(text: string, level: number): void {
    this.#endLoose();
    if (text === '') return;
    if (this.#title === '' && level === 1) this.#title = text;
    else this.#builder.heading(text, level);
  }

  #paragraph(node: Element, depth: number, list: number): void {
    const inside = list > 0 ? { depth: list } : {};
    this.#endLoose(inside);
    const text = folded(textOf(node));
    this.#builder.block({ is: noteKind(text) && /^\w+\s*[:!]/.test(text) ? 'note' : 'text', text, ...inside });
    for (const picture of allOf(node.children, 'img', depth)) this.#picture(picture, inside);
  }

  #list(node: Element, depth: number, list: number): void {
    this.#endLoose(list > 0 ? { depth: list } : {});
    const start = Number(node.attribs['start'] ?? 1);
    let number = Number.isSafeInteger(start) && start > 0 ? start : 1;
    for (const item of node.children) {
      if (!isElement(item) || item.name !== 'li') continue;
      const own = item.children.filter((child) => !isElement(child) || INLINE.has(child.name) || child.name === 'p');
      const [first] = own.filter((child) => folded(textOf(child)) !== '');
      const isParagraph = first !== undefined && isElement(first) && first.name === 'p';
      const text = isParagraph
        ? folded(textOf(first))
        : folded(
            own
              .filter((child) => !isElement(child) || child.name !== 'p')
              .map(textOf)
              .join(''),
          );
      this.#builder.block({
        is: 'item',
        text: text || '…',
        depth: list,
        ...(node.name === 'ol' && { number: number++ }),
      });
      const rest = item.children.filter(
        (child) => child !== first && (isParagraph || !own.includes(child) || (isElement(child) && child.name === 'p')),
      );
      this.addAll(rest, depth + 1, list + 1);
      this.#endLoose({ depth: list + 1 });
    }
  }

  #picture(node: Element, inside: { depth?: number }): void {
    const { src = '', alt } = node.attribs;
    const file = localFile(this.#path, src.trim());
    this.#block({ is: 'picture', text: alt || 'picture', ...(file !== undefined && { file }), ...inside });
  }

  #block(block: Parameters<SectionsBuilder['block']>[0]): void {
    this.#endLoose();
    this.#builder.block(block);
  }

  #endLoose(inside: { depth?: number } = {}): void {
    const text = folded(this.#loose);
    this.#loose = '';
    if (text !== '') this.#builder.block({ is: 'text', text, ...inside });
  }
}

const INLINE = new Set(
  'a abbr b bdi bdo cite code em font i kbd mark q s samp small span strong sub sup time tt u var ins del label'.split(
    ' ',
  ),
);

const isElement = (node: AnyNode): node is Element => node.type === 'tag';
const isNote = (node: Element) =>
  !INLINE.has(node.name) &&
  node.name !== 'body' &&
  NOTE_CLASS.test((node.attribs['class'] ?? '').slice(0, 300)) &&
  textOf(node).length < 4000;

function notedText(node: Element): string {
  const text = folded(textOf(node));
  const kind = NOTE_CLASS.exec((node.attribs['class'] ?? '').slice(0, 300))?.[1]
    ?.replace('macro-', '')
    .toUpperCase();
  return noteKind(text) ? text : `${kind}: ${text}`;
}

function rowsOf(table: Element): string {
  return allOf(table.children, 'tr', 0)
    .map((row) =>
      row.children
        .filter(isElement)
        .map((cell) => folded(textOf(cell)))
        .join(' | '),
    )
    .join('\n');
}

const folded = (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/[\s\u00a0]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');

/** The text of a node, without what is left out. */
function textOf(node: AnyNode | undefined, depth = 0): string {
  if (!node || depth > DEEPEST) return '';
  if (node.type === 'text') return node.data;
  if (!isElement(node) || LEFT_OUT.has(node.name)) return '';
  if (node.name === 'br') return '\n';
  const text = node.children.map((child) => textOf(child, depth + 1)).join('');
  return INLINE.has(node.name) || node.name === 'title' ? text : `${text}\n`;
}

function allOf(nodes: readonly AnyNode[], name: string, depth: number): Element[] {
  if (depth > DEEPEST) return [];
  return nodes.flatMap((node) => {
    if (!isElement(node) || LEFT_OUT.has(node.name)) return [];
    return node.name === name ? [node] : allOf(node.children, name, depth + 1);
  });
}

function find(nodes: readonly AnyNode[], name: string, depth = 0): Element | undefined {
  for (const node of nodes) {
    if (!isElement(node) || depth > DEEPEST) continue;
    const found = node.name === name ? node : find(node.children, name, depth + 1);
    if (found) return found;
  }
  return undefined;
}
