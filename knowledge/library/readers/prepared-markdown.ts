import { noteKind } from './sections-builder.ts';

/** Template tags of site generators; what stands between a pair stays. */
const TAGS = /\{\{[<%][^{}]{0,200}[>%]\}\}/g;
/** What places of a site are for its generator alone: a table of contents, modules of a page. */
const FOR_THE_SITE =
  /^(?:\[\[?_?toc_?\]?\]|\{:[^}]{0,80}\}|import .{1,120} from ['"].{1,120}|export (?:const|default) .{1,120})\s*$/i;
/** `!!! warning "Title"`, `??? note`: what is indented below belongs to it. */
const INDENTED = /^( *)(?:!!!|\?\?\?\+?) *([a-z]+)/i;
/** `=== "Linux"`: a tab, and what is indented below is on it. */
const TAB = /^( {0,8})===[!+]? *"([^"\n]{1,200})"\s*$/;
/** `# [Linux](#tab/linux)`, which ends at a line. */
const TAB_HEADING = /^#{1,6} \[([^\]\n]{1,200})\]\(#tabs?\/[^)\n]{1,200}\)\s*$/;
/** `:::warning Title`, up to `:::`; `::: zone pivot=x`, up to `::: zone-end`. */
const CONTAINER = /^ {0,8}:{3,} *\{?\.?(?:callout-)?([a-z]{1,20})\}?(?:\[([^\]\n]{0,200})\]| ([^\n]{0,200}))?$/i;
const CONTAINER_END = /^:{3,}(?: ?[a-z]+-end:*)?$/i;
/** `:::row:::` and the like place what is between them. */
const PLACING = /^ {0,8}:::(?!image)[^\n]{0,200}:::\s*$/i;
/** `:::image source="a.png" alt-text="A":::` */
const IMAGE = /:::image [^\n]{0,1000}?:::/g;
const INCLUDE = /\[!INCLUDE ?\[([^[\]]+)\]\([^()[\]]+\)\]/gi;
const EMBEDDED = /!\[\[([^[\]|]+)(?:\|[^[\]|]*)?\]\]/g;
const WIKI_LINK = /\[\[([^[\]|]+)(?:\|([^[\]|]+))?\]\]/g;
/** `![a](b.png =300x)` */
const SIZED = /(\]\([^()\s]{1,300}) =\d{0,5}x\d{0,5}\)/g;

/** What generators of sites and wikis have beyond Markdown, as Markdown: admonitions and tabs, pictures, includes, links. Linear. */
export function preparedMarkdown(body: string): string {
  const writer = new Writer();
  for (const line of body.replace(TAGS, '').split(/\r?\n/)) writer.line(line);
  return writer.done();
}

interface Open {
  /** put before each line */
  mark: string;
  /** how far what belongs to it is indented; undefined where it ends with `:::` */
  indent?: number;
}

class Writer {
  readonly #lines: string[] = [];
  readonly #open: Open[] = [];
  #fence = '';
  /** lines since a note, or a tab, was begun */
  #inside = 0;
  #begun = 0;

  done(): string {
    return this.#lines.join('\n');
  }

