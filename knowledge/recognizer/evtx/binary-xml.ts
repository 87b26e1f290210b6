import { EMBEDDED_XML, utf16, valueText } from './binary-value.ts';
import {
  Broken,
  DEEPEST,
  type Instance,
  type Leaf,
  type Open,
  type Piece,
  type Value,
  XmlReading,
} from './xml-reading.ts';

/** One text of an event: where it stands, as `System/EventID` or `System/Provider@Name`, and what it says. */
export type Told = (path: string, text: string, name: string) => void;

/** Tokens of binary XML, without the bit that says that more follows. */
const TOKEN = {
  end: 0x00,
  open: 0x01,
  closeStart: 0x02,
  closeEmpty: 0x03,
  close: 0x04,
  value: 0x05,
  attribute: 0x06,
  cdata: 0x07,
  character: 0x08,
  entity: 0x09,
  target: 0x0a,
  instruction: 0x0b,
  template: 0x0c,
  normal: 0x0d,
  optional: 0x0e,
  fragment: 0x0f,
} as const;
const MORE = 0x40;
/** Bytes at the beginning of a chunk in which no name stands. */
const HEADER = 128;
/** What one record may come to, so that no few bytes can call a large template again and again. */
const MOST_TEXTS = 4000;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Reads binary XML of one chunk of an .evtx file: names and templates are shared by its records. */
export class BinaryXml {
  readonly #view: DataView;
  readonly #names = new Map<number, string>();
  readonly #templates = new Map<number, readonly Piece[]>();
  #texts = 0;

  /** @param view one chunk; offsets in it count from its beginning */
  constructor(view: DataView) {
    this.#view = view;
  }

  /**
   * Tells every text of the record whose binary XML stands from `at` to `end`.
   * Throws when it is damaged; what was told until then is right.
   */
  read(at: number, end: number, told: Told): void {
    this.#texts = 0;
    const { pieces } = this.#pieces(at, end, [{ path: '', name: '' }], true);
    this.#tell(pieces, [], told, 0);
  }

  #tell(pieces: readonly Piece[], values: readonly Value[], told: Told, depth: number): void {
    if (depth > DEEPEST) throw new Broken();
    for (const piece of pieces) {
      if (++this.#texts > MOST_TEXTS) throw new Broken();
      if ('instance' in piece) this.#tell(piece.instance.pieces, piece.instance.values, told, depth + 1);
      else this.#tellLeaf(piece, values, told, depth);
    }
  }

  #tellLeaf(leaf: Leaf, values: readonly Value[], told: Told, depth: number): void {
    let text = '';
    for (const part of leaf.parts) {
      const value = typeof part === 'number' ? values[part] : undefined;
      if (value?.type === EMBEDDED_XML) this.#tellEmbedded(value, leaf, told, depth);
      else if (value) text += valueText(this.#view, value.at, value.size, value.type);
      else if (typeof part === 'string') text += part;
    }
    if (text !== '') told(leaf.path, text, leaf.name);
  }

