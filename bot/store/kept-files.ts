import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { PersonData } from './store.ts';

const FileRows = z.array(z.object({ id: z.string(), size: z.coerce.number() }));

/** Rows of the attachments of a conversation as its person is shown them. The names stand in the messages they came with. */
export function keptFiles(rows: unknown, activities: readonly Partial<Activity>[]): PersonData['files'] {
  const attachments = activities.flatMap((activity) => activity.attachments ?? []);
  return FileRows.parse(rows).map(({ id, size }) => ({
    name: attachments.find((one) => one.contentUrl?.endsWith(id))?.name ?? '',
    bytes: size,
  }));
}
