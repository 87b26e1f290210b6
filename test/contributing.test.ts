import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { diagnose } from '../knowledge/diagnose.ts';
import { loadKnowledge } from '../knowledge/load-knowledge.ts';

const TEMPLATE = /```yaml\n(id: Q123456[\s\S]*?)```/.exec(readFileSync('CONTRIBUTING.md', 'utf8'))?.[1] ?? '';

const folder = mkdtempSync(path.join(tmpdir(), 'faultline-template-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the template of an article in CONTRIBUTING.md', () => {
  it('is an article as it stands, and its samples lead to it', () => {
    cpSync('knowledge', folder, { recursive: true });
    writeFileSync(path.join(folder, 'articles', 'Q123456.yaml'), TEMPLATE);
    const loaded = loadKnowledge(folder);
    if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
    const { samples = [] } = loaded.knowledge.articles.get('Q123456') ?? {};
    expect(samples.length).toBeGreaterThanOrEqual(3);
    for (const sample of samples) expect(diagnose(loaded.knowledge, sample).matches[0]?.article).toBe('Q123456');
  });
});
