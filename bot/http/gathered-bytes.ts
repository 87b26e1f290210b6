import { courtesy } from './courtesy.ts';

/** So much room is made at first, in bytes; */
const FIRST_ROOM = 64 * 1024;
/** and then so many times what has come, up to what was announced. */
const GROWTH = 4;
/** After so many bytes others come first. */
const STEP_BYTES = 128 * 1024;

/**
 * The bytes of a body in one piece, put there as they come: to join a megabyte at its end would keep everybody else waiting. Room is
 * made as bytes come, so that nobody gets memory by announcing much. Memory that is no longer needed is given back at once: the
 * collector, which would find it later, stops everybody for it.
 */
export class GatheredBytes {
  readonly #announced: number;
  #room = nothing();
  #length = 0;
  #given = 0;

  /** @param announced how many bytes will come, as far as somebody said so; NaN or 0 otherwise */
  constructor(announced: number) {
    this.#announced = Number.isSafeInteger(announced) ? announced : 0;
  }

  get length(): number {
    return this.#length;
  }

  /** @param chunk is empty afterwards, unless it lies in memory with others */
  add(chunk: Uint8Array): void {
    const needed = this.#length + chunk.length;
    if (needed > this.#room.length) this.#grow(needed);
    this.#room.set(chunk, this.#length);
    this.#length = needed;
    const { buffer } = chunk;
    if (buffer instanceof ArrayBuffer && buffer.byteLength === chunk.length) buffer.transfer(0);
  }

  /** As {@link add}; resolves when more may be taken. */
  async take(chunk: Uint8Array): Promise<void> {
    this.add(chunk);
    await this.#giveWay(STEP_BYTES);
  }

  /** {@link bytes}, at a moment in which something may be done with them. */
  async whole(): Promise<Buffer<ArrayBuffer>> {
    if (this.#length > STEP_BYTES) await this.#giveWay(1);
    return this.bytes;
  }

  async #giveWay(after: number): Promise<void> {
    if (this.#length - this.#given < after) return;
    this.#given = this.#length;
    await courtesy.giveWay();
  }

  /** Lets go of what has come. */
  drop(): void {
    this.#room = nothing();
    this.#length = 0;
    this.#given = 0;
  }

  /** What has come; it shares its memory with nothing else. */
  get bytes(): Buffer<ArrayBuffer> {
    return this.#room.subarray(0, this.#length);
  }

  #grow(needed: number): void {
    const ample = Math.max(FIRST_ROOM, needed * GROWTH);
    const whole = this.#announced >= needed ? Math.min(this.#announced, ample) : ample;
    this.#room = Buffer.from(this.#room.buffer.transfer(whole));
  }
}

// Each time anew: whoever gets it may hand its memory on to another thread.
const nothing = (): Buffer<ArrayBuffer> => Buffer.alloc(0);
