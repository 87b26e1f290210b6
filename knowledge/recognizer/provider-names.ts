import type { FoundSource } from './source-names.ts';

/** Hyphens and capitals; at least one small letter, since a computer's name (`EX-MAIL-01`) has none. */
const PROVIDER = /(?<![\w-])[A-Z][A-Za-z0-9]{1,30}(?:-[A-Z0-9][A-Za-z0-9]{0,40}){2,6}(?![\w-])/g;

/** The providers of newer Windows that a text names, e.g. `Microsoft-Windows-Security-Auditing`: not ours, whatever their ids. */
export function providersIn(text: string): FoundSource[] {
  return [...text.matchAll(PROVIDER)].flatMap(({ 0: name, index }) =>
    /[a-z]/.test(name)
      ? [{ source: name, asWritten: name, misspelt: false, start: index, end: index + name.length }]
      : [],
  );
}
