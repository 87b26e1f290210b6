import type { Block, ReadArticle, Section, SourceFile } from '../imported-article.ts';
import { isWay, roleOf } from '../reading/section-roles.ts';
import { decodeText } from './decode-text.ts';
import { KB_HEADERS, KB_TAILS } from './kb-labels.ts';
import { SectionsBuilder } from './sections-builder.ts';

/** Longer files are cut: no article is a tenth of that. In characters. */
const LONGEST = 1_000_000;

/** Whether the first lines are those of an article of a Knowledge Base as text. */
export function isKbText(head: string): boolean {
  return /^(?:DOCUMENT:\s*Q?\d{5,7}\b|PSS ID Number:\s*Q?\d{5,7}\b|Article ID:\s*Q?\d{5,7}\b)/im.test(
    head.slice(0, 2000),
  );
}

/** Reads an article as text: a head of labels, sections that are underlined or in capitals, hard wrapped lines. */
export function readKbText({ bytes }: SourceFile): ReadArticle[] {
  const lines = decodeText(bytes).slice(0, LONGEST).replaceAll('\t', '    ').split(/\r?\n/);
  const head = readHead(lines);
  if (head.id === undefined) return [];
  const body = lines.slice(head.end, tailOf(lines, head.end));
  const applies = readApplies(body);
  const sections = splitSections(body.filter((_, at) => at < applies.from || at >= applies.to));
  return [
    {
      id: head.id,
      title: head.title || head.id,
      products: unique([...applies.products, ...(head.product ? [head.product] : [])]),
      versions: unique([...applies.versions, ...versionsIn(head.versions)]),
      ...(head.changed && { changed: head.changed }),
      sections,
    },
  ];
}

interface Head {
  id?: string;
  title: string;
  product: string;
  versions: string;
  changed: string;
  /** index of the first line behind it */
  end: number;
}

const MOST_HEAD_LINES = 30;

function readHead(lines: readonly string[]): Head {
  const head: Head = { title: '', product: '', versions: '', changed: '', end: 0 };
  let open: (typeof KB_HEADERS)[number]['is'] | undefined;
  for (const [at, line] of lines.slice(0, MOST_HEAD_LINES).entries()) {
    const isRule = /^[=-]{20,}\s*$/.test(line);
    const label = KB_HEADERS.find(({ name }) => line.toLowerCase().startsWith(name));
    if (isRule || label) head.end = at + 1;
    if (isRule && head.id !== undefined) break;
    if (isRule) continue;
    if (label) takeLabel(head, label.is, behind(line, label.name));
    open = label ? label.is : takeTitle(head, line, open);
  }
  head.title = head.title.replace(/\.\.$/, '.').trim();
  return head;
}

const behind = (line: string, label: string) =>
  line.slice(line.includes(':') ? line.indexOf(':') + 1 : label.length).trim();

/** A line without a label: the title goes on, or begins where there is no head. @returns what may go on below */
function takeTitle<Open extends string>(head: Head, line: string, open: Open | undefined): Open | undefined {
  if (open === 'title' && /^ +\S/.test(line)) {
    head.title += ` ${line.trim()}`;
    return open;
  }
  if (line.trim() === '' || head.id !== undefined || head.title !== '') return undefined;
  head.title = line.trim();
  return open;
}

function takeLabel(head: Head, is: (typeof KB_HEADERS)[number]['is'], value: string): void {
  if (is === 'id') {
    const [, number] = /^Q?(\d{5,7})\b/i.exec(value) ?? [];
    if (number) head.id = `Q${number}`;
    const date = /\d{1,2}-[A-Z]{3}-\d{4}/i.exec(value)?.[0];
    if (date) head.changed = date;
  } else if (is === 'changed') head.changed = value.replace(/^on /i, '');
  else if (is !== 'none') head[is] = value;
}

/** Where what is not for readers begins: keywords, the disclaimer. */
function tailOf(lines: readonly string[], from: number): number {
  for (let at = from; at < lines.length; at++)
    if (KB_TAILS.some((start) => (lines[at] ?? '').toLowerCase().startsWith(start))) return at;
  return lines.length;
}

const VERSION = /\b\d{1,2}(?:\.\d{1,2}[a-z]?){1,2}\b|\b(?:19|20)\d\d\b/g;
const versionsIn = (text: string) => [...text.slice(0, 1000).matchAll(VERSION)].map(([version]) => version);

