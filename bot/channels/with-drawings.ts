import type { Activity } from 'botbuilder';
import type { Drawing } from '../../dialogs/saying/drawing.ts';
import { layout } from '../../dialogs/saying/phrases-layout.ts';
import { drawingPath } from '../drawings/drawing-address.ts';
import type { CardElement } from './adaptive-card.ts';
import { isCard } from './card-attachment.ts';
import { channelOf } from './channel.ts';

/** Where pictures can be fetched. */
export interface DrawingAddresses {
  keys: readonly string[];
  /** the address of this server as other programs reach it; without it only our own page can show a picture */
  publicUrl: string | undefined;
}

/**
 * The message with its pictures at an address that its channel can fetch; a picture without one is left out, as the
 * card says the same in words.
 */
export function withDrawings(activity: Partial<Activity>, addresses: DrawingAddresses | undefined): Partial<Activity> {
  const here = channelOf(activity.channelId ?? '').pathsFetched ? '' : undefined;
  const base = addresses && (addresses.publicUrl?.replace(/\/$/, '') ?? here);
  const keys = addresses?.keys ?? [];
  const attachments = activity.attachments?.map((attachment) =>
    isCard(attachment)
      ? { ...attachment, content: { ...attachment.content, body: addressed(attachment.content.body, base, keys) } }
      : attachment,
  );
  return attachments ? { ...activity, attachments } : activity;
}

function addressed(body: readonly CardElement[], base: string | undefined, keys: readonly string[]): CardElement[] {
  return body.flatMap((element) => {
    const inner = element['items'];
    if (Array.isArray(inner)) return [{ ...element, items: addressed(inner, base, keys) }];
    if (isPicture(element)) return [pictured(element, base)];
    if (!isDrawn(element)) return [element];
    const { drawing, ...image } = element;
    const path = base === undefined ? undefined : drawingPath(drawing, keys);
    if (path === undefined) return [];
    const url = (look: string) => `${base}${path}.${look}.png`;
    // Teams takes the one of its look; our page changes the end of the address.
    return [{ ...image, url: url('light'), themedUrls: [{ theme: 'dark', url: url('dark') }] }];
  });
}

/** A picture that an author chose may show what no word says, so where it cannot be fetched stands what it shows. */
function pictured({ picture, ...image }: PictureElement, base: string | undefined): CardElement {
  if (base !== undefined) return { ...image, url: `${base}${picture}` };
  return { type: 'TextBlock', text: layout.picture(image.altText), wrap: true, isSubtle: true };
}

type PictureElement = CardElement & { picture: string; altText: string };
function isPicture(element: CardElement): element is PictureElement {
  return element.type === 'Image' && typeof element['picture'] === 'string' && typeof element['altText'] === 'string';
}

function isDrawn(element: CardElement): element is CardElement & { drawing: Drawing } {
  return element.type === 'Image' && typeof element['drawing'] === 'object';
}
