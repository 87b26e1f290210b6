import type { Drawing } from '../../dialogs/saying/drawing.ts';
import { keyDrawing } from './key-drawing.ts';
import { orderDrawing } from './order-drawing.ts';
import { LOOKS, type Look, type LookName, type Svg } from './svg.ts';
import { timeLineDrawing } from './time-line-drawing.ts';
import { valueDrawing } from './value-drawing.ts';

/** The picture as SVG text, 460 units wide. */
export function draw(drawing: Drawing, name: LookName): Svg {
  const look: Look = LOOKS[name];
  switch (drawing.of) {
    case 'value':
      return valueDrawing(drawing, look);
    case 'key':
      return keyDrawing(drawing, look);
    case 'events':
      return timeLineDrawing(drawing, look);
    case 'order':
      return orderDrawing(drawing, look);
  }
}
