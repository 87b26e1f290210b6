import { PNG } from 'pngjs';

/** Pixels of a screenshot that are one of the kept picture: what moves or vanishes is seen, how a letter is drawn is not. */
const FACTOR = 8;
const LEVELS = 16;
/** Of 255: below it two levels of grey look alike. */
const ALIKE = 40;

/** Makes a screenshot small: the mean grey of each square, in few levels. */
export function small(screenshot: Buffer): PNG {
  const from = PNG.sync.read(screenshot);
  const to = new PNG({ width: Math.floor(from.width / FACTOR), height: Math.floor(from.height / FACTOR) });
  for (let y = 0; y < to.height; y++) for (let x = 0; x < to.width; x++) paint(to, x, y, meanGrey(from, x, y));
  return to;
}

function paint(to: PNG, x: number, y: number, grey: number): void {
  const step = 255 / (LEVELS - 1);
  to.data.fill(Math.round(Math.round(grey / step) * step), (y * to.width + x) * 4, (y * to.width + x) * 4 + 3);
  to.data[(y * to.width + x) * 4 + 3] = 255;
}

function meanGrey({ data, width }: PNG, x: number, y: number): number {
  let sum = 0;
  for (let row = 0; row < FACTOR; row++)
    for (let column = 0; column < FACTOR; column++) {
      const at = ((y * FACTOR + row) * width + x * FACTOR + column) * 4;
      sum += 0.3 * (data[at] ?? 0) + 0.59 * (data[at + 1] ?? 0) + 0.11 * (data[at + 2] ?? 0);
    }
  return sum / FACTOR ** 2;
}

/** Pictures of one width below each other, as one file. */
export function strip(pictures: readonly PNG[]): Buffer {
  const width = pictures[0]?.width ?? 1;
  const all = new PNG({ width, height: pictures.reduce((sum, { height }) => sum + height, 0) });
  let top = 0;
  for (const picture of pictures) {
    PNG.bitblt(picture, all, 0, 0, width, picture.height, 0, top);
    top += picture.height;
  }
  return PNG.sync.write(all, { colorType: 0, deflateLevel: 9 });
}

/** How much of a picture differs from the kept one at its place in the strip: 0 nothing, 1 all. */
export function differing(kept: PNG, place: number, seen: PNG): number {
  if (kept.width !== seen.width || kept.height < (place + 1) * seen.height) return 1;
  let differ = 0;
  for (let at = 0; at < seen.width * seen.height; at++) {
    const before = kept.data[(place * seen.width * seen.height + at) * 4] ?? 0;
    if (Math.abs(before - (seen.data[at * 4] ?? 0)) > ALIKE) differ += 1;
  }
  return differ / (seen.width * seen.height);
}
