import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** Either the value or every problem, each as `file:line key — what to do`. */
export type Checked<T> = { ok: true; value: T } | { ok: false; problems: string[] };

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

/**
 * Reads YAML with the failsafe schema (every scalar stays text) and checks it against a schema.
 * @param name the file name as problems show it
 */
export function readYaml<T extends z.ZodType>(name: string, source: string, schema: T): Checked<z.output<T>> {
  const lines = new LineCounter();
  const document = parseDocument(source, { schema: 'failsafe', lineCounter: lines, uniqueKeys: true });
  const lineOf = (path: PropertyKey[]): number => {
    for (let depth = path.length; depth >= 0; depth--) {
      const node: unknown = document.getIn(path.slice(0, depth), true);
      const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
      if (Array.isArray(range) && typeof range[0] === 'number') return lines.linePos(range[0]).line;
    }
    return 1;
  };
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.map(
        (e) => `${name}:${e.linePos?.[0].line ?? 1} (YAML) — ${e.message.split('\n')[0]?.split(' at line ', 1)[0]}`,
      ),
    };
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.flatMap(meant).map((issue) => {
    const key = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
    return `${name}:${lineOf(issue.path)} ${key.replace(/^\./, '') || '(whole file)'} — ${issue.message}`;
  });
  return { ok: false, problems };
}
