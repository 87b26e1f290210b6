import { describe, expect, it } from 'vitest';
import { openedBy, opensAnEditor, play, playAtRandom, WAY, WAYS } from './past-the-warning.ts';

describe('no way past the warning', () => {
  it('nothing but an explicit agreement reaches a step that opens a registry editor', async () => {
    const { warned, opened } = await playAtRandom(1000);
    expect(warned).toBeGreaterThan(300);
    expect(opened).toBeGreaterThan(3);
  });

  it('nothing of what anything is measured with does, said at the warning', async () => {
    expect(WAYS.length).toBeGreaterThan(1400);
    expect(await openedBy(WAYS.filter((_, at) => at % 6 === 0))).toEqual([]);
  });

  it('an agreement in the right place does lead there', async () => {
    const told = await play([...WAY, 'I agree', 'done'].map((say) => ({ say })));
    expect(told.some(({ reply, agreed }) => opensAnEditor(reply) && agreed)).toBe(true);
  });

  it('an agreement that was taken back leads nowhere', async () => {
    const told = await play(
      [...WAY, 'I agree', 'back', 'I do not agree', 'next', 'done', 'skip', 'next'].map((say) => ({ say })),
    );
    expect(told.slice(-4).map(({ reply }) => reply.screen.kind)).not.toContain('step');
  });
});
