import { expect, it } from 'vitest';
import { KNOWLEDGE } from '../dialogs/conversation.ts';
import { above, effortOf } from './effort.ts';

const flagship = KNOWLEDGE.articles.get('Q169686');

it('the flagship takes no more turns and words than a person under stress can follow', async () => {
  if (!flagship) throw new Error('the flagship is missing');
  expect(above(await effortOf(flagship))).toEqual([]);
});

it.each([...KNOWLEDGE.articles.values()])('$id needs one form before its first step', async (article) => {
  expect((await effortOf(article)).end.turns).toBeLessThan(30);
});
