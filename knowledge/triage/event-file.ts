import { z } from 'zod';
import { BASES } from '../article.ts';

/** How serious an event usually is: `noise` may be left, `watch` matters when it repeats or beside others, `act` wants somebody. */
export const SEVERITIES = ['act', 'watch', 'noise'] as const;
export type EventSeverity = (typeof SEVERITIES)[number];

/** What the insertion strings of an event can be, in the order in which Windows gives them; `-` is one that nobody needs. */
export const PARAMETERS = [
  'service',
  'process',
  'module',
  'disk',
  'volume',
  'device',
  'account',
  'computer',
  'domain',
  'file',
  'code',
  'update',
  'package',
  '-',
] as const;
export type ParameterKind = (typeof PARAMETERS)[number];

/** What `from` stands for where an event is known from nothing but what its provider says. */
export const OWN_TEXT = 'message text of the provider';

const text = z.string().trim().min(1, 'write a few words here');
const sentence = z.string().regex(/^\S[\s\S]*[.?]$/, 'write whole sentences, the last with a full stop');
const eventId = z.string().regex(/^\d{1,5}$/, 'write the id as Event Viewer shows it');
const count = z
  .string()
  .regex(/^\d{1,4}$/, 'write how many articles')
  .transform(Number);

/** `[service, code]`, or `{ param1: service, Binary: - }` where Windows gives names. */
const parameters = z
  .union([
    z.array(z.enum(PARAMETERS)),
    z.record(z.string(), z.enum(PARAMETERS)).transform((named) => Object.values(named)),
  ])
  .default([]);

const Source = z.strictObject({
  name: text,
  /** what it belongs to: Windows, SQL Server, … */
  product: text,
  /** which part of that it is */
  component: text,
  /** other names it writes under, other spellings, short forms; case, blanks, hyphens and the maker's name never matter */
  also: z.array(text).default([]),
  /** names that begin so are this source too: `MSSQL$` and the name of an instance */
  begins: z.array(text).default([]),
});

const Event = z.strictObject({
  severity: z.enum(SEVERITIES),
  means: sentence,
  next: sentence,
  takes: parameters,
  from: text,
  basis: z.enum(BASES).optional(),
  articles: count.optional(),
});

/** One file of `events/`. Scalars are text: YAML is read with the failsafe schema. */
export const EventFile = z
  .strictObject({
    area: text,
    /** what the short words in `from` stand for; `text` is the message of the provider itself */
    documents: z.record(z.string(), text).default({}),
    sources: z.array(Source).default([]),
    events: z.record(z.string(), z.record(eventId, Event)).default({}),
    anySource: z.array(z.strictObject({ id: eventId.transform(Number), articles: count })).default([]),
  })
  .superRefine((file, ctx) => {
    const problem = (path: (string | number)[], message: string) => ctx.addIssue({ code: 'custom', path, message });
    const ofAny = new Map(file.anySource.map((event) => [event.id, event.articles]));
    for (const [source, events] of Object.entries(file.events)) {
      for (const [id, { from, articles = 0 }] of Object.entries(events)) {
        const most = ofAny.get(Number(id));
        if (articles > (most ?? articles))
          problem(
            ['events', source, id, 'articles'],
            `anySource counts only ${most} articles for event ${id}; correct one of the two`,
          );
        if (Number(id) > 0xffff) problem(['events', source, id], 'write an event id between 0 and 65535');
        if (/^[a-z][a-z0-9-]*$/.test(from) && from !== 'text' && !(from in file.documents))
          problem(
            ['events', source, id, 'from'],
            `documents has no ${from}; add it there, or write where it is known from`,
          );
      }
    }
  });
export type EventFile = z.output<typeof EventFile>;

/** An event as a file has it. */
export type FileEvent = z.output<typeof Event>;

/** A program or service that writes events. */
export type EventSource = z.output<typeof Source>;

/** What is known about one event of one source. */
export interface KnownEvent {
  /** the usual spelling */
  source: string;
  id: number;
  product: string;
  component: string;
  severity: EventSeverity;
  /** what it says, in our own words */
  means: string;
  /** what to look at next; of noise: why it may be left, or when not */
  next: string;
  takes: readonly ParameterKind[];
  /** where that is known from */
  from: string;
}

/** How names of sources are compared. */
export function foldedSource(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9+$]/g, '')
    .replace(/^microsoftwindows(?=.)/, '');
}
