import { setImmediate } from 'node:timers/promises';
import type { Activity, Attachment } from 'botbuilder';
import { courtesy } from '../../http/courtesy.ts';
import type { Store } from '../../store/store.ts';
import { type Claims, signPass } from '../pass.ts';
import { inHandOf } from './in-hand.ts';

/** A file as it came in. */
export interface UploadedFile {
  name: string;
  contentType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

// How an attachment in the log names the bytes that the store keeps. Neither client nor bot ever see it.
const KEPT = 'attachment:';

/** Whether an address is one that only the channel itself may write. */
export const isKept = (contentUrl: string | null | undefined): boolean => contentUrl?.startsWith(KEPT) === true;

/** The id of a kept file, or the ids of its pieces with a point between; undefined for every other attachment. */
const keptId = ({ contentUrl }: Pick<Attachment, 'contentUrl'>): string | undefined =>
  contentUrl?.startsWith(KEPT) ? contentUrl.slice(KEPT.length) : undefined;

/** The address in the log of a kept file, or of one whose pieces are kept: their ids in their order with a point between. */
export const keptAs = (id: string): string => `${KEPT}${id}`;

/** Keeps bytes with their conversation, once however often they come. @returns their id */
export async function keepBytes(
  store: Pick<Store, 'saveAttachment' | 'attachmentSize'>,
  conversationId: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  // In a thread of Node's own: half a megabyte takes a while.
  const id = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('base64url');
  if ((await store.attachmentSize(conversationId, id)) === undefined)
    await store.saveAttachment(conversationId, id, bytes);
  return id;
}

/** Largest piece in which a file is kept, in bytes: nobody waits for longer than the writing of one. */
export const PIECE_BYTES = 512 * 1024;

/** Keeps a file with its conversation, in pieces. @returns the attachment for the log */
export async function keepFile(store: Store, conversationId: string, file: UploadedFile): Promise<Attachment> {
  const ids: string[] = [];
  for (let at = 0; at === 0 || at < file.bytes.length; at += PIECE_BYTES) {
    await courtesy.giveWay();
    ids.push(await keepBytes(store, conversationId, file.bytes.subarray(at, at + PIECE_BYTES)));
  }
  return { contentType: file.contentType, contentUrl: keptAs(ids.join('.')), name: file.name };
}

/** The bytes of a kept file; undefined when any of them is gone. @param id one, or several with a point between */
export async function loadKept(
  store: Pick<Store, 'loadAttachment'>,
  conversationId: string,
  id: string,
): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  for (const one of id.split('.')) {
    // Others come between two of them.
    if (pieces.length > 0) await setImmediate();
    const bytes = await store.loadAttachment(conversationId, one);
    if (bytes === undefined) return undefined;
    pieces.push(bytes);
  }
  return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
}

/** How many bytes {@link piecesOfKept} gives; undefined when any of them is gone. */
export async function sizeOfKept(
  store: Pick<Store, 'attachmentSize'>,
  conversationId: string,
  id: string,
): Promise<number | undefined> {
  let whole = 0;
  for (const one of id.split('.')) {
    const size = await store.attachmentSize(conversationId, one);
    if (size === undefined) return undefined;
    whole += size;
  }
  return whole;
}

/** The bytes of a kept file, each piece read when it is asked for: a slow reader holds one of them. Throws when one is gone. */
export async function* piecesOfKept(
  store: Pick<Store, 'loadAttachment'>,
  conversationId: string,
  id: string,
): AsyncGenerator<Uint8Array> {
  for (const one of id.split('.')) {
    const bytes = await store.loadAttachment(conversationId, one);
    if (bytes === undefined) throw new Error('a piece of a file was removed while the file was read');
    yield bytes;
  }
}

/** What an address calls a kept file: its first piece, as paths may not be long; the pass holds them all. */
export const nameOfKept = (id: string): string => id.slice(0, 43);

/** Where clients may read kept files, for whom, and for a day: the addresses are signed each time somebody reads the log. */
export interface LinkTerms {
  keys: readonly string[];
  /** as in {@link baseUrl} */
  base: string;
  claims: Claims;
}

/** The attachments as clients see them: kept files by an address they can GET. */
export async function withLinks(attachments: Attachment[], { keys, base, claims }: LinkTerms): Promise<Attachment[]> {
  return Promise.all(
    attachments.map(async (attachment) => {
      const id = keptId(attachment);
      if (id === undefined) return attachment;
      const file = { id, name: attachment.name ?? 'file', type: attachment.contentType };
      const pass = await signPass(keys, 'attachment', { ...claims, file });
      return { ...attachment, contentUrl: `${base}/v3/directline/attachments/${nameOfKept(id)}?t=${pass}` };
    }),
  );
}

/** Keeps uploaded files in hand until their turn has begun. @returns lets go of them, whether one has or not */
export function holdFiles(
  store: object,
  conversationId: string,
  kept: readonly Attachment[],
  files: readonly UploadedFile[],
): () => void {
  const held = new Map(files.map(({ bytes }, at) => [keptId(kept[at] ?? {}) ?? '', bytes] as const));
  return inHandOf(store).hold(conversationId, held);
}

/** The activity as the bot reads it: kept files lie in it as their bytes, since the bot fetches nothing. */
export async function withBytes(store: Pick<Store, 'loadAttachment'>, activity: Activity): Promise<Activity> {
  const ids = activity.attachments?.flatMap((attachment) => keptId(attachment) ?? []) ?? [];
  if (ids.length === 0) return activity;
  const inHand = inHandOf(store).take(activity.conversation.id, ids);
  const attachments: Attachment[] = [];
  for (const attachment of activity.attachments ?? []) {
    const id = keptId(attachment);
    const bytes =
      id === undefined ? undefined : (inHand?.get(id) ?? (await loadKept(store, activity.conversation.id, id)));
    const { contentUrl: _kept, ...described } = attachment;
    attachments.push(id === undefined ? attachment : { ...described, ...(bytes && { content: bytes }) });
  }
  return { ...activity, attachments };
}
