import type { parseDocument } from 'htmlparser2';

export type AnyNode = ReturnType<typeof parseDocument>['children'][number];
export type Element = Extract<AnyNode, { attribs: object }>;

/** Elements inside elements beyond this are not gone into. */
const DEEPEST = 200;

/** What is no text of the article, or runs. */
const LEFT_OUT = new Set(
  'script style noscript template iframe object embed form input select textarea button nav header footer svg canvas audio video head link meta ac:parameter ac:task-id ac:task-uuid ac:task-status'.split(
    ' ',
  ),
);
/** Names of what stands around an article on the pages of Confluence, Zendesk, ServiceNow and help sites, as ids or classes. */
const AROUND = new Set(
  'breadcrumb breadcrumbs breadcrumb-section toc toc-macro table-of-contents page-metadata footer site-footer navigation navbar sidebar skip-link article-votes article-relatives article-comments article-share cookie-banner codeheader sr-only'.split(
    ' ',
  ),
);

export const INLINE: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo cite code em font i kbd mark q s samp small span strike strong sub sup time tt u var wbr ins del label o:p ac:link ac:plain-text-link-body ac:link-body'.split(
    ' ',
  ),
);

export const isElement = (node: AnyNode): node is Element =>
  node.type === 'tag' || node.type === 'script' || node.type === 'style';

export function isLeftOut({ name, attribs }: Element): boolean {
  if (LEFT_OUT.has(name)) return true;
  const names = `${attribs['id'] ?? ''} ${attribs['class'] ?? ''}`.slice(0, 300).toLowerCase();
  return names.split(/\s+/).some((one) => AROUND.has(one));
}

/** Lines without blanks around them; a no-break space is one. */
export const folded = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(/[\s\u00a0\u200b]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');

/** The text of a node, without what is left out. @param without names of elements that are passed over as well */
export function textOf(node: AnyNode | undefined, without: ReadonlySet<string> = NONE, depth = 0): string {
  if (!node || depth > DEEPEST) return '';
  if (node.type === 'text') return node.data;
  if (node.type === 'cdata') return node.children.map((child) => textOf(child, without, depth + 1)).join('');
  if (!isElement(node) || isLeftOut(node) || without.has(node.name)) return '';
  if (node.name === 'br') return '\n';
  const text = node.children.map((child) => textOf(child, without, depth + 1)).join('');
  if (node.name === 'a') return withAddress(text, node.attribs['href'] ?? '');
  return INLINE.has(node.name) || node.name === 'title' ? text : `${text}\n`;
}

const NONE: ReadonlySet<string> = new Set();

/** A link with where it leads, when that is a page elsewhere. */
const withAddress = (text: string, address: string) =>
  /^https?:/i.test(address) && text.trim() !== '' && !text.includes(address) ? `${text} (${address})` : text;

/** The words at the beginning of a paragraph that are bold or underlined; undefined where it begins otherwise. */
export function labelOf(node: Element, depth = 0): string | undefined {
  const first = node.children.find((child) => folded(textOf(child)) !== '');
  if (!first || !isElement(first) || depth > 8) return undefined;
  const isBold =
    ['b', 'strong', 'u', 'em'].includes(first.name) ||
    /font-weight: ?(?:bold|[6-9]00)/i.test(first.attribs['style'] ?? '');
  if (isBold) return folded(textOf(first));
  return INLINE.has(first.name) ? labelOf(first, depth + 1) : undefined;
}

/** The rows of a table as lines, a bar between the cells; of a cell with several lines each stands behind the one before. */
export const rowsOf = (table: Element): string =>
  allOf(table.children, ['tr'], 0)
    .map((row) =>
      row.children
        .filter(isElement)
        .map((cell) => folded(textOf(cell)).replaceAll('\n', ' / '))
        .join(' | '),
    )
    .join('\n');

/** Every element of these names, the outermost ones. */
export function allOf(nodes: readonly AnyNode[], names: readonly string[], depth: number): Element[] {
  if (depth > DEEPEST) return [];
  return nodes.flatMap((node) => {
    if (!isElement(node) || isLeftOut(node)) return [];
    return names.includes(node.name) ? [node] : allOf(node.children, names, depth + 1);
  });
}

/** The first element of a name. */
export const find = (nodes: readonly AnyNode[], name: string): Element | undefined =>
  findWhere(nodes, (one) => one.name === name);

/** The first element for which something holds, wherever it stands. */
export function findWhere(nodes: readonly AnyNode[], holds: (one: Element) => boolean, depth = 0): Element | undefined {
  for (const node of nodes) {
    if (!isElement(node) || depth > DEEPEST) continue;
    const found = holds(node) ? node : findWhere(node.children, holds, depth + 1);
    if (found) return found;
  }
  return undefined;
}
