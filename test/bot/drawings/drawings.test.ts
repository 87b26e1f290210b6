import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderReply } from '../../../bot/channels/render-reply.ts';
import { withDrawings } from '../../../bot/channels/with-drawings.ts';
import { draw } from '../../../bot/drawings/draw.ts';
import { drawingPath } from '../../../bot/drawings/drawing-address.ts';
import type { Faultline } from '../../../bot/serve.ts';
import { reply } from '../../../dialogs/saying/compose-reply.ts';
import { DRAWN_WIDTH, type Drawing } from '../../../dialogs/saying/drawing.ts';
import { runningFaultline } from '../running-faultline.ts';

const KEY = 'k'.repeat(40);
const DRAWINGS: Record<string, Drawing> = {
  'the dialog of regedit': {
    of: 'value',
    editor: 'regedit',
    name: 'Max Threads(Private+Public)',
    data: '14',
    base: 'hex',
  },
  'the dialog of regedt32': { of: 'value', editor: 'regedt32', name: 'Size', data: '20', base: 'decimal' },
  'the way to a key': { of: 'key', key: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Example', value: 'Size', type: 'REG_DWORD' },
  'events with times': {
    of: 'events',
    rows: [
      { label: '4116', count: 3, first: 0, last: 12 },
      { label: '4094', count: 0 },
    ],
  },
  'events without times': { of: 'events', rows: [{ label: '4116', count: 1 }] },
  'an order': { of: 'order', stop: ['MSExchangeIMC', 'MSExchangeIS'], start: ['MSExchangeIS', 'MSExchangeIMC'] },
};

let faultline: Faultline;
beforeAll(async () => {
  faultline = await runningFaultline({ DIRECT_LINE_KEYS: KEY });
});
afterAll(() => faultline.close());

const get = (path: string) => fetch(`${faultline.url}${path}`);
const pathOf = (drawing: Drawing) => drawingPath(drawing, [KEY]) ?? '';

describe('GET /drawings/…', () => {
  it.each(Object.entries(DRAWINGS))('shows %s as a PNG, light and dark', async (_, drawing) => {
    const images: Buffer[] = [];
    for (const look of ['light', 'dark']) {
      const answer = await get(`${pathOf(drawing)}.${look}.png`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
      images.push(Buffer.from(await answer.arrayBuffer()));
    }
    const [light, dark] = images.map((bytes) => PNG.sync.read(bytes));
    expect([light?.width, dark?.width]).toEqual([DRAWN_WIDTH * 2, DRAWN_WIDTH * 2]);
    expect(light?.data.equals(dark?.data ?? Buffer.alloc(0))).toBe(false);
  });

  it.each([
    [
      'one that somebody else made up',
      () => `${drawingPath({ of: 'order', stop: ['a'], start: [] }, ['x'.repeat(40)])}.light.png`,
    ],
    [
      'one that was changed',
      () => `${pathOf({ of: 'order', stop: ['a'], start: [] }).replace('drawings/e', 'drawings/f')}.light.png`,
    ],
    ['a look that is none', () => `${pathOf({ of: 'order', stop: ['a'], start: [] })}.pink.png`],
    ['no name', () => '/drawings/x'],
    ['a name of the language', () => '/drawings/__proto__.constructor.png'],
    ['a picture of another version', () => `${drawingPath(JSON.parse('{"of":"map"}'), [KEY])}.light.png`],
  ])('does not show %s', async (_, path) => {
    expect((await get(path())).status).toBe(404);
  });
});

describe('a picture in a reply', () => {
  const said = reply(
    'step',
    'Change it',
    [{ kind: 'drawing', drawing: { of: 'order', stop: ['a'], start: ['b'] }, alt: 'first this, then that' }],
    [],
  );
  const shown = (channelId: string, publicUrl?: string) =>
    JSON.stringify(
      withDrawings({ ...renderReply(said, 'case', 1, channelId), channelId }, { keys: [KEY], publicUrl }).attachments,
    );

  it('has an address and a text alternative', () => {
    expect(shown('msteams', 'https://bot.example.com')).toContain('"url":"https://bot.example.com/drawings/');
    expect(shown('msteams', 'https://bot.example.com')).toContain('"altText":"first this, then that"');
    expect(shown('directline')).toContain('"url":"/drawings/');
  });

  it('is left out where nobody could fetch it', () => {
    expect(shown('msteams')).not.toContain('Image');
    expect(shown('webchat')).not.toContain('Image');
  });
});

describe('a drawing', () => {
  it('holds a name as text, never as markup', () => {
    const svg = draw({ of: 'key', key: 'HKLM\\<script>"&\u0007', value: '</svg>', type: 'REG_SZ' }, 'light');
    expect(svg).toContain('&lt;script&gt;&quot;&amp;<');
    expect(svg.match(/<\/svg>/g)).toHaveLength(1);
  });

  it('shows as much as fits', () => {
    const rows = Array.from({ length: 200 }, (_, index) => ({ label: `event ${index} `.repeat(20), count: 1 }));
    expect(draw({ of: 'events', rows }, 'dark').length).toBeLessThan(10_000);
  });
});
