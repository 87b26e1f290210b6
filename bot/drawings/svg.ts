/** The colours of one look. */
export interface Look {
  page: string;
  panel: string;
  ink: string;
  quiet: string;
  line: string;
  accent: string;
  field: string;
}

export type LookName = 'light' | 'dark';

// Ink on page and on field has a contrast of at least 7, quiet ink one of at least 4.5.
export const LOOKS: Record<LookName, Look> = {
  light: {
    page: '#ffffff',
    panel: '#f3f4f6',
    ink: '#1b1f24',
    quiet: '#57606a',
    line: '#c3c9d0',
    accent: '#0b5cad',
    field: '#ffffff',
  },
  dark: {
    page: '#1f2328',
    panel: '#2a3038',
    ink: '#f0f3f6',
    quiet: '#a9b4c0',
    line: '#4a535e',
    accent: '#6cb6ff',
    field: '#171a1e',
  },
};

const SANS = 'DejaVu Sans';
export const MONO = 'DejaVu Sans Mono';

/** A piece of SVG, already escaped. */
export type Svg = string;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// XML has no word for control characters, and half a surrogate pair is no character.
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? '').replace(/[^\P{C}]/gu, '');

/** One element; attributes are escaped, children are SVG already. */
export function el(name: string, attributes: Record<string, string | number>, ...children: Svg[]): Svg {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return `<${name}${written.join('')}>${children.join('')}</${name}>`;
}

export interface Lettering {
  size?: number;
  fill: string;
  font?: string;
  weight?: 'bold' | 'normal';
  anchor?: 'start' | 'middle' | 'end';
}

/** A line of text whose baseline is at y. */
export function words(text: string, x: number, y: number, lettering: Lettering): Svg {
  const { size = 13, fill, font = SANS, weight = 'normal', anchor = 'start' } = lettering;
  const attributes = { x, y, 'font-size': size, 'font-family': font, 'font-weight': weight, 'text-anchor': anchor };
  return el('text', { ...attributes, fill, 'xml:space': 'preserve' }, escaped(text));
}

export function box(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  stroke: string,
  radius = 3,
): Svg {
  return el('rect', { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1, rx: radius, fill, stroke });
}

/** The text cut to what fits into `width` pixels; a letter of DejaVu Sans Mono is 0.602 of its size wide, one of Sans less on the whole. */
export function fitting(text: string, width: number, size: number): string {
  const most = Math.max(1, Math.floor(width / (0.602 * size)));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** A whole picture. */
export function picture(width: number, height: number, look: Look, ...children: Svg[]): Svg {
  return el(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
    box(0, 0, width, height, look.page, look.line, 6),
    ...children,
  );
}
