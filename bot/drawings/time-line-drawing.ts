import { DRAWN_AT_MOST, DRAWN_WIDTH, type Drawing, type TimeLineRow } from '../../dialogs/saying/drawing.ts';
import { el, fitting, type Look, MONO, picture, type Svg, words } from './svg.ts';

const ROW = 26;
const FROM = 170;
const TO = 385;

/** The events in their order, a dot for each kind, larger the more there are; hollow for one that was not seen. */
export function timeLineDrawing({ rows }: Extract<Drawing, { of: 'events' }>, look: Look): Svg {
  const shown = rows.slice(0, DRAWN_AT_MOST.rows);
  const longest = Math.max(...shown.map((row) => row.last ?? row.first ?? 0), 0);
  const height = 16 + ROW * shown.length + 26;
  const at = (minutes: number) => FROM + ((TO - FROM) * minutes) / (longest || 1);
  const isTimed = shown.some((row) => row.first !== undefined);
  return picture(
    DRAWN_WIDTH,
    height,
    look,
    ...shown.map((row, index) => track(row, index, at, isTimed, look)),
    words(isTimed ? 'first' : 'in the order of the paste', FROM, height - 10, { fill: look.quiet, size: 11 }),
    ...(isTimed && longest > 0
      ? [words(span(longest), TO, height - 10, { fill: look.quiet, size: 11, anchor: 'end' })]
      : []),
  );
}

function track(row: TimeLineRow, index: number, at: (minutes: number) => number, isTimed: boolean, look: Look): Svg {
  const y = 24 + index * ROW;
  const seen = row.count > 0;
  const begin = at(row.first ?? 0);
  const end = at(row.last ?? row.first ?? 0);
  const r = Math.min(8, 4 + Math.log10(Math.max(1, row.count)) * 2);
  const filled = seen ? look.accent : 'none';
  const dot = (x: number) =>
    el('circle', {
      cx: x,
      cy: y,
      r,
      fill: filled,
      stroke: seen ? look.accent : look.quiet,
      'stroke-width': 1.5,
      ...(seen ? {} : { 'stroke-dasharray': '2 2' }),
    });
  const marks =
    !seen || !isTimed || row.first === undefined ? [dot(FROM)] : begin === end ? [dot(begin)] : [dot(begin), dot(end)];
  return [
    words(fitting(row.label, FROM - 30, 12), 14, y + 4.5, { fill: seen ? look.ink : look.quiet, font: MONO, size: 12 }),
    el('path', { d: `M${FROM} ${y} H${TO}`, stroke: look.line }),
    ...(begin === end ? [] : [el('path', { d: `M${begin} ${y} H${end}`, stroke: look.accent, 'stroke-width': 3 })]),
    ...marks,
    words(seen ? `× ${row.count}` : 'not seen', DRAWN_WIDTH - 12, y + 4.5, {
      fill: seen ? look.ink : look.quiet,
      size: 12,
      anchor: 'end',
    }),
  ].join('');
}

/** A length of time to the eye: 40 min, 3 h, 5 days. */
function span(minutes: number): string {
  if (minutes < 1) return '< 1 min later';
  if (minutes < 120) return `${Math.round(minutes)} min later`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h later` : `${Math.round(minutes / 1440)} days later`;
}
