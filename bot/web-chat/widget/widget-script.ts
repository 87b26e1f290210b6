import { readFileSync } from 'node:fs';
import { words } from '../words.js';

const MAIN = new URL('widget.js', import.meta.url);
const STYLE = new URL('widget.css', import.meta.url);
const IMPORT = /^import \{[\w, ]*\} from '(\.\/[\w-]{1,40}\.js)';$/gm;

/**
 * The loader that other sites embed: one classic script, as a site's policy may allow one address and no other. Its parts
 * are modules for whoever reads them, and each stands here once, before the one that asks for it, in one scope.
 */
export function widgetScript(): string {
  const parts = new Set<string>();
  const seen = new Set<string>();
  const take = (file: URL) => {
    if (seen.has(file.href)) return;
    seen.add(file.href);
    const source = readFileSync(file, 'utf8');
    for (const [, named = ''] of source.matchAll(IMPORT)) take(new URL(named, file));
    parts.add(source.replaceAll(IMPORT, '').replaceAll(/^export (?=const|function|class)/gm, ''));
  };
  take(MAIN);
  const literal = (value: unknown) => JSON.stringify(JSON.stringify(value));
  const body = [...parts]
    .join('\n')
    .replace("'{{widget-words}}'", () => literal(words.widget))
    .replace("'{{widget-style}}'", () => literal(readFileSync(STYLE, 'utf8')));
  return `(() => {\n'use strict';\n${body}\n})();\n`;
}
