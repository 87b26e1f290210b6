import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type Diagnosis, diagnose } from '../../knowledge/diagnose.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';

const OWN = path.resolve(import.meta.dirname, '../fixtures/wild');
/** Cases that lie beside the tree and not in it; without them our own are all. */
const SHARED = path.resolve(import.meta.dirname, '../../../shared/cases/pastes.jsonl');

/** A paste as people really have it, with what is right. */
export interface WildCase {
  kind: string;
  name: string;
  text: string;
  /** in any order, repeats count; `source` null: the text names none */
  events: { source: string | null; eventId: number }[];
  /** `0x` and eight digits; undefined: nobody said */
  codes: string[] | undefined;
  /** symbol a code */
  meanings: Record<string, string>;
  article?: string;
}

const Shared = z.object({
  id: z.string(),
  form: z.string(),
  text: z.string(),
  expect: z.object({
    events: z.array(z.object({ source: z.string().nullable(), eventId: z.number() })).default([]),
    codes: z.array(z.string()).default([]),
    meanings: z.record(z.string(), z.string()).default({}),
    article: z.string().optional(),
  }),
});

/** The cases from outside; empty where they are not at hand. */
export function sharedCases(): WildCase[] {
  if (!existsSync(SHARED)) return [];
  const lines = readFileSync(SHARED, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => {
    const { id, form, text, expect } = Shared.parse(JSON.parse(line));
    return { kind: 'shared', name: `${id} ${form}`, text, ...expect };
  });
}

/**
 * Our own: one file a kind. `=== name`, below it `events: 41 Kernel-Power; 7034` (an id alone: no source is named),
 * perhaps `codes: 0x80070005 E_ACCESSDENIED`, then `---` and the paste up to the next `===`.
 */
export function ownCases(): WildCase[] {
  return readdirSync(OWN)
    .toSorted()
    .flatMap((file) => {
      const [, ...parts] = readFileSync(path.join(OWN, file), 'utf8').split(/^=== /m);
      return parts.map((part) => caseOf(path.basename(file, '.txt'), part));
    });
}

function caseOf(kind: string, part: string): WildCase {
  const [head = '', ...body] = part.split(/^---\n/m);
  const [name = '', ...rows] = head.trimEnd().split('\n');
  const row = (label: string) => rows.find((one) => one.startsWith(`${label}: `))?.slice(label.length + 2);
  const items = (label: string) => (row(label) ?? '').split('; ').filter(Boolean);
  const events = items('events').map((item) => {
    const [id = '', ...words] = item.split(' ');
    return { eventId: Number(id), source: words.join(' ') || null };
  });
  const told = items('codes').map((item) => item.split(' '));
  const meanings = Object.fromEntries(told.flatMap(([code = '', symbol]) => (symbol ? [[code, symbol]] : [])));
  return {
    kind,
    name,
    text: body.join('---\n').replace(/\n$/, ''),
    events,
    codes: row('codes') === undefined ? undefined : told.map(([code = '']) => code),
    meanings,
    ...(row('article') !== undefined && { article: row('article') ?? '' }),
  };
}

/** What was wrong with one case: empty when nothing was. `events` alone decide "right", all together "strict". */
export function wildFaults(
  knowledge: Knowledge,
  wild: WildCase,
): { events: string[]; codes: string[]; article: string[] } {
  const found = diagnose(knowledge, wild.text);
  return { events: eventFaults(wild, found), codes: codeFaults(wild, found), article: articleFaults(wild, found) };
}

function eventFaults(wild: WildCase, found: Diagnosis): string[] {
  // What a log repeats is told once, with how often.
  const left = found.events.flatMap((event) => Array.from({ length: event.times ?? 1 }, () => event));
  const missed = wild.events.filter(({ eventId, source }) => {
    const at = left.findIndex((one) => one.eventId === eventId && sameSource(source, one.source));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [
    ...missed.map((one) => `missed ${one.eventId} ${one.source ?? '(no source)'}`),
    ...left.map((one) => `read ${one.eventId} ${one.source ?? '(no source)'}`),
  ];
}

/** Case, blanks and the maker's name in front do not count; a name that a table cut is as good as its beginning. */
function sameSource(right: string | null, read: string | undefined): boolean {
  if (right === null || read === undefined) return right === null && read === undefined;
  const [a, b] = [right, read].map((name) =>
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '')
      .replace(/^microsoftwindows(?=.)/, ''),
  ) as [string, string];
  return a === b || (b.length >= 10 && a.startsWith(b)) || (right.endsWith('...') && b.startsWith(a));
}

function codeFaults(wild: WildCase, found: Diagnosis): string[] {
  if (wild.codes === undefined) return [];
  const read = new Set(found.codes.map((one) => one.code));
  const of = (code: string) => found.codes.find((one) => one.code === code);
  const isMeant = (code: string, name: string) =>
    of(code)?.name.startsWith(name.split(' ')[0] ?? '') || (name.includes(' ') && of(code)?.meaning.includes(name));
  return [
    ...wild.codes.filter((code) => !read.has(code)).map((code) => `missed ${code}`),
    ...[...read].filter((code) => !wild.codes?.includes(code)).map((code) => `read ${code}`),
    ...Object.entries(wild.meanings).flatMap(([code, name]) =>
      read.has(code) && !isMeant(code, name) ? [`${code} is ${of(code)?.name || 'unnamed'}, not ${name}`] : [],
    ),
  ];
}

function articleFaults(wild: WildCase, found: Diagnosis): string[] {
  const right = /Q\d+/.exec(wild.article ?? '')?.[0];
  const [first] = found.matches;
  const isRight = right === undefined ? found.verdict !== 'match' : first?.article === right;
  return isRight ? [] : [`named ${first?.article ?? 'nothing'}, not ${right ?? 'nothing'}`];
}