  /** Elements in the place of a value: as a rule the EventData of a record, by a template of its own. */
  #tellEmbedded({ at, size }: Value, { path, name }: Leaf, told: Told, depth: number): void {
    if (size === 0) return;
    const { pieces } = this.#pieces(at, at + size, [{ path, name }], false);
    this.#tell(pieces, [], told, depth + 1);
  }

  /**
   * Reads from `at` to `end`, or to the token that ends it.
   * @param open the elements around it, at least one
   * @param depends whether elements begin with the number of a value they depend on
   */
  #pieces(at: number, end: number, open: Open[], depends: boolean): { pieces: Piece[]; at: number } {
    const reading = new XmlReading(this.#view, at, Math.min(end, this.#view.byteLength), open, depends);
    while (reading.at < reading.end) {
      const token = reading.byte();
      if (token === TOKEN.end) break;
      this.#take(token & ~MORE, (token & MORE) !== 0, reading);
    }
    return { pieces: reading.pieces, at: reading.at };
  }

  #take(token: number, more: boolean, reading: XmlReading): void {
    switch (token) {
      case TOKEN.open:
        this.#openElement(more, reading);
        break;
      case TOKEN.attribute:
        reading.attribute(this.#name(reading));
        break;
      case TOKEN.closeStart:
        reading.endAttributes();
        break;
      case TOKEN.closeEmpty:
      case TOKEN.close:
        reading.closeElement();
        break;
      case TOKEN.value:
        reading.say(reading.literal(reading.byte()));
        break;
      case TOKEN.cdata:
      case TOKEN.instruction:
        reading.say(reading.literal(1));
        break;
      case TOKEN.character:
        reading.say(String.fromCharCode(reading.short()));
        break;
      case TOKEN.entity:
        reading.say(ENTITIES[this.#name(reading)] ?? '');
        break;
      case TOKEN.target:
        this.#name(reading);
        break;
      case TOKEN.normal:
      case TOKEN.optional:
        reading.substitution();
        break;
      case TOKEN.fragment:
        reading.skip(3);
        break;
      case TOKEN.template:
        reading.pieces.push({ instance: this.#instance(reading), path: reading.here.path });
        break;
      default:
        throw new Broken();
    }
  }

  #openElement(hasAttributes: boolean, reading: XmlReading): void {
    // Some writers leave the number of the value out; the offset of the name tells which it is.
    const depends = this.#isName(reading, reading.at + 6)
      ? true
      : this.#isName(reading, reading.at + 4)
        ? false
        : undefined;
    reading.skip((depends ?? reading.depends) ? 6 : 4);
    const name = this.#name(reading);
    if (hasAttributes) reading.skip(4);
    reading.openElement(name);
  }

  /** Whether the offset of a name stands there: of one that follows, or of one before it that ends as names do. */
  #isName({ end }: XmlReading, at: number): boolean {
    if (at + 4 > end) return false;
    const offset = this.#view.getUint32(at, true);
    if (offset === at + 4 || this.#names.has(offset)) return true;
    if (offset < HEADER || offset + 10 > at) return false;
    const last = offset + 8 + 2 * this.#view.getUint16(offset + 6, true);
    return last + 2 <= this.#view.byteLength && this.#view.getUint16(last, true) === 0;
  }

  /** A name by its offset; one that is met for the first time stands right there. */
  #name(reading: XmlReading): string {
    const offset = reading.long();
    if (offset === reading.at) reading.skip(10 + 2 * this.#lengthOfName(offset));
    const known = this.#names.get(offset);
    if (known !== undefined) return known;
    const name = utf16(this.#view, offset + 8, 2 * this.#lengthOfName(offset));
    this.#names.set(offset, name);
    return name;
  }

  #lengthOfName(offset: number): number {
    if (offset + 8 > this.#view.byteLength) throw new Broken();
    const length = this.#view.getUint16(offset + 6, true);
    if (offset + 8 + 2 * length > this.#view.byteLength) throw new Broken();
    return length;
  }

  #instance(reading: XmlReading): Instance {
    reading.skip(5);
    const offset = reading.long();
    const known = this.#templates.get(offset);
    const pieces = known ?? this.#template(offset, reading);
    if (offset === reading.at) reading.skip(24 + this.#view.getUint32(offset + 20, true));
    return { pieces, values: reading.values() };
  }

  #template(offset: number, { here, depth }: XmlReading): readonly Piece[] {
    if (offset + 24 > this.#view.byteLength || depth > DEEPEST) throw new Broken();
    // So that a template which names itself comes to an end.
    this.#templates.set(offset, []);
    const size = this.#view.getUint32(offset + 20, true);
    const open = Array.from({ length: depth }, () => here);
    const { pieces } = this.#pieces(offset + 24, offset + 24 + size, open, true);
    this.#templates.set(offset, pieces);
    return pieces;
  }
}
