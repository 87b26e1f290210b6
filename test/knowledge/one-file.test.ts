import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Knowledge, loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { confusion, confusionPastes } from '../bench/confusion.ts';
import { walkArticle } from '../dialogs/walk.ts';
import { SMALL_ARTICLE } from '../fixtures/knowledge-folder.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'faultline-one-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One more failure, as its author writes it: evidence, samples, and what is held back. */
const ONE_MORE = `${SMALL_ARTICLE.replace('Q100001', 'RB-0001').replaceAll('4094', '4711')}  - MSExchangeIMC 4711
  - "Event ID: 4711, Source: MSExchangeIMC"
heldBack:
  - name: in a sentence
    paste: The log shows event 4711 from MSExchangeIMC every night.
  - { name: an event of another source beside it, paste: "MSExchangeIMC 4711, Service Control Manager 7036" }
`;

describe('one more article is one more file', () => {
  let knowledge: Knowledge;
  beforeAll(() => {
    cpSync('knowledge', folder, { recursive: true });
    writeFileSync(path.join(folder, 'articles', 'RB-0001.yaml'), ONE_MORE);
    const loaded = loadKnowledge(folder);
    if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
    knowledge = loaded.knowledge;
  });

  it('which is loaded, whatever its id looks like, and can be walked to its end', async () => {
    const article = knowledge.articles.get('RB-0001');
    expect(article).toBeDefined();
    if (article) expect((await walkArticle(article, knowledge)).kinds).toContain('step');
  });

  it('whose held-back pastes are told apart from all others, and takes nothing from these', () => {
    const pastes = confusionPastes(knowledge);
    expect(pastes.filter(({ article }) => article === 'RB-0001')).toHaveLength(2);
    const { missed, named } = confusion(knowledge, pastes);
    expect([...missed, ...named].filter((miss) => miss.named[0] === 'RB-0001')).toEqual([]);
    expect(missed.filter(({ paste }) => paste.article === 'RB-0001')).toEqual([]);
  });
});
