import { DRAWN_AT_MOST, DRAWN_WIDTH, type Drawing } from '../../dialogs/saying/drawing.ts';
import { box, el, fitting, type Look, MONO, picture, type Svg, words } from './svg.ts';

const COLUMN = 206;
const ROW = 44;

/** Two columns with numbers: in which order services are stopped, and in which they are started. */
export function orderDrawing({ stop, start }: Extract<Drawing, { of: 'order' }>, look: Look): Svg {
  const stops = stop.slice(0, DRAWN_AT_MOST.services);
  const starts = start.slice(0, DRAWN_AT_MOST.services);
  const height = 48 + ROW * Math.max(stops.length, starts.length);
  return picture(
    DRAWN_WIDTH,
    height,
    look,
    ...column('Stop', stops, 1, 16, look),
    ...column('Start', starts, stops.length + 1, DRAWN_WIDTH - 16 - COLUMN, look),
  );
}

function column(title: string, names: readonly string[], from: number, x: number, look: Look): Svg[] {
  return [
    words(title, x, 26, { fill: look.quiet, weight: 'bold' }),
    ...names.map((name, index) => {
      const y = 38 + index * ROW;
      const isLast = index === names.length - 1;
      return [
        box(x, y, COLUMN, 32, look.panel, look.line),
        el('circle', { cx: x + 18, cy: y + 16, r: 10, fill: look.accent }),
        words(String(from + index), x + 18, y + 20.5, { fill: look.page, weight: 'bold', size: 12, anchor: 'middle' }),
        words(fitting(name, COLUMN - 44, 12), x + 36, y + 20.5, { fill: look.ink, font: MONO, size: 12 }),
        ...(isLast
          ? []
          : [el('path', { d: `M${x + 18} ${y + 33} v10 m-4 -4 l4 4 l4 -4`, fill: 'none', stroke: look.quiet })]),
      ].join('');
    }),
  ];
}
