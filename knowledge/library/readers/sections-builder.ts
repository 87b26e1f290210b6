import type { Block, Role, Section } from '../imported-article.ts';
import { isNameOfSection, roleOf } from '../reading/section-roles.ts';

/** A heading, or a block that may be one: its first words stand out as a heading's do. */
type Part = { heading: string; level: number } | { block: Block; label?: string };

/** Longer words that stand out are a sentence. In characters. */
const LONGEST_LABEL = 80;
/** What a page writes instead of a heading stands below every heading of its own. */
const LABEL_LEVEL = 7;
/** The parts of an article that its headings tell where they tell any. */
const TOLD: readonly Role[] = ['symptoms', 'cause', 'resolution', 'workaround'];

/** Collects headings and blocks into sections. A heading of its own below a known one is part of it. */
export class SectionsBuilder {
  readonly #parts: Part[] = [];

  heading(text: string, level: number): void {
    this.#parts.push({ heading: text, level });
  }

  /** @param label the words at the beginning of a text that stand out, as a heading's do */
  block(block: Block, label?: string): void {
    if (block.text.trim() === '' && block.is !== 'picture') return;
    const text = block.text.trim();
    const isOuter = block.is === 'text' && (block.depth ?? 0) === 0;
    const named = isOuter ? (label ?? (isNameOfSection(text) ? text : '')).trim() : '';
    const isLabel = named !== '' && named.length <= LONGEST_LABEL && text.startsWith(named);
    this.#parts.push(isLabel ? { block, label: named } : { block });
  }

  /** Those that hold anything. */
  done(): Section[] {
    const headings = new Headings(this.#parts);
    const sections: Section[] = [{ role: 'other', heading: '', level: 0, blocks: [] }];
    for (const part of this.#parts) {
      const begun = headings.next(part);
      if (begun) sections.push({ ...begun.section, blocks: begun.rest });
      else if ('block' in part) sections.at(-1)?.blocks.push(numbered(part.block, sections.at(-1)?.blocks ?? []));
    }
    return sections.filter(({ blocks, heading }) => blocks.length > 0 || heading !== '');
  }
}

/** Which parts begin a section, and of which role. */
class Headings {
  readonly #told: ReadonlySet<Role>;
  readonly #above: { level: number; role: Role }[] = [];

  constructor(parts: readonly Part[]) {
    this.#told = new Set(parts.map((part) => ('heading' in part ? roleOf(part.heading) : 'other')));
  }

  next(part: Part): { section: Omit<Section, 'blocks'>; rest: Block[] } | undefined {
    if ('heading' in part) return { section: this.#begin(part.heading, part.level), rest: [] };
    const { block, label } = part;
    if (label === undefined || !this.#isHeading(label, block.text)) return undefined;
    const rest = block.text
      .trim()
      .slice(label.length)
      .replace(/^\s*[:.–-]?\s*/, '');
    // sees at most 80 characters in all: LONGEST_LABEL
    const section = this.#begin(label.replace(/[\s:.]+$/, ''), LABEL_LEVEL);
    return { section, rest: rest === '' ? [] : [{ ...block, text: rest }] };
  }

  #begin(heading: string, level: number): Omit<Section, 'blocks'> {
    while ((this.#above.at(-1)?.level ?? 0) >= level) this.#above.pop();
    const own = roleOf(heading);
    const role = own === 'other' ? (this.#above.at(-1)?.role ?? 'other') : own;
    this.#above.push({ level, role });
    return { role, heading, level };
  }

  /** Where headings tell the parts of an article, words that stand out are words: "Cause:" inside a resolution ends nothing. */
  #isHeading(label: string, text: string): boolean {
    const role = roleOf(label);
    const isAlone = text.trim().length === label.length;
    if (role === 'other' || (!isAlone && !/[:.]$/.test(label) && !/^\s*:/.test(text.trim().slice(label.length))))
      return false;
    const inFix = this.#above.some(
      (one) => one.level < LABEL_LEVEL && (one.role === 'resolution' || one.role === 'workaround'),
    );
    return (
      !this.#told.has(role) && !inFix && (TOLD.includes(role) || (isAlone && !TOLD.some((one) => this.#told.has(one))))
    );
  }
}

/** "3. Start it", "Step 3: start it" as a paragraph is an item where it follows the one before. */
const NUMBERED = /^(?:step )?(\d{1,2}) ?[.):–-] ?(?=[^\s\d])/i;
const BULLET = /^[•·▪‣] ?(?=\S)/;

function numbered(block: Block, before: readonly Block[]): Block {
  if (block.is !== 'text') return block;
  const depth = block.depth ?? 0;
  const bullet = BULLET.exec(block.text.slice(0, 40))?.[0];
  if (bullet !== undefined) return { ...block, is: 'item', depth, text: block.text.slice(bullet.length) };
  const [mark, number] = NUMBERED.exec(block.text.slice(0, 40)) ?? [];
  if (mark === undefined) return block;
  const last = before.findLast((one) => one.number !== undefined && (one.depth ?? 0) === depth)?.number;
  if (Number(number) !== 1 && Number(number) !== (last ?? -1) + 1) return block;
  return { ...block, is: 'item', depth, number: Number(number), text: block.text.slice(mark.length) };
}

/** The words by which notes begin that nobody may miss. */
const NOTE = /^(?:\[!)?(warning|caution|important|danger|note|attention|tip)\b\]?/i;

/** The kind of note a text begins with, in capitals; undefined when it is none. */
export const noteKind = (text: string): string | undefined =>
  NOTE.exec(text.trimStart().slice(0, 40))?.[1]?.toUpperCase();

/** An id out of the path of a file: its name, or its folder's where the name is the one that every folder has. */
export function idOfPath(path: string): string {
  const parts = path.replace(/\.[a-z0-9]{1,8}$/i, '').split('/');
  const name =
    /^(?:_?index|readme|default)$/i.test(parts.at(-1) ?? '') && parts.length > 1 ? parts.at(-2) : parts.at(-1);
  const plain = (name ?? path).slice(-LONGEST_NAME).replace(/[^\p{L}\p{N}._-]+/gu, '-');
  // sees at most 200 characters in all: LONGEST_NAME
  return plain.replace(/^[-.]+|[-.]+$/g, '').slice(0, 80) || 'article';
}

const LONGEST_NAME = 200;
