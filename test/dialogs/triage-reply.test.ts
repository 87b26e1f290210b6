import { describe, expect, it } from 'vitest';
import { mixedLogs } from '../fixtures/mixed-log-cases.ts';
import { Conversation, textOf } from './conversation.ts';

const RISKY = new Set(['step', 'warning']);

describe('what is said of a log that no article covers', () => {
  it.each(mixedLogs())('$name: is one screen, and nothing behind it is a risky step', async ({ text, first }) => {
    const conversation = new Conversation();
    const said = await conversation.say(text);
    expect(said.screen.kind).toBe('unknown');
    expect(said.blocks.filter(({ kind }) => kind === 'warning')).toEqual([]);
    expect(textOf(said).length).toBeLessThan(4000);
    if (first !== '') expect(textOf(said)).toContain(first.split(' ').at(-1));
    for (const words of ['next', 'done', 'I agree', 'yes', 'add the value', 'skip', 'undo the change']) {
      const reply = await conversation.say(words);
      expect([words, RISKY.has(reply.screen.kind)]).toEqual([words, false]);
      expect(reply.blocks.some(({ kind }) => kind === 'warning')).toBe(false);
    }
  });
});
