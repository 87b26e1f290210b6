import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { z } from 'zod';
import { inOurWords, yamlInOurWords } from './article/our-words.ts';
import { codeId, kept } from './kept.ts';

/** Either the value or every problem, each as `file:line key — what to do`; and what is written there, undefined when it is no YAML. */
export type Checked<T> = ({ ok: true; value: T } | { ok: false; problems: string[] }) & { raw?: unknown };

type Issue = z.core.$ZodIssue;

/** Of a union's failed alternatives, the one that was most likely meant: the fewest complaints, none about its keys. */
function meant(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const complaints = (branch: Issue[]) =>
    branch.length + 10 * branch.filter((b) => b.code === 'unrecognized_keys').length;
  // Text where an object must stand, or the reverse, was not meant.
  const sameKind = issue.errors.filter(
    (branch) => !branch.some((b) => b.path.length === 0 && b.code === 'invalid_type'),
  );
  const [best, second] = sameKind.toSorted((a, b) => complaints(a) - complaints(b));
  const wrongKind = second && best?.some((b) => b.path.length === 0 && b.code !== 'custom');
  if (!best || wrongKind || (second && complaints(second) === complaints(best))) return [issue];
  return best.flatMap((inner) => meant({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** Loaded only by who has to parse: a start finds all its files kept. */
const yaml = (): typeof import('yaml') => createRequire(import.meta.url)('yaml');

const SCHEMA = { schema: 'failsafe', uniqueKeys: true } as const;

/** What a text says, not yet checked; undefined when it is no YAML. */
function parsed(name: string, source: string): unknown {
  const parse = (): unknown => {
    const document = yaml().parseDocument(source, SCHEMA);
    return document.errors.length > 0 ? undefined : document.toJS();
  };
  return kept(
    `yaml ${name}`,
    [source, JSON.stringify(SCHEMA)],
    parse,
    (value): value is unknown => value !== undefined,
  );
}

/** A text with the line of each of its parts; made only for who has to say which line is wrong. */
function placed(source: string) {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const document = parseDocument(source, { ...SCHEMA, lineCounter: lines });
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth >= 0; depth--) {
      const node: unknown = document.getIn(path.slice(0, depth), true);
      const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
      if (Array.isArray(range) && typeof range[0] === 'number') return lines.linePos(range[0]).line;
    }
    return 1;
  };
  return { document, lineOf };
}

/** A problem as an author reads it: the file, the line and the key, and what to do. */
export interface Problem {
  path: readonly PropertyKey[];
  message: string;
}

/** `file:line key — what to do`, one for each problem. */
export function tellProblems(name: string, source: string, problems: readonly Problem[]): string[] {
  if (problems.length === 0) return [];
  const { lineOf } = placed(source);
  return problems.map(({ path, message }) => {
    const key = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
    return `${name}:${lineOf(path)} ${key.replace(/^\./, '') || '(whole file)'} — ${message}`;
  });
}

/**
 * Reads YAML with the failsafe schema (every scalar stays text) and checks it against a schema.
 * @param name the file name as problems show it
 */
export function readYaml<T extends z.ZodType>(name: string, source: string, schema: T): Checked<z.output<T>> {
  const said = parsed(name, source);
  const checked = said === undefined ? undefined : schema.safeParse(said, { error: inOurWords });
  if (checked?.success) return { ok: true, value: checked.data, raw: said };
  const { document } = placed(source);
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.map((e) => `${name}:${e.linePos?.[0].line ?? 1} (YAML) — ${yamlInOurWords(e.code)}`),
    };
  }
  const issues = (checked ?? schema.safeParse(document.toJS(), { error: inOurWords })).error?.issues ?? [];
  return { ok: false, problems: tellProblems(name, source, issues.flatMap(meant)), raw: said };
}

const HERE = new URL('.', import.meta.url);

/**
 * What files say that come with Faultline, checked; by their names. Checking all of them is a good part of what a start
 * costs, so what came out is kept for later ones.
 * @param files below `knowledge/`; read and kept together, so that a folder of small ones is one
 * @throws when a file is not of its shape, with every problem in it
 */
export function ownData<T extends z.ZodType>(files: readonly string[], schema: T): ReadonlyMap<string, z.output<T>> {
  const texts = files.map((file) => [file, readFileSync(new URL(file, HERE), 'utf8')] as const);
  const check = () => new Map(texts.map(([file, text]) => [file, checked(file, text, schema)] as const));
  const isChecked = (value: unknown): value is ReturnType<typeof check> => value instanceof Map;
  return kept(`own ${files.join(' ')}`, [codeId(), ...texts.flat()], check, isChecked);
}

/** {@link ownData} of one file. */
export function ownFile<T extends z.ZodType>(file: string, schema: T): z.output<T> {
  for (const value of ownData([file], schema).values()) return value;
  throw new Error(`knowledge/${file} was not read`);
}

function checked<T extends z.ZodType>(file: string, text: string, schema: T): z.output<T> {
  const read = readYaml(file, text, schema);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.value;
}

/** The names of the YAML files of a folder below `knowledge/`, each with the folder in front. */
export const ownFilesIn = (folder: string): string[] =>
  readdirSync(new URL(`${folder}/`, HERE))
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => `${folder}/${file}`);
