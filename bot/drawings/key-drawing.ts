import { DRAWN_AT_MOST, DRAWN_WIDTH, type Drawing } from '../../dialogs/saying/drawing.ts';
import { box, el, fitting, type Look, MONO, picture, type Svg, words } from './svg.ts';

const ROW = 24;
const INDENT = 18;

/** The way to a key as a tree, the last folder open, and the value in it. */
export function keyDrawing({ key, value, type }: Extract<Drawing, { of: 'key' }>, look: Look): Svg {
  const folders = key.split('\\').slice(0, DRAWN_AT_MOST.levels);
  const height = 20 + ROW * folders.length + 40;
  const below = 14 + ROW * folders.length;
  return picture(
    DRAWN_WIDTH,
    height,
    look,
    ...folders.map((name, level) => folder(name, level, level === folders.length - 1, look)),
    box(
      10 + folders.length * INDENT,
      below + 4,
      DRAWN_WIDTH - 20 - folders.length * INDENT,
      30,
      look.panel,
      look.accent,
    ),
    words(fitting(value, DRAWN_WIDTH - 120 - folders.length * INDENT, 12), 20 + folders.length * INDENT, below + 24, {
      fill: look.ink,
      font: MONO,
      size: 12,
      weight: 'bold',
    }),
    words(type, DRAWN_WIDTH - 20, below + 24, { fill: look.quiet, size: 11, anchor: 'end' }),
  );
}

function folder(name: string, level: number, isLast: boolean, look: Look): Svg {
  const x = 14 + level * INDENT;
  const y = 14 + level * ROW;
  const fill = isLast ? look.accent : look.quiet;
  return [
    ...(level > 0
      ? [el('path', { d: `M${x - 11} ${y - 6} V${y + 8} H${x - 3}`, fill: 'none', stroke: look.line })]
      : []),
    el('path', { d: `M${x} ${y + 2} h6 l2 2 h8 v10 h-16 z`, fill }),
    words(fitting(name, DRAWN_WIDTH - x - 40, 13), x + 23, y + 13, {
      fill: look.ink,
      weight: isLast ? 'bold' : 'normal',
    }),
  ].join('');
}
