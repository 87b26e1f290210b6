import { describe, expect, it } from 'vitest';
import { resumePending } from '../../bot/direct-line/turn-queue.ts';
import { call, poll, say, start } from './call.ts';
import { type Served, serve } from './served.ts';

const message = (text: string) => ({ type: 'message', text, from: { id: 'me' } });
const post = (on: Served, { id, token }: { id: string; token: string }, json: unknown) =>
  call(on, 'POST', `/conversations/${id}/activities`, { bearer: token, json });

describe('what is said counts in its order', () => {
  it('what was said first is answered first, when the bot fails in between', async () => {
    const failing = new Set(['I agree']);
    const bot = await serve({
      bot: ({ text }) => {
        if (failing.delete(text)) throw new Error('the store is away for a moment');
        return text ? [{ type: 'message', text: `${text}!` }] : [];
      },
    });
    const opened = await start(bot);
    expect((await post(bot, opened, message('I agree'))).status).toBe(502);
    await say(bot, opened, 'done');
    expect((await poll(bot, opened)).texts).toEqual(['I agree', 'done', 'I agree!', 'done!']);
    await bot.close();
  });
  it('what fails again is given up, before what came later is answered', async () => {
    const bot = await serve({
      bot: ({ text }) => {
        if (text === 'poison') throw new Error('always');
        return text ? [{ type: 'message', text: `${text}!` }] : [];
      },
    });
    const opened = await start(bot);
    expect((await post(bot, opened, message('poison'))).status).toBe(502);
    await say(bot, opened, 'fine');
    expect((await poll(bot, opened)).texts).toEqual(['poison', 'fine', 'sorry', 'fine!']);
    expect(bot.problems).toEqual(['turn-failed', 'turn-given-up']);
    expect(await bot.store.pending(0, 10)).toEqual([]);
    await bot.close();
  });
  it('any number of conversations is swept up, and those that fail keep no other from it', async () => {
    const bot = await serve({
      bot: ({ text }) => {
        if (text === 'poison') throw new Error('always');
        return [{ type: 'message', text: `${text}!` }];
      },
    });
    for (let n = 0; n < 230; n++) {
      const id = `c${n}`;
      await bot.store.createConversation({ id, userId: 'dl_ada', createdAt: new Date() });
      const text = n < 90 ? 'poison' : 'healthy';
      await bot.store.receive(id, { ...message(text), timestamp: new Date() } as never);
    }
    expect(await resumePending(bot.deps)).toBe(140);
    expect(await bot.store.pending(0, 1000)).toHaveLength(90);
    await bot.close();
  });
});
