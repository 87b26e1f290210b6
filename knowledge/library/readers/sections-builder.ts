import type { Block, Role, Section } from '../imported-article.ts';
import { roleOf } from '../reading/section-roles.ts';

/** Collects headings and blocks into sections. A heading of its own below a known one is part of it. */
export class SectionsBuilder {
  readonly #sections: Section[] = [{ role: 'other', heading: '', level: 0, blocks: [] }];
  readonly #above: { level: number; role: Role }[] = [];

  heading(text: string, level: number): void {
    while ((this.#above.at(-1)?.level ?? 0) >= level) this.#above.pop();
    const own = roleOf(text);
    const role = own === 'other' ? (this.#above.at(-1)?.role ?? 'other') : own;
    this.#above.push({ level, role });
    this.#sections.push({ role, heading: text, level, blocks: [] });
  }

  block(block: Block): void {
    if (block.text.trim() !== '' || block.is === 'picture') this.#sections.at(-1)?.blocks.push(block);
  }

  /** Those that hold anything. */
  done(): Section[] {
    return this.#sections.filter(({ blocks, heading }) => blocks.length > 0 || heading !== '');
  }
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
