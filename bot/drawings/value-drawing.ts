import { DRAWN_WIDTH, type Drawing } from '../../dialogs/saying/drawing.ts';
import { box, el, fitting, type Look, MONO, picture, type Svg, words } from './svg.ts';

type ValueDrawing = Extract<Drawing, { of: 'value' }>;

/** What the dialog of an editor calls its parts, as they are written on the screen. */
interface DialogWords {
  title: string;
  name?: string;
  data: string;
  group: string;
  bases: readonly { label: string; base?: ValueDrawing['base'] }[];
  buttons: readonly string[];
}

const DIALOGS: Record<ValueDrawing['editor'], DialogWords> = {
  regedit: {
    title: 'Edit DWORD Value',
    name: 'Value name:',
    data: 'Value data:',
    group: 'Base',
    bases: [
      { label: 'Hexadecimal', base: 'hex' },
      { label: 'Decimal', base: 'decimal' },
    ],
    buttons: ['OK', 'Cancel'],
  },
  regedt32: {
    title: 'DWORD Editor',
    data: 'Data:',
    group: 'Radix',
    bases: [{ label: 'Binary' }, { label: 'Decimal', base: 'decimal' }, { label: 'Hex', base: 'hex' }],
    buttons: ['OK', 'Cancel', 'Help'],
  },
};

/** The dialog in which the number is typed, with the base that is right marked. */
export function valueDrawing({ editor, name, data, base }: ValueDrawing, look: Look): Svg {
  const dialog = DIALOGS[editor];
  const nameHeight = dialog.name ? 52 : 0;
  const top = 46 + nameHeight;
  const height = top + 128;
  const label = { fill: look.ink };
  return picture(
    DRAWN_WIDTH,
    height,
    look,
    box(0, 0, DRAWN_WIDTH, 30, look.panel, look.line, 6),
    words(dialog.title, 14, 20, { ...label, weight: 'bold' }),
    ...(dialog.name
      ? [words(dialog.name, 16, 52, label), ...field(name, 16, 58, DRAWN_WIDTH - 32, look, false)]
      : [
          words(fitting(name, DRAWN_WIDTH - 180, 11), DRAWN_WIDTH - 14, 20, {
            fill: look.quiet,
            size: 11,
            anchor: 'end',
          }),
        ]),
    words(dialog.data, 16, top + 10, label),
    ...field(data, 16, top + 16, 190, look, true),
    ...group(dialog, base, 226, top, look),
    ...dialog.buttons.map((button, index) =>
      pushButton(button, DRAWN_WIDTH - 16 - (dialog.buttons.length - index) * 84, height - 38, look),
    ),
  );
}

function field(text: string, x: number, y: number, width: number, look: Look, isTyped: boolean): Svg[] {
  const stroke = isTyped ? look.accent : look.line;
  const size = isTyped ? 15 : 13;
  return [
    box(x, y, width, 28, look.field, stroke),
    words(fitting(text, width - 16, size), x + 8, y + 19, {
      fill: look.ink,
      font: MONO,
      size,
      weight: isTyped ? 'bold' : 'normal',
    }),
  ];
}

function group(dialog: DialogWords, base: ValueDrawing['base'], x: number, y: number, look: Look): Svg[] {
  const height = 14 + dialog.bases.length * 22;
  return [
    box(x, y + 4, DRAWN_WIDTH - x - 16, height, 'none', look.line),
    box(x + 8, y - 6, dialog.group.length * 9 + 8, 18, look.page, look.page),
    words(dialog.group, x + 12, y + 8, { fill: look.quiet, size: 12 }),
    ...dialog.bases.flatMap((one, index) => radio(one.label, one.base === base, x + 20, y + 22 + index * 22, look)),
  ];
}

function radio(label: string, isChosen: boolean, x: number, y: number, look: Look): Svg[] {
  const ring = {
    cx: x,
    cy: y,
    r: 6,
    fill: look.field,
    stroke: isChosen ? look.accent : look.quiet,
    'stroke-width': 1.5,
  };
  return [
    el('circle', ring),
    ...(isChosen ? [el('circle', { cx: x, cy: y, r: 3.2, fill: look.accent })] : []),
    words(label, x + 14, y + 4.5, { fill: look.ink, weight: isChosen ? 'bold' : 'normal' }),
  ];
}

function pushButton(label: string, x: number, y: number, look: Look): Svg {
  return [
    box(x, y, 76, 26, look.panel, label === 'OK' ? look.accent : look.line),
    words(label, x + 38, y + 17.5, { fill: look.ink, anchor: 'middle' }),
  ].join('');
}
