import { z } from 'zod';
import { ownFile } from '../../yaml-file.ts';
import type { Severity } from '../event-record.ts';
import { CAPS } from '../paste/caps.ts';
import { onceForEqual } from '../paste/once.ts';

/** What a name in front of a value, above a column or in JSON stands for. `other`: a known one whose value is not needed. */
export type Field = (typeof FIELDS)[number];

const FIELDS = [
  ...(['id', 'source', 'severity', 'category', 'date', 'time', 'dateTime', 'user', 'computer', 'log'] as const),
  ...(['description', 'strings', 'data', 'xml', 'other'] as const),
];
const SEVERITIES = {
  error: 'error',
  warning: 'warning',
  information: 'information',
  success: 'success audit',
  failure: 'failure audit',
} as const;

const name = z.string().trim().min(2, 'write the name as Windows prints it');
const names = z
  .array(z.union([name, z.array(name)]))
  .transform((all) => all.flat())
  .default([]);
const LANGUAGE = z.strictObject({
  ...(Object.fromEntries(FIELDS.map((field) => [field, names])) as Record<Field, typeof names>),
  ...(Object.fromEntries(Object.keys(SEVERITIES).map((word) => [word, names])) as Record<
    keyof typeof SEVERITIES,
    typeof names
  >),
  help: names,
  missing: names,
});

const IS_ASCII = /^[ -~]*$/;
/** Case, accents, blanks and punctuation do not count. */
const letters = (text: string) =>
  IS_ASCII.test(text) ? text.toLowerCase().replace(/[^a-z]+/g, '') : lettersOfAny(text);

const lettersOfAny = (text: string) =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '');

/** The file `field-names.yaml`: one block a language. A name stands for one thing only, in whatever languages. */
const FieldNames = z.record(z.string(), LANGUAGE).superRefine((languages, ctx) => {
  for (const group of [FIELDS, Object.keys(SEVERITIES) as (keyof typeof SEVERITIES)[]] as const) {
    const seen = new Map<string, string>();
    for (const { language, key, word } of wordsOf(languages, group)) {
      const before = seen.get(letters(word));
      if (before !== undefined && before !== key)
        ctx.addIssue({ code: 'custom', path: [language, key], message: `${word} is ${before} already; keep one` });
      seen.set(letters(word), key);
    }
  }
});

function wordsOf<Key extends keyof z.infer<typeof LANGUAGE>>(
  languages: Readonly<Record<string, z.infer<typeof LANGUAGE>>>,
  keys: readonly Key[],
): { language: string; key: Key; word: string }[] {
  return Object.entries(languages).flatMap(([language, words]) =>
    keys.flatMap((key) => words[key].map((word) => ({ language, key, word }))),
  );
}

const LANGUAGES = Object.values(ownFile('recognizer/words/field-names.yaml', FieldNames));

const BY_LETTERS = new Map(
  FIELDS.flatMap((field) => LANGUAGES.flatMap((own) => own[field].map((word) => [letters(word), field] as const))),
);
const LONGEST_NAME = 60;

/** The field a name stands for, and its bare letters (`eventsource`); case, accents, blanks and punctuation do not count. */
export function fieldNamed(written: string): { field: Field; name: string } | undefined {
  return written.length > LONGEST_NAME ? undefined : named(written);
}

/** The same of the last name of a path: `Event.System.Provider`, `winlogbeat_event_id`. What an event carries has names of its own. */
export function fieldOfPath(written: string): { field: Field; name: string } | undefined {
  const whole = fieldNamed(written);
  if (whole !== undefined || written.length > LONGEST_NAME || EVENT_DATA.test(written)) return whole;
  const end = written.slice(written.lastIndexOf('.') + 1).replace(SHIPPER, '');
  return end === written ? undefined : named(end);
}

const SHIPPER = /^(?:winlogbeat|winlog|windows|win|nxlog|log)_/i;
const EVENT_DATA = /event_?data/i;

const named = onceForEqual((written) => {
  const bare = letters(written);
  const field = BY_LETTERS.get(bare);
  return field === undefined ? undefined : { field, name: bare };
});

const severities = Object.entries(SEVERITIES).flatMap(([key, severity]) =>
  LANGUAGES.flatMap((own) =>
    own[key as keyof typeof SEVERITIES].map((word) => [word.toLowerCase(), severity] as const),
  ),
);
const BY_SEVERITY = new Map<string, Severity>(severities);

/** The words that stand for a severity in any language, lower case. */
export const SEVERITY_WORDS: readonly string[] = [...BY_SEVERITY.keys()];

/** The severity a word or an event type number (1, 2, 4, 8, 16 as in .evt files and dumpel) stands for. */
export const severityOf = onceForEqual((text): Severity | undefined => {
  // Log Parser writes "Error event".
  const word = text
    .trim()
    .toLowerCase()
    .replace(/ event$/, '');
  return BY_SEVERITY.get(word) ?? severityOfType(Number(text.trim() || Number.NaN));
});

const BY_TYPE = new Map<number, Severity>([
  [1, 'error'],
  [2, 'warning'],
  [4, 'information'],
  [8, 'success audit'],
  [16, 'failure audit'],
]);
const BY_LEVEL = new Map<number, Severity>([
  [1, 'error'],
  [2, 'error'],
  [3, 'warning'],
  [4, 'information'],
]);

/** The event type of .evt files, dumpel and Get-EventLog: 1 error, 2 warning, 4 information, 8 and 16 audits. */
export function severityOfType(type: number): Severity | undefined {
  return BY_TYPE.get(type);
}

/** The level of Windows Vista and later: 1 critical, 2 error, 3 warning, 4 information. */
export function severityOfLevel(level: number): Severity | undefined {
  return BY_LEVEL.get(level);
}

const escaped = (word: string) => word.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const anyOf = (key: 'help' | 'missing') =>
  LANGUAGES.flatMap((own) => own[key].map(escaped))
    .toSorted((a, b) => b.length - a.length)
    .join('|');

/** What an id is called, where that is one word or is written as one: "Ereigniskennung", "eventcode". */
export const GLUED_IDS: readonly string[] = LANGUAGES.flatMap(({ id }) => id)
  .filter((name) => /^\p{L}{8,}$/u.test(name) || /\p{L} \p{L}/u.test(name))
  .map((name) => name.replaceAll(' ', ''));

const HELP = new RegExp(`^\\s{0,40}"?(?:${anyOf('help')})`, 'iu');
/** Whether a line begins the sentence that Windows 2000 and later print behind a description: where to find help. */
export const isHelpSentence = (line: string): boolean => HELP.test(line.slice(0, 80));

const MISSING = new RegExp(`(?:${anyOf('missing')})`, 'iu');
/** Whether a line says that an event's text was not found, so that its strings are all there is. */
export const isMissingText = (line: string): boolean => MISSING.test(line.slice(0, CAPS.header));
