import { textOf } from './imported-article.ts';
import { isLookedInto, readFile } from './read-file.ts';
import { risksIn } from './reading/risks.ts';
import { waysOf } from './reading/steps.ts';
import { readSources } from './sources/read-sources.ts';
import type { Skipped } from './sources/source-limits.ts';

/** What an import would read, one line an article; nothing is written. */
export async function checkSource(
  path: string,
  format: string,
): Promise<{ articles: number; lines: string[]; unread: Skipped[] }> {
  const unread: Skipped[] = [];
  const lines: string[] = [];
  const skipped = (one: Skipped) => unread.push(one);
  for await (const file of readSources(path, skipped, (name) => isLookedInto(name, format))) {
    const { articles, read, provided = [], why } = readFile(file, { format, products: [] });
    if (why !== undefined) unread.push({ path: file.path, why });
    if (provided.length > 0) lines.push(`${file.path}: ${provided.length} events of providers`);
    for (const [at, article] of read.entries()) {
      const ways = waysOf(article);
      const steps = ways.reduce((sum, way) => sum + way.steps.length, 0);
      const risks = new Set(
        ways.flatMap((way) => way.steps.flatMap(({ blocks }) => risksIn(blocks.map(textOf).join('\n')))),
      );
      const { events = [], codes = [] } = articles[at] ?? {};
      const facts = [
        `${article.sections.length} sections`,
        ways.length > 1 ? `${ways.length} ways with ${steps} steps` : `${steps} steps`,
        `${events.length} events`,
        `${codes.length} codes`,
        ...(risks.size > 0 ? [`changes ${[...risks].join(', ')}`] : []),
      ];
      lines.push(`${article.id}: ${article.title} (${facts.join('; ')})`);
    }
  }
  return { articles: lines.length, lines, unread };
}
