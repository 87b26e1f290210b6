import { Tokenizer } from 'htmlparser2';
import { TextLines } from './text-lines.ts';

const BLOCKS = new Set(
  'address article aside blockquote body caption codeblock dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol pre section title ul'.split(
    ' ',
  ),
);
// Teams writes a code block as <codeblock>, with its blanks as they were typed.
const AS_IS = new Set(['pre', 'codeblock']);
const UNSEEN = new Set(['head', 'script', 'style', 'template', 'noscript', 'iframe', 'object']);

/**
 * The text of a piece of HTML as somebody would read it: one line per block, a tab between the cells of a row,
 * `<pre>` as it stands. A Teams mention becomes `<at>Name</at>`, for the channel to take out.
 * Linear in the input; never throws, whatever the mark-up is like.
 */
export function htmlToText(html: string): string {
  const out = new TextLines();
  let tag = '';
  let attribute = '';
  let value = '';
  let mention = false;
  let pre = 0;
  /** the outermost element whose content is not shown */
  let unseen: string | undefined;
  // Mentions are spans in what Teams sends; the end of another span must not close one.
  const spans: boolean[] = [];
  const text = (piece: string) => {
    if (unseen !== undefined) return;
    if (pre > 0) out.addAsIs(piece);
    else out.addFolded(piece);
  };
  const opened = () => {
    if (tag === 'body') unseen = undefined;
    if (unseen === undefined && UNSEEN.has(tag)) unseen = tag;
    if (unseen !== undefined) return;
    if (tag === 'br') out.breakLine();
    else if (tag === 'p') out.endLine();
    else if (tag === 'table') out.openTable();
    else if (tag === 'tr') out.openRow();
    else if (tag === 'td' || tag === 'th') out.openCell();
    else if (BLOCKS.has(tag)) out.endLine();
    if (AS_IS.has(tag)) pre += 1;
    if (tag === 'span' || tag === 'at') {
      spans.push(mention || tag === 'at');
      if (spans.at(-1)) text('<at>');
    }
  };
  const closed = (name: string) => {
    if (name === unseen) unseen = undefined;
    if (unseen !== undefined) return;
    if ((name === 'span' || name === 'at') && spans.pop()) text('</at>');
    if (AS_IS.has(name)) pre = Math.max(0, pre - 1);
    if (name === 'p' || name === 'div') out.endParagraph();
    else if (name === 'table') out.closeTable();
    else if (BLOCKS.has(name)) out.endLine();
  };
  const skip = () => {};
  // The tokenizer and not the parser: a reader needs no tree, and the parser's stack of open elements
  // makes it quadratic for thousands of end tags that nothing has opened.
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
        if (attribute === 'itemtype' && value.endsWith('/Mention')) mention = true;
      },
      onopentagend: opened,
      onselfclosingtag: opened,
      onclosetag: (start, end) => closed(html.slice(start, end).toLowerCase().trim()),
      ontext: (start, end) => text(html.slice(start, end)),
      ontextentity: (codepoint) => text(String.fromCodePoint(codepoint)),
      oncdata: (start, end, offset) => text(html.slice(start, end - offset)),
      onattribentity: skip,
      oncomment: skip,
      ondeclaration: skip,
      onprocessinginstruction: skip,
      onend: skip,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return out.text();
}
