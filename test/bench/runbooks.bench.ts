import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importLibrary } from '../../knowledge/library/import-library.ts';
import { textOf } from '../../knowledge/library/imported-article.ts';
import { Library } from '../../knowledge/library/library.ts';
import { readFile } from '../../knowledge/library/read-file.ts';
import { risksIn } from '../../knowledge/library/reading/risks.ts';
import { waysOf } from '../../knowledge/library/reading/steps.ts';
import { isBeside } from '../../knowledge/library/sources/beside.ts';
import { readSources } from '../../knowledge/library/sources/read-sources.ts';
import { LibraryFile } from '../../knowledge/library/store/library-file.ts';

const RUNBOOKS = '../shared/data/runbooks/runbooks.tar.zst';
const ALERTS = 30;

/** What is read out of runbooks in Markdown, in numbers, and whether alerts find theirs. */
export async function run(print: (line: string) => void): Promise<void> {
  if (!existsSync(RUNBOOKS)) return print(`There is no ${RUNBOOKS}: nothing was measured.`);
  await count(print);
  const folder = mkdtempSync(join(tmpdir(), 'bench-runbooks-'));
  try {
    const path = join(folder, 'library.sqlite');
    const began = performance.now();
    const { articles, unread } = await importLibrary(path, RUNBOOKS, { name: 'rb', format: 'auto', products: [] });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    print(`import: ${articles} articles in ${seconds} s, ${unread.length} files not read`);
    await askAlerts(path, print);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function count(print: (line: string) => void): Promise<void> {
  const counts = { files: 0, articles: 0, sections: 0, 'with a fix': 0, steps: 0, 'with a risk': 0, pictures: 0 };
  const unread: string[] = [];
  const slowest = { path: '', ms: 0 };
  for await (const file of readSources(RUNBOOKS, ({ path, why }) => unread.push(`${path}: ${why}`))) {
    if (isBeside(file.path)) continue;
    counts.files++;
    const began = performance.now();
    const { read, why } = readFile(file, { format: 'auto', products: [] });
    const ms = performance.now() - began;
    if (ms > slowest.ms) Object.assign(slowest, { path: file.path, ms });
    if (why !== undefined) unread.push(`${file.path}: ${why}`);
    for (const article of read) {
      const steps = waysOf(article).flatMap((way) => way.steps);
      counts.articles++;
      counts.sections += article.sections.length;
      counts['with a fix'] += Number(steps.length > 0);
      counts.steps += steps.length;
      counts['with a risk'] += Number(steps.some(({ blocks }) => risksIn(blocks.map(textOf).join('\n')).length > 0));
      counts.pictures += article.sections.flatMap(({ blocks }) => blocks.filter(({ is }) => is === 'picture')).length;
    }
  }
  for (const line of unread) print(`not read: ${line}`);
  print(
    Object.entries(counts)
      .map(([name, many]) => `${many} ${name}`)
      .join(', '),
  );
  print(`slowest: ${slowest.path}, ${slowest.ms.toFixed(0)} ms`);
}

/** How monitors send an alert, and how people write of it. */
const FORMS: Readonly<Record<string, (name: string, title: string) => string>> = {
  'JSON of a webhook': (name) =>
    JSON.stringify({
      receiver: 'web',
      status: 'firing',
      alerts: [
        { status: 'firing', labels: { alertname: name, namespace: 'prod', severity: 'critical' }, annotations: {} },
      ],
    }),
  'line of a chat': (name) => `[FIRING:1] ${name} (prod critical)`,
  'a sentence': (name) => `since this morning ${name} fires, what can we do`,
  'the words of its name': (_, title) =>
    `${title.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()} since this morning`,
};

async function askAlerts(path: string, print: (line: string) => void): Promise<void> {
  const file = new LibraryFile(path);
  const all = file.prepare("SELECT key, title FROM article WHERE key NOT LIKE '%/%' ORDER BY key").all();
  file.close();
  const library = new Library(path);
  const every = all.length / ALERTS;
  const alerts = Array.from({ length: ALERTS }, (_, at) => all[Math.floor(at * every)]).flatMap((row) =>
    row ? [{ name: String(row['key']), title: String(row['title']) }] : [],
  );
  for (const [form, write] of Object.entries(FORMS)) {
    const right = { named: 0, first: 0, 'in five': 0 };
    for (const { name, title } of alerts) {
      const text = write(name, title);
      const named = library.named(text)[0] === name;
      const found = named ? [name] : (await library.search(text, 5)).map(({ id }) => id);
      right.named += Number(named);
      right.first += Number(found[0] === name);
      right['in five'] += Number(found.includes(name));
    }
    const told = Object.entries(right).map(([what, many]) => `${what} ${many}`);
    print(`${form}: of ${alerts.length} alerts ${told.join(', ')}`);
  }
  await library.close();
}
