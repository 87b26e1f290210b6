import { createRequire } from 'node:module';
import { TextLines } from './text-lines.ts';

const BLOCKS = new Set(
  'address article aside blockquote body caption codeblock dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol pre section title ul'.split(
    ' ',
  ),
);
// Teams writes a code block as <codeblock>, with its blanks as they were typed.
const AS_IS = new Set(['pre', 'codeblock']);
const UNSEEN = new Set(['head', 'script', 'style', 'template', 'noscript', 'iframe', 'object']);

type HtmlParser = typeof import('htmlparser2');

/** Loaded when the first text comes as HTML: a start has no use for it. */
let loaded: HtmlParser | undefined;
function htmlparser(): HtmlParser {
  loaded ??= createRequire(import.meta.url)('htmlparser2') as HtmlParser;
  return loaded;
}

/**
 * The text of a piece of HTML as somebody would read it: one line per block, a tab between the cells of a row,
 * `<pre>` as it stands. A Teams mention becomes `<at>Name</at>`, for the channel to take out.
 * Linear in the input; never throws, whatever the mark-up is like.
 */
export function htmlToText(html: string): string {
  const page = new ShownText();
  let tag = '';
  let attribute = '';
  let value = '';
  let mention = false;
  const opened = () => page.opened(tag, mention);
  const skip = () => {};
  // The tokenizer and not the parser: a reader needs no tree, and the parser's stack of open elements
  // makes it quadratic for thousands of end tags that nothing has opened.
  const { Tokenizer } = htmlparser();
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        tag = html.slice(start, end).toLowerCase();
        mention = false;
      },
      onattribname(start, end) {
        attribute = html.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata(start, end) {
        value = html.slice(start, end);
      },
      onattribend() {
        mention ||= attribute === 'itemtype' && value.endsWith('/Mention');
      },
      onopentagend: opened,
      onselfclosingtag: opened,
      onclosetag: (start, end) => page.closed(html.slice(start, end).toLowerCase().trim()),
      ontext: (start, end) => page.text(html.slice(start, end)),
      ontextentity: (codepoint) => page.text(String.fromCodePoint(codepoint)),
      oncdata: (start, end, offset) => page.text(html.slice(start, end - offset)),
      onattribentity: skip,
      oncomment: skip,
      ondeclaration: skip,
      onprocessinginstruction: skip,
      onend: skip,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return page.lines.text();
}

/** What the beginning of an element does to the lines, and what its end does. */
const OPENS = new Map<string, (lines: TextLines) => void>([
  ...[...BLOCKS].map((tag) => [tag, (lines: TextLines) => lines.endLine()] as const),
  ['br', (lines) => lines.breakLine()],
  ['p', (lines) => lines.endLine()],
  ['table', (lines) => lines.openTable()],
  ['tr', (lines) => lines.openRow()],
  ['td', (lines) => lines.openCell()],
  ['th', (lines) => lines.openCell()],
]);
const CLOSES = new Map<string, (lines: TextLines) => void>([
  ...[...BLOCKS].map((tag) => [tag, (lines: TextLines) => lines.endLine()] as const),
  ['p', (lines) => lines.endParagraph()],
  ['div', (lines) => lines.endParagraph()],
  ['table', (lines) => lines.closeTable()],
]);
/** Mentions are spans in what Teams sends; the end of another span must not close one. */
const MAY_MENTION = new Set(['span', 'at']);

class ShownText {
  readonly lines = new TextLines();
  #pre = 0;
  /** the outermost element whose content is not shown */
  #unseen: string | undefined;
  /** of each open span, whether it is a mention */
  readonly #spans: boolean[] = [];

  text(piece: string): void {
    if (this.#unseen !== undefined) return;
    if (this.#pre > 0) this.lines.addAsIs(piece);
    else this.lines.addFolded(piece);
  }

  opened(tag: string, isMention: boolean): void {
    if (tag === 'body') this.#unseen = undefined;
    if (UNSEEN.has(tag)) this.#unseen ??= tag;
    if (this.#unseen !== undefined) return;
    OPENS.get(tag)?.(this.lines);
    if (AS_IS.has(tag)) this.#pre += 1;
    if (!MAY_MENTION.has(tag)) return;
    this.#spans.push(isMention || tag === 'at');
    if (this.#spans.at(-1)) this.text('<at>');
  }

  closed(tag: string): void {
    if (tag === this.#unseen) this.#unseen = undefined;
    if (this.#unseen !== undefined) return;
    if (MAY_MENTION.has(tag) && this.#spans.pop()) this.text('</at>');
    if (AS_IS.has(tag)) this.#pre = Math.max(0, this.#pre - 1);
    CLOSES.get(tag)?.(this.lines);
  }
}
