import { describe, expect, it } from 'vitest';
import { KNOWLEDGE } from '../dialogs/conversation.ts';
import { run } from './confusion.bench.ts';
import { confusion, confusionPastes } from './confusion.ts';

const pastes = confusionPastes(KNOWLEDGE);
const result = confusion(KNOWLEDGE, pastes);

describe('telling the look-alikes apart', () => {
  it('names the right article first in at least 95 of 100 pastes', () => {
    expect(
      result.missed.map((miss) => `${miss.paste.article} (${miss.paste.name}): ${miss.named.slice(0, 3)}`),
    ).toSatisfy((missed: string[]) => missed.length <= result.pastes * 0.05);
  });

  it('names an article for at most one negative in 40', () => {
    expect(result.named.map((miss) => `${miss.paste.name}: ${miss.named}`)).toSatisfy(
      (named: string[]) => named.length <= result.negatives / 40,
    );
  });

  it('has eighty pastes that articles hold back, and forty negatives', () => {
    expect(result.pastes).toBeGreaterThanOrEqual(80);
    expect(result.negatives).toBeGreaterThanOrEqual(40);
  });

  it('has no paste that an article has as its sample', () => {
    const samples = new Set(
      [...KNOWLEDGE.articles.values()].flatMap((article) => article.samples.map((one) => one.trim())),
    );
    for (const paste of pastes) expect(samples.has(paste.text.trim()), paste.name).toBe(false);
  });

  it('prints both figures with their targets', async () => {
    const printed: string[] = [];
    await run((line) => printed.push(line));
    expect(printed[0]).toMatch(/^right article first: \d+\.\d % of \d+ pastes \(target: at least 95 %\)$/);
    expect(printed.some((line) => /^negatives that get an article: \d+ of \d+ /.test(line))).toBe(true);
  });
});
