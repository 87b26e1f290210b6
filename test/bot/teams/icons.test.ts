import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { ACCENT, colourIcon, outlineIcon } from '../../../bot/teams/icons.ts';

/** The pixels of a picture as [red, green, blue, opacity], and where each stands. */
function pixelsOf(png: Uint8Array) {
  const { width, height, data } = PNG.sync.read(Buffer.from(png));
  const pixels = Array.from({ length: width * height }, (_, index) => ({
    x: index % width,
    y: Math.floor(index / width),
    colour: [...data.subarray(index * 4, index * 4 + 3)],
    opacity: data[index * 4 + 3] ?? 0,
  }));
  return { width, height, pixels };
}

describe('the colour icon', () => {
  const { width, height, pixels } = pixelsOf(colourIcon());

  it('is 192 pixels square and opaque to its edges', () => {
    expect([width, height]).toEqual([192, 192]);
    expect(pixels.every((pixel) => pixel.opacity === 255)).toBe(true);
  });
  it('has the accent colour as its ground, in every corner', () => {
    for (const corner of [pixels[0], pixels[191], pixels.at(-192), pixels.at(-1)])
      expect(corner?.colour).toEqual([...ACCENT]);
  });
  it('keeps its sign within the 120 pixels that Teams never cuts off', () => {
    const signed = pixels.filter((pixel) => pixel.colour.join() !== ACCENT.join());
    expect(signed.length).toBeGreaterThan(500);
    expect(signed.filter(({ x, y }) => Math.min(x, y) < 36 || Math.max(x, y) > 155)).toEqual([]);
  });
});

describe('the outline icon', () => {
  const { width, height, pixels } = pixelsOf(outlineIcon());

  it('is 32 pixels square', () => {
    expect([width, height]).toEqual([32, 32]);
  });
  it('is white wherever it is anything', () => {
    expect(pixels.every((pixel) => pixel.colour.join() === '255,255,255')).toBe(true);
  });
  it('is transparent around its sign, and opaque within it', () => {
    const clear = pixels.filter((pixel) => pixel.opacity === 0).length;
    expect(clear).toBeGreaterThan(600);
    expect(pixels.some((pixel) => pixel.opacity === 255)).toBe(true);
    for (const corner of [pixels[0], pixels[31], pixels.at(-32), pixels.at(-1)]) expect(corner?.opacity).toBe(0);
  });
});
