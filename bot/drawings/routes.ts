import type { Request, Response, Server } from 'restify';
import { refuse } from '../http/answer.ts';
import { signedDrawing } from './drawing-address.ts';
import { LOOKS, type LookName } from './svg.ts';

/** Kept in memory: a picture has some 10 KB, and the same few are asked for again and again. */
const MOST_KEPT = 100;

const isLook = (name: string): name is LookName => Object.hasOwn(LOOKS, name);

/** `GET /drawings/<what>.<signature>.<look>.png`: the pictures of the cards. Their addresses hold no personal data. */
export function registerDrawings(server: Server, keys: readonly string[]): void {
  const kept = new Map<string, Promise<Buffer>>();
  const made = (name: string): Promise<Buffer> | undefined => {
    const known = kept.get(name);
    if (known) return known;
    const [, told, look] = /^([\w.-]{1,4300})\.(\w{4,5})\.png$/.exec(name) ?? [];
    const drawing = told === undefined ? undefined : signedDrawing(told, keys);
    if (drawing === undefined || look === undefined || !isLook(look)) return undefined;
    const png = pngOf(drawing, look);
    kept.set(name, png);
    png.catch(() => kept.delete(name));
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return png;
  };
  server.get('/drawings/*', async (request: Request, response: Response) => {
    const name: unknown = request.params['*'];
    const png = typeof name === 'string' ? await made(name)?.catch(() => undefined) : undefined;
    if (!png) refuse(response, 404, 'There is no picture at this address.');
    else {
      response.writeHead(200, {
        'content-type': 'image/png',
        'content-length': png.length,
        'cache-control': 'public, max-age=604800, immutable',
        'cross-origin-resource-policy': 'cross-origin',
      });
      response.end(png);
    }
  });
}

/** Rejects for a drawing that this version does not know. */
async function pngOf(told: unknown, look: LookName): Promise<Buffer> {
  // Loaded with the first picture: a start needs none of it.
  const [{ drawingOf }, { draw }, { toPng }] = await Promise.all([
    import('./drawing-shape.ts'),
    import('./draw.ts'),
    import('./png.ts'),
  ]);
  const drawing = drawingOf(told);
  if (!drawing) throw new Error('a signed picture has a shape that this version does not draw');
  return toPng(draw(drawing, look));
}
