import { existsSync } from 'node:fs';
import { textOf } from '../../knowledge/library/imported-article.ts';
import { readFile } from '../../knowledge/library/read-file.ts';
import { risksIn } from '../../knowledge/library/reading/risks.ts';
import { waysOf } from '../../knowledge/library/reading/steps.ts';
import { isBeside } from '../../knowledge/library/sources/beside.ts';
import { readSources } from '../../knowledge/library/sources/read-sources.ts';

const RUNBOOKS = '../shared/data/runbooks/runbooks.tar.zst';

/** What is read out of runbooks in Markdown, in numbers. */
export async function run(print: (line: string) => void): Promise<void> {
  if (!existsSync(RUNBOOKS)) return print(`There is no ${RUNBOOKS}: nothing was measured.`);
  const began = performance.now();
  const counts = { files: 0, articles: 0, sections: 0, 'with a fix': 0, steps: 0, 'with a risk': 0, pictures: 0 };
  const unread: string[] = [];
  for await (const file of readSources(RUNBOOKS, ({ path, why }) => unread.push(`${path}: ${why}`))) {
    if (isBeside(file.path)) continue;
    counts.files++;
    const { read, why } = readFile(file, { format: 'auto', products: [] });
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
      .map(([name, count]) => `${count} ${name}`)
      .join(', '),
  );
  print(`${((performance.now() - began) / 1000).toFixed(1)} s`);
}
