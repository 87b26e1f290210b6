import { z } from 'zod';
import { Pattern } from './pattern.ts';
import { code, eventId, oneOrMore, text, yesNo } from './scalars.ts';

const patterns = oneOrMore(Pattern);

/** What an event must say of itself, beyond its id and source, to be the one that is meant. */
const narrowing = {
  /** the service it is about: its short name; services.yaml tells by which other names logs call it */
  service: text.optional(),
  /** the program it is about, such as spoolsv.exe */
  process: text.optional(),
  /** words of its text, one of these; `*` stands for up to a hundred characters */
  text: patterns.optional(),
  /** the log it stands in; an event whose log the paste does not show may be the one */
  log: text.optional(),
  /** its level, with the same rule */
  level: z.enum(['error', 'warning', 'information', 'success audit', 'failure audit']).optional(),
  /** its parameters by position (1, 2 …) or by name */
  parameters: z.record(z.string(), Pattern).optional(),
};
const NARROWING = ['service', 'process', 'text', 'log', 'level', 'parameters'] as const;

const speaksBy = {
  event: eventId.optional(),
  /** the event source; left out, any source counts */
  from: text.optional(),
  ...narrowing,
  code: code.optional(),
  /** the event that must carry the code */
  in: eventId.optional(),
  question: text.optional(),
  option: text.optional(),
  /** a line that any program wrote: words of it */
  line: Pattern.optional(),
  /** the program whose name stands before them, as in a syslog */
  program: text.optional(),
  /** words of the message around the events, one of these */
  words: patterns.optional(),
};

type Parts = { [key in keyof typeof speaksBy]?: unknown };

const KINDS = ['event', 'code', 'question', 'line', 'words'] as const;

/** Whether an entry names one thing, and only what belongs to it. */
function named(entry: Parts): boolean {
  const has = (key: keyof Parts) => entry[key] !== undefined;
  return (
    KINDS.filter(has).length === 1 &&
    has('question') === has('option') &&
    (has('event') || !['from' as const, ...NARROWING].some(has)) &&
    (has('code') || !has('in')) &&
    (has('line') || !has('program'))
  );
}
const namedWell =
  'name exactly one of: event (with from, service, process, text, log, level, parameters), code (with in), question and option, line (with program), words';

export const Evidence = z.strictObject({
  for: z
    .array(
      z
        .strictObject({
          ...speaksBy,
          sometimes: yesNo.default(false),
          /** without it the article is not thought of at all */
          must: yesNo.default(false),
          note: text.optional(),
        })
        .refine(named, namedWell),
    )
    .min(1, 'name at least one event, code or line that speaks for this article'),
  against: z
    .array(z.strictObject({ ...speaksBy, because: text, source: text.optional() }).refine(named, namedWell))
    .default([]),
});
export type SpeaksFor = z.output<typeof Evidence>['for'][number];
export type SpeaksAgainst = z.output<typeof Evidence>['against'][number];

/**
 * The name under which a case notes that something is as an entry describes it; undefined for an entry that describes nothing but
 * ids. It holds words of the article and none of the paste.
 */
export function markOf(item: SpeaksFor | SpeaksAgainst): string | undefined {
  if (item.line !== undefined) return `line ${JSON.stringify([item.program ?? '', item.line])}`;
  if (item.words !== undefined) return `words ${JSON.stringify(item.words)}`;
  if (!NARROWING.some((key) => item[key] !== undefined)) return undefined;
  return `event ${JSON.stringify([item.event, ...NARROWING.map((key) => item[key] ?? null)])}`;
}
