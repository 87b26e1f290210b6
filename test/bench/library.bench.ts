import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { askedBy } from '../../knowledge/library/finding/asked.ts';
import { readEvidence } from '../../knowledge/library/finding/evidence-table.ts';
import { findArticles } from '../../knowledge/library/finding/find-articles.ts';
import { searchArticles } from '../../knowledge/library/finding/search-articles.ts';
import { importLibrary } from '../../knowledge/library/import-library.ts';
import { LibraryFile } from '../../knowledge/library/store/library-file.ts';
import { recognizeEvidence } from '../../knowledge/recognizer/recognize.ts';
import { KB_ARTICLE, KB_TWIN, MARKDOWN } from '../fixtures/library-articles.ts';
import { inventedEvents, type LabelledPaste } from './invented-events.ts';

const DATA = '../shared/data/kb-dev';

interface Query extends LabelledPaste {
  format?: string;
  strict: string[];
  fair?: string[];
  lenient?: string[];
}

/** Imports a whole archive, where one lies beside the project, and asks it what people pasted and described. */
export async function run(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-library-'));
  try {
    const archive = join(DATA, 'kbarchive-txt.tar.zst');
    const isWhole = existsSync(archive);
    print(
      isWhole
        ? `The archive of ${DATA}.`
        : `There is no ${archive}: a small archive of our own, which says nothing about quality.`,
    );
    if (!isWhole) {
      writeFileSync(join(folder, 'Q900001.TXT'), KB_ARTICLE);
      writeFileSync(join(folder, 'Q900002.TXT'), KB_TWIN);
      writeFileSync(join(folder, 'queue.md'), MARKDOWN);
    }
    const path = join(folder, 'library.sqlite');
    const began = process.cpuUsage();
    const { articles, unread } = await importLibrary(path, isWhole ? archive : folder, {
      name: 'kb',
      format: 'auto',
      products: [],
    });
    const { user, system } = process.cpuUsage(began);
    const used = `${((user + system) / 1e6).toFixed(0)} s of CPU, ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB at most`;
    print(
      `import: ${articles} articles, ${unread.length} files not read, ${used}, ${(statSync(path).size / 1e6).toFixed(0)} MB on disk`,
    );
    ask(path, print);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ask(path: string, print: (line: string) => void): void {
  const memory = process.memoryUsage().rss;
  const began = performance.now();
  const file = new LibraryFile(path);
  const table = readEvidence(file);
  print(
    `load: ${(performance.now() - began).toFixed(0)} ms, ${((process.memoryUsage().rss - memory) / 1e6).toFixed(0)} MB more`,
  );
  const idOf = (row: number) => file.head(row)?.id ?? '';
  const ours = (text: string) => {
    const result = recognizeEvidence({ text, files: [] });
    return timed(() => findArticles(file, table, askedBy(table, text, result), 5).map(({ article }) => idOf(article)));
  };
  const plain = (text: string) => timed(() => searchArticles(file, text, 5).map(({ id }) => id));
  const exchange = (text: string) => timed(() => searchArticles(file, text, 5, ['exchange']).map(({ id }) => id));
  for (const [set, engines] of [
    ['queries', { faultline: ours, 'full text': plain }],
    ['stories', { faultline: ours, 'full text': plain }],
    ['symptoms', { 'full text, Exchange': exchange }],
    ['symptoms-hard', { 'full text, Exchange': exchange }],
  ] as const) {
    const source = join(DATA, `${set}.dev.jsonl.gz`);
    if (!existsSync(source)) continue;
    const all = readQueries(source);
    const scores = new Map(Object.keys(engines).map((name) => [name, new Scores()]));
    // Engines take turns at each query, so that what else the machine does falls on all alike; the slow one at every tenth.
    for (const [at, query] of all.entries())
      for (const [name, engine] of Object.entries(engines))
        if (name === 'faultline' || set !== 'queries' || at % 10 === 0)
          scores.get(name)?.add(query, engine(query.text));
    for (const [name, score] of scores) print(`${set.padEnd(14)} ${name.padEnd(20)} ${score.told()}`);
  }
  file.close();
  const pastes = join(DATA, 'queries.dev.jsonl.gz');
  print(inventedEvents(existsSync(pastes) ? readQueries(pastes) : []));
}

const readQueries = (path: string): Query[] =>
  gunzipSync(readFileSync(path))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line): Query => JSON.parse(line));

function timed(find: () => string[]): { ids: string[]; ms: number } {
  const began = performance.now();
  return { ids: find(), ms: performance.now() - began };
}

class Scores {
  readonly #times: number[] = [];
  readonly #right = { 'S@1': 0, 'F@1': 0, 'L@1': 0, 'F@5': 0 };

  add({ strict, fair = strict, lenient = fair }: Query, { ids, ms }: { ids: string[]; ms: number }): void {
    this.#times.push(ms);
    const [first = ''] = ids;
    if (strict.includes(first)) this.#right['S@1']++;
    if (fair.includes(first)) this.#right['F@1']++;
    if (lenient.includes(first)) this.#right['L@1']++;
    if (ids.some((id) => fair.includes(id))) this.#right['F@5']++;
  }

  told(): string {
    const times = this.#times.toSorted((a, b) => a - b);
    const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1);
    const shares = Object.entries(this.#right).map(([name, count]) => `${name} ${(count / times.length).toFixed(3)}`);
    return `${String(times.length).padStart(5)}  ${shares.join('  ')}  p50 ${at(0.5)} ms  p99 ${at(0.99)} ms`;
  }
}
