import { z } from 'zod';
import type { SourceFile } from '../imported-article.ts';
import { decodeText } from './decode-text.ts';

/** What a provider of the operator's machines says of one of its events. */
export interface ProvidedEvent {
  source: string;
  eventId: number;
  level: string;
  /** the template, with `%1` for what is put in */
  message: string;
}

/** The name of the format, and how its files end. */
export const PROVIDERS = 'providers';
export const PROVIDERS_FILE = /\.json$/i;

const LONGEST_MESSAGE = 2000;

/** What `collect-providers.ps1` writes. */
const Collected = z.object({
  faultline: z.literal('providers 1'),
  providers: z.array(
    z.object({
      name: z.string().trim().min(1).max(200),
      events: z.array(
        z.object({
          id: z.int().min(0).max(0xffff),
          level: z.string().max(60).nullish(),
          message: z.string(),
        }),
      ),
    }),
  ),
});

/** The events of a file of `collect-providers.ps1`, each once. Throws an Error with what is wrong with the file. */
export function readProviders({ bytes }: Pick<SourceFile, 'bytes'>): ProvidedEvent[] {
  const read = Collected.safeParse(JSON.parse(decodeText(bytes)));
  if (!read.success) throw new Error('it is not what collect-providers.ps1 writes; run that script again');
  const all = read.data.providers.flatMap(({ name, events }) =>
    events
      .filter(({ message }) => message.trim() !== '')
      .map(({ id, level, message }): [string, ProvidedEvent] => {
        const said = message.replace(/\s+/g, ' ').trim().slice(0, LONGEST_MESSAGE);
        return [`${name}\0${id}\0${said}`, { source: name, eventId: id, level: level ?? '', message: said }];
      }),
  );
  return [...new Map(all).values()];
}