/** "The information in this article applies to:" with its list. */
function readApplies(body: readonly string[]): { from: number; to: number; products: string[]; versions: string[] } {
  const from = body.findIndex((line) =>
    /^(?:the information in this article applies to|applies to)\b/i.test(line.trim()),
  );
  if (from < 0) return { from: body.length, to: body.length, products: [], versions: [] };
  let to = from + 1;
  const rows: string[] = [];
  for (; to < body.length && to < from + 60; to++) {
    const line = body[to] ?? '';
    if (/^\s*[-*•] +\S/.test(line)) rows.push(line.replace(/^\s*[-*•] +/, ''));
    else if (/^[-=_]{5,}\s*$/.test(line) && rows.length > 0) break;
    else if (/^\S/.test(line) && !/^[-=_]/.test(line)) break;
    else if (line.trim() !== '' && rows.length > 0 && !/^[-=_]/.test(line)) rows[rows.length - 1] += ` ${line.trim()}`;
  }
  const products = rows.map((row) => row.split(/,| versions? /, 1)[0]?.trim() ?? '').filter((name) => name !== '');
  return { from, to, products, versions: rows.flatMap(versionsIn) };
}

/** Sections by underlined headings, or by headings in capitals on a line of their own. */
function splitSections(lines: readonly string[]): Section[] {
  const builder = new SectionsBuilder();
  let from = 0;
  const close = (to: number) => {
    for (const block of blocksOf(lines.slice(from, to))) builder.block(block);
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const underline = /^[^\s=_-].{0,79}$/.test(line)
      ? /^(?:={3,}|-{3,})\s*$/.exec(lines[at + 1] ?? '')?.[0]
      : undefined;
    const isCapitals =
      /^[A-Z][A-Z ]{3,40}\s*$/.test(line) && roleOf(line) !== 'other' && (lines[at - 1] ?? '').trim() === '';
    if (underline === undefined && !isCapitals) continue;
    close(at);
    builder.heading(line.trim(), underline?.startsWith('-') || isWay(line) ? 2 : 1);
    from = at + (underline === undefined ? 1 : 2);
    at = from - 1;
  }
  close(lines.length);
  return builder.done();
}

const indentOf = (line: string) => line.length - line.trimStart().length;
const NUMBERED = /^ {0,8}(\d{1,2})[.)](?: +\S|[A-Z])/;
const LETTERED = /^ {0,12}([a-z])[.)] +\S/;
const BULLET = /^ {0,8}[-*•o] +\S/;
const NOTE = /^ *(?:note|warning|important|caution|tip)\b *[:-]/i;
/** So far in stands what is shown and not said: messages, commands, keys. */
const DISPLAYED = 3;

/** Paragraphs, list items and displayed text of a section. */
export function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let open: { block: Block; lines: string[] } | undefined;
  const close = () => {
    if (open) blocks.push({ ...open.block, text: dedented(open.lines) });
    open = undefined;
  };
  const begin = (block: Omit<Block, 'text'>, first: string) => {
    close();
    open = { block: { ...block, text: '' }, lines: [first] };
  };
  let inList = false;
  for (const line of lines) {
    if (line.trim() === '' || /^[-=_]{5,}\s*$/.test(line)) {
      close();
      continue;
    }
    const begun = beginning(line, inList, (number) => isNext(blocks, open?.block, number));
    inList ||= begun?.block.number !== undefined;
    if (begun) begin(begun.block, begun.text);
    else if (open) open.lines.push(line);
    else begin({ is: indentOf(line) >= DISPLAYED ? 'code' : 'text' }, line);
  }
  close();
  return blocks;
}

/** What a line begins by its mark, without the mark. */
function beginning(
  line: string,
  inList: boolean,
  isStep: (number: number) => boolean,
): { block: Omit<Block, 'text'>; text: string } | undefined {
  const number = Number(NUMBERED.exec(line)?.[1] ?? Number.NaN);
  if (number >= 0 && isStep(number))
    return { block: { is: 'item', number, depth: 0 }, text: line.replace(/^ *\d{1,2}[.)] */, '') };
  if (inList && LETTERED.test(line)) return { block: { is: 'item', depth: 1 }, text: line.trim() };
  if (BULLET.test(line) && line.trim() !== '- or -')
    return { block: { is: 'item', depth: inList ? 1 : 0 }, text: line.replace(/^ *[-*•o] +/, '') };
  return NOTE.test(line) ? { block: { is: 'note' }, text: line } : undefined;
}

/** A number begins a step when it follows the one before; "2. Beta" in a sentence does not. */
function isNext(blocks: readonly Block[], open: Block | undefined, number: number): boolean {
  if (number === 1) return true;
  const last = open?.number ?? blocks.findLast((block) => block.number !== undefined)?.number;
  return last !== undefined && (number === last + 1 || number === last);
}

/** Without the indent that all lines but the first share; the first lost its mark. */
function dedented(lines: readonly string[]): string {
  const [first = '', ...rest] = lines;
  const indent = Math.min(...lines.map((line, at) => (at === 0 && rest.length > 0 ? 99 : indentOf(line))));
  const own = Math.min(indent, indentOf(first));
  return [first.slice(own).trimEnd(), ...rest.map((line) => line.slice(indent).trimEnd())].join('\n').trim();
}

const unique = (all: readonly string[]) => [...new Set(all)];
