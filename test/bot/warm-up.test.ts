import { describe, expect, it } from 'vitest';
import { type Converse, converseWith } from '../../bot/converse.ts';
import { warmUp } from '../../bot/warm-up.ts';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';

const loaded = loadKnowledge();
if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
const { knowledge } = loaded;

describe('the warm-up of a start', () => {
  it('has every exchange answered, each of a case of its own', async () => {
    const converse = converseWith(knowledge);
    const heard: { caseId: string; text: string | undefined; kind: string }[] = [];
    const noting: Converse = async (before, utterance, ...rest) => {
      const exchange = await converse(before, utterance, ...rest);
      heard.push({ caseId: before.caseId, text: utterance?.text, kind: exchange.reply.screen.kind });
      return exchange;
    };
    await warmUp(noting, () => false);
    expect(heard.length).toBeGreaterThan(3);
    expect(new Set(heard.map(({ caseId }) => caseId)).size).toBe(heard.length);
    expect(heard.filter(({ kind }) => kind === 'error')).toEqual([]);
  });
  it('ends when the process is about to stop', async () => {
    let exchanges = 0;
    const converse = converseWith(knowledge);
    await warmUp(
      (...said) => {
        exchanges += 1;
        return converse(...said);
      },
      () => exchanges === 2,
    );
    expect(exchanges).toBe(2);
  });
});