  line(line: string): void {
    const own = this.#within(line);
    const seen = own.slice(0, LONGEST_MARK);
    const isCode = this.#fence !== '';
    const fence = /^\s*(?:>\s*)*(`{3,}|~{3,})/.exec(seen)?.[1];
    if (!isCode && fence !== undefined) this.#fence = fence;
    else if (isCode && fence?.startsWith(this.#fence) && !/[`~]\s*[^`~\s]/.test(seen)) this.#fence = '';
    if (isCode || fence !== undefined) this.#put(own);
    else this.#plain(own, seen);
  }

  /** A line without the indent of what it is in; ends what it is not in any more. */
  #within(line: string): string {
    const isBlank = line.trim() === '';
    const indent = line.length - line.trimStart().length;
    while (!isBlank && (this.#open.at(-1)?.indent ?? 0) > indent) this.#end();
    return line.slice(Math.min(indent, this.#open.at(-1)?.indent ?? 0));
  }

  #plain(line: string, seen: string): void {
    if (CONTAINER_END.test(seen.trim())) this.#endContainer();
    else if (!FOR_THE_SITE.test(seen) && !PLACING.test(seen)) this.#text(line, seen);
  }

  #text(line: string, seen: string): void {
    // A heading stands in no note: one that nobody has ended ends here.
    if (/^#{1,6} /.test(seen)) while (this.#open.some(({ indent }) => indent === undefined)) this.#endContainer();
    const [, tabbed] = TAB_HEADING.exec(seen) ?? [];
    const begun = tabbed === undefined && this.#begun < MOST_NOTES ? begunBy(seen) : undefined;
    if (begun) this.#begin(begun);
    else this.#put(tabbed === undefined ? rewritten(line) : `###### ${tabbed}`);
  }

  #begin({ kind, title, before, indent }: Begun): void {
    const note = noteKind(kind);
    this.#begun++;
    this.#put('');
    if (note) this.#put(`${before}> ${note}: ${title}`);
    else if (title !== '' && kind === TAB_KIND) this.#put(`${before}###### ${title}`);
    else if (title !== '') this.#put(`${before}**${title}**`);
    this.#put(note ? `${before}>` : '');
    const deep = indent === undefined ? {} : { indent: (this.#open.at(-1)?.indent ?? 0) + indent };
    if (this.#open.length < DEEPEST) this.#open.push({ mark: note ? `${before}> ` : before, ...deep });
  }

  #endContainer(): void {
    while (this.#open.at(-1)?.indent !== undefined) this.#end();
    if (this.#open.length > 0) this.#end();
  }

  #end(): void {
    this.#open.pop();
    this.#lines.push('');
  }

  #put(line: string): void {
    if (this.#open.length > 0 && ++this.#inside > LONGEST_NOTE) this.#open.length = 0;
    if (this.#open.length === 0) this.#inside = 0;
    const mark = this.#open.map((one) => one.mark).join('');
    this.#lines.push(`${mark}${line}`.trimEnd());
  }
}

interface Begun {
  kind: string;
  title: string;
  before: string;
  indent?: number;
}

/** A line tells what it begins within so many characters. */
const LONGEST_MARK = 400;
/** More of a file are left as they are written: the parser's work grows faster than their number. */
const MOST_NOTES = 200;
/** Notes inside notes beyond this are not told apart. */
const DEEPEST = 3;
/** A note with more lines was never ended, and ends here. */
const LONGEST_NOTE = 200;
const TAB_KIND = 'tab';
const CONTENT_INDENT = 4;

/** What a line begins that has an end. */
function begunBy(seen: string): Begun | undefined {
  const [isTab, atTab = '', tab = ''] = TAB.exec(seen) ?? [];
  if (isTab !== undefined) return { kind: TAB_KIND, title: tab, before: atTab, indent: atTab.length + CONTENT_INDENT };
  const [isIndented, before = '', kind = ''] = INDENTED.exec(seen) ?? [];
  const title = seen.split('"')[1] ?? '';
  if (isIndented !== undefined) return { kind, title, before, indent: before.length + CONTENT_INDENT };
  const [isContainer, container = '', bracketed, plain = ''] = CONTAINER.exec(seen) ?? [];
  if (isContainer === undefined || /:::\s*$/.test(seen)) return undefined;
  // Conditions of a generator are no words of the article.
  const said = bracketed ?? (/[=]/.test(plain) ? '' : plain);
  return { kind: container, title: said.trim(), before: /^ */.exec(seen)?.[0] ?? '' };
}

function rewritten(line: string): string {
  if (!line.includes('[') && !line.includes(':::')) return line;
  return line
    .replace(IMAGE, (tag) => `![${attributeOf(tag, 'alt-text')}](<${attributeOf(tag, 'source')}>)`)
    .replace(INCLUDE, 'Note: $1')
    .replace(EMBEDDED, '![]($1)')
    .replace(WIKI_LINK, (_, page: string, name: string | undefined) => name ?? page)
    .replace(SIZED, '$1)');
}

function attributeOf(tag: string, name: string): string {
  const [, value = ''] = tag.split(`${name}="`, 2);
  return value.split('"', 1)[0] ?? '';
}
