import { createRequire } from 'node:module';
import path from 'node:path';
import type { Svg } from './svg.ts';

/** Twice the size at which it is shown, so that it is sharp on a screen with small dots. */
const SCALE = 2;

const FONTS = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf', 'DejaVuSansMono.ttf', 'DejaVuSansMono-Bold.ttf'];

/** Makes a PNG out of SVG with the fonts that come along; beside the main thread. Rejects when the text is no SVG. */
export async function toPng(svg: Svg): Promise<Buffer> {
  // Only now: most starts draw nothing.
  const { renderAsync } = await import('@resvg/resvg-js');
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: SCALE },
    font: { fontFiles: fontFiles(), loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
  });
  return image.asPng();
}

function fontFiles(): string[] {
  const folder = path.dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json'));
  return FONTS.map((name) => path.join(folder, 'ttf', name));
}
