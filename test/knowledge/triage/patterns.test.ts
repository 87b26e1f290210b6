import { describe, expect, it } from 'vitest';
import { looseEvents, Patterns, patterns } from '../../../knowledge/triage/patterns.ts';
import { readYaml } from '../../../knowledge/yaml-file.ts';

const chain = (more: string) =>
  `chains:\n  - { id: a-chain, title: A chain, severity: act, ${more}, says: It is so., next: Look. }\nnoise: []\n`;

describe('the patterns', () => {
  it('are at least 45, and every event in them is a known one', () => {
    const { chains, noise } = patterns();
    expect(chains.length + noise.length).toBeGreaterThanOrEqual(45);
    expect(looseEvents(patterns())).toEqual([]);
  });

  it.each([
    ['causes and effects', 'causes: [disk 7], effects: [Ntfs 55]'],
    ['causes that repeat', 'causes: [disk 7], times: 3'],
  ])('may have %s', (_, more) => expect(readYaml('p.yaml', chain(more), Patterns).ok).toBe(true));

  it.each([
    ['causes alone', 'causes: [disk 7]', 'write effects'],
    ['an event without its id', 'causes: [disk], times: 3', 'write the source'],
    ['words for minutes', 'causes: [disk 7], effects: [Ntfs 55], within: soon', 'write a number'],
  ])('may not have %s', (_, more, where) => {
    const read = readYaml('p.yaml', chain(more), Patterns);
    expect(read.ok ? '' : read.problems.join('\n')).toContain(where);
  });

  it('tell which event nobody knows', () => {
    const read = readYaml('p.yaml', chain('causes: [disk 7], effects: [Ntfs 9999]'), Patterns);
    expect(read.ok && looseEvents(read.value)).toEqual([expect.stringContaining('a-chain — events/ has no Ntfs 9999')]);
  });
});
