import { type AnyNode, type Element, find, findWhere, folded, textOf } from './html-nodes.ts';

const has = (name: string, value: string) => (node: Element) =>
  (node.attribs[name] ?? '').slice(0, 300).toLowerCase().split(/\s+/).includes(value);

/** Where the article stands on the pages of the programs that write them, surest first. One row more is one program more. */
const CONTENTS: readonly ((node: Element) => boolean)[] = [
  // Confluence
  has('id', 'main-content'),
  // Zendesk Guide
  has('class', 'article-body'),
  has('class', 'article__body'),
  // ServiceNow
  has('class', 'kb-article-content'),
  has('id', 'article_content'),
  has('itemprop', 'articlebody'),
  has('role', 'main'),
  (node) => node.name === 'main',
  (node) => node.name === 'article',
];
/** A part that has less of the text than this is not the article. */
const FEWEST_SHARE = 0.25;

/** What of a page is its article: all of it where no part is known as that. */
export function contentOf(nodes: readonly AnyNode[]): readonly AnyNode[] {
  const all = lengthOf(nodes);
  for (const holds of CONTENTS) {
    const found = findWhere(nodes, holds);
    if (found && lengthOf(found.children) >= FEWEST_SHARE * all) return withTitle(nodes, found);
  }
  return nodes;
}

/** The heading of the page may stand above its article. */
function withTitle(nodes: readonly AnyNode[], content: Element): readonly AnyNode[] {
  const title = find(content.children, 'h1') ? undefined : find(nodes, 'h1');
  return title ? [title, ...content.children] : content.children;
}

const lengthOf = (nodes: readonly AnyNode[]) => nodes.reduce((sum, node) => sum + textOf(node).length, 0);

/** What the head of a page calls it. */
export const pageTitleOf = (nodes: readonly AnyNode[]): string => {
  const title = find(nodes, 'title');
  return folded((title?.children ?? []).map((child) => textOf(child)).join(''));
};
