import { encodePng } from './png.ts';

type Colour = readonly [red: number, green: number, blue: number];
type Point = readonly [x: number, y: number];

/** The ground of the colour icon; the manifest names the same one. */
export const ACCENT: Colour = [0x1f, 0x3a, 0x5f];
const WHITE: Colour = [255, 255, 255];
const SHIFTED: Colour = [0xff, 0xb9, 0x4f];

// A layer of the ground that broke at a fault and slipped: two levels and the fault between them, in parts of the edge.
const LEFT: readonly Point[] = [
  [0.24, 0.36],
  [0.5, 0.36],
];
const RIGHT: readonly Point[] = [
  [0.5, 0.64],
  [0.76, 0.64],
];
const FAULT: readonly Point[] = [
  [0.6, 0.23],
  [0.46, 0.44],
  [0.56, 0.52],
  [0.4, 0.77],
];

/** `color.png` of the app package: 192 × 192, opaque to its edges, the sign within the 120 pixels that are never cut off. */
export function colourIcon(): Uint8Array {
  return draw(192, { ground: ACCENT, layer: WHITE, fault: SHIFTED, width: 0.065 });
}

/** `outline.png`: 32 × 32, white on nothing, as Teams wants it for its dark and light bars. */
export function outlineIcon(): Uint8Array {
  return draw(32, { layer: WHITE, fault: WHITE, width: 0.07, zoom: 1.5 });
}

interface Look {
  ground?: Colour;
  layer: Colour;
  fault: Colour;
  width: number;
  zoom?: number;
}

function draw(size: number, { ground, layer, fault, width, zoom = 1 }: Look): Uint8Array {
  const rgba = new Uint8Array(size * size * 4);
  for (let index = 0; index < size * size; index++) {
    const middle = (pixel: number) => ((pixel + 0.5) / size - 0.5) / zoom + 0.5;
    const at: Point = [middle(index % size), middle(Math.floor(index / size))];
    const covers = (line: readonly Point[]) => coverage(distance(at, line), width / 2, 1 / (size * zoom));
    const inLayer = Math.max(covers(LEFT), covers(RIGHT));
    const inFault = covers(FAULT);
    const under = ground ?? layer;
    const mixed = mix(mix(under, layer, inLayer), fault, inFault);
    const opacity = ground ? 1 : Math.max(inLayer, inFault);
    rgba.set([...mixed, Math.round(opacity * 255)], index * 4);
  }
  return encodePng(size, rgba);
}

/** How much of a pixel lies within a line, from its distance: a soft edge one pixel wide. */
function coverage(far: number, half: number, pixel: number): number {
  return Math.min(1, Math.max(0, (half - far) / pixel + 0.5));
}

function distance(point: Point, line: readonly Point[]): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const [index, to] of line.entries()) {
    const from = line[index - 1];
    if (from) nearest = Math.min(nearest, toSegment(point, from, to));
  }
  return nearest;
}

function toSegment([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const part = ((x - fromX) * alongX + (y - fromY) * alongY) / (alongX ** 2 + alongY ** 2);
  const kept = Math.min(1, Math.max(0, part));
  return Math.hypot(x - fromX - kept * alongX, y - fromY - kept * alongY);
}

function mix(under: Colour, over: Colour, part: number): Colour {
  const blend = (index: 0 | 1 | 2) => Math.round(under[index] + (over[index] - under[index]) * part);
  return [blend(0), blend(1), blend(2)];
}
