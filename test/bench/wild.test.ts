import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { ownCases, type WildCase, wildFaults } from './wild.ts';

const loaded = loadKnowledge();
if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
const { knowledge } = loaded;

describe.each([...Map.groupBy(ownCases(), (wild) => wild.kind)])('pastes as people have them: %s', (_kind, cases) => {
  it.each<WildCase>(cases)('$name', (wild) => {
    const { events, codes } = wildFaults(knowledge, wild);
    expect([...events, ...codes]).toEqual([]);
  });
});

it('every case has a name of its own and says what is right', () => {
  const names = ownCases().map((wild) => `${wild.kind} ${wild.name}`);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(ownCases().filter(({ text }) => text.trim() === '')).toEqual([]);
});
