/** So much room is made at first, in bytes; */
const FIRST_ROOM = 64 * 1024;
/** and then so many times what has come, up to what was announced. */
const GROWTH = 4;

/**
 * The bytes of a body in one piece, put there as they come: to join a megabyte at its end would keep everybody else waiting. Room is
 * made as bytes come, so that nobody gets memory by announcing much. Memory that is no longer needed is given back at once: the
 * collector, which would find it later, stops everybody for it.
 */
export class GatheredBytes {
  readonly #announced: number;
  #room = nothing();
  #length = 0;

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

  /** Lets go of what has come. */
  drop(): void {
    this.#room = nothing();
    this.#length = 0;
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
