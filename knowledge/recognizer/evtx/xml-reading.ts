import { utf16 } from './binary-value.ts';

/** How deep elements may stand; real ones need 6. */
export const DEEPEST = 24;
/** Most values that a record may bring for a template. */
const MOST_VALUES = 2000;

/** A piece of a text: words, or the number of a value that a record brings. */
export type Part = string | number;

/** A text of a template with the place where it stands; `name` is the Name attribute of its element. */
export interface Leaf {
  path: string;
  name: string;
  parts: Part[];
}

/** What stands in a piece of binary XML, in its order. */
export type Piece = Leaf | { instance: Instance; path: string };

export interface Instance {
  pieces: readonly Piece[];
  values: readonly Value[];
}

export interface Value {
  at: number;
  size: number;
  type: number;
}

/** An element while its content is read. */
export interface Open {
  path: string;
  name: string;
}

/** The bytes are not what the format says. */
export class Broken extends Error {}

/** Where the reading of one piece of binary XML stands, and what it has come to. */
export class XmlReading {
  readonly pieces: Piece[] = [];
  readonly end: number;
  readonly depends: boolean;
  at: number;
  readonly #view: DataView;
  readonly #open: Open[];
  readonly #least: number;
  #leaf: Leaf | undefined;

  constructor(view: DataView, at: number, end: number, open: readonly Open[], depends: boolean) {
    this.#view = view;
    this.at = at;
    this.end = end;
    this.#open = [...open];
    this.#least = open.length;
    this.depends = depends;
  }

  get depth(): number {
    return this.#open.length;
  }

  get here(): Open {
    const here = this.#open.at(-1);
    if (!here) throw new Broken();
    return here;
  }

  skip(bytes: number): void {
    if (this.at + bytes > this.end) throw new Broken();
    this.at += bytes;
  }

  byte(): number {
    this.skip(1);
    return this.#view.getUint8(this.at - 1);
  }

  short(): number {
    this.skip(2);
    return this.#view.getUint16(this.at - 2, true);
  }

  long(): number {
    this.skip(4);
    return this.#view.getUint32(this.at - 4, true);
  }

  /** A text that stands in the XML itself. */
  literal(type: number): string {
    if (type !== 1) throw new Broken();
    const size = 2 * this.short();
    this.skip(size);
    return utf16(this.#view, this.at - size, size);
  }

  openElement(name: string): void {
    if (this.depth > DEEPEST) throw new Broken();
    this.#leaf = undefined;
    const { path } = this.here;
    this.#open.push({ path: path === '' ? name : `${path}/${name}`, name: '' });
  }

  attribute(name: string): void {
    this.endAttributes();
    this.#startLeaf(`${this.here.path}@${name}`);
  }

  endAttributes(): void {
    const last = this.#leaf;
    this.#leaf = undefined;
    const [name] = last?.parts ?? [];
    if (last?.path.endsWith('@Name') && typeof name === 'string') this.here.name = name;
  }

  closeElement(): void {
    this.#leaf = undefined;
    // An end that has no beginning is a mistake of the writer.
    if (this.depth > this.#least) this.#open.pop();
  }

  say(text: string): void {
    if (text !== '') this.#part(text);
  }

  substitution(): void {
    const number = this.short();
    this.skip(1);
    this.#part(number);
  }

  /** The values that a record brings for a template: what each is, then all their bytes. */
  values(): Value[] {
    const count = this.long();
    if (count > MOST_VALUES) throw new Broken();
    const from = this.at;
    this.skip(4 * count);
    return Array.from({ length: count }, (_, index): Value => {
      const size = this.#view.getUint16(from + 4 * index, true);
      this.skip(size);
      return { at: this.at - size, size, type: this.#view.getUint8(from + 4 * index + 2) };
    });
  }

  #part(part: Part): void {
    (this.#leaf ?? this.#startLeaf(this.here.path)).parts.push(part);
  }

  #startLeaf(path: string): Leaf {
    const leaf: Leaf = { path, name: this.here.name, parts: [] };
    this.#leaf = leaf;
    this.pieces.push(leaf);
    return leaf;
  }
}
