import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GatheredBytes } from '../../../bot/http/gathered-bytes.ts';

const gathered = (announced: number, chunks: readonly Uint8Array[]) => {
  const all = new GatheredBytes(announced);
  for (const chunk of chunks) all.add(chunk);
  return all;
};

describe('the bytes of a body', () => {
  it('are those that came, whatever was announced', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.nat(400_000), fc.constantFrom(Number.NaN, -1, 1.5, Number.POSITIVE_INFINITY)),
        fc.array(
          fc.nat(150_000).map((size) => Buffer.alloc(size, size % 251)),
          { maxLength: 6 },
        ),
        (announced, chunks) => {
          const whole = Buffer.concat(chunks);
          const all = gathered(announced, chunks);
          expect(all.bytes.equals(whole)).toBe(true);
          expect(all.length).toBe(whole.length);
        },
      ),
      { numRuns: 40 },
    );
  });
  it('take no memory because somebody announced many', () => {
    expect(gathered(25_000_000, [Buffer.from('x')]).bytes.buffer.byteLength).toBe(64 * 1024);
    expect(gathered(100, [Buffer.from('x')]).bytes.buffer.byteLength).toBe(100);
  });
  it('share their memory with nobody, even when there are none', () => {
    expect(gathered(0, []).bytes.buffer).not.toBe(gathered(0, []).bytes.buffer);
  });
  it('give the memory of what came back at once, and none that is shared', () => {
    const own = Buffer.alloc(5000, 1);
    const whole = Buffer.alloc(5000, 2);
    const shared = whole.subarray(0, 4000);
    expect(gathered(0, [own, shared]).length).toBe(9000);
    expect([own.length, shared.length, whole.length]).toEqual([0, 4000, 5000]);
  });
  it('are let go of', () => {
    const all = gathered(10, [Buffer.alloc(10)]);
    all.drop();
    expect([all.length, all.bytes.buffer.byteLength]).toEqual([0, 0]);
    all.add(Buffer.from('again'));
    expect(all.bytes.toString()).toBe('again');
  });
});
