import type { Activity } from 'botbuilder';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../bot/channels/place.ts';
import { SteadyClock } from '../../../bot/steady-clock.ts';
import { Reminders } from '../../../bot/turns/reminders.ts';
import { reminders as say } from '../../../dialogs/saying/asked/phrases-reminders.ts';
import { outcome } from '../../../dialogs/saying/phrases-diagnosis.ts';
import { parseCase } from '../../../dialogs/walking/case.ts';
import { KNOWLEDGE } from '../../dialogs/conversation.ts';
import { atTheQuestion, HOUR } from './reminding.ts';
import { activityOf } from './turn-processes.ts';

const { caseKey } = placeOf(activityOf('any'));
const REMINDED = outcome.askTitle;

async function set(words = 'remind me in an hour', ...knowledges: Parameters<typeof atTheQuestion>) {
  const chat = await atTheQuestion(...knowledges);
  await chat.stands(caseKey);
  await chat.first.say(words);
  const before = (await chat.said()).length;
  return { ...chat, since: async () => (await chat.said()).slice(before).filter(Boolean) };
}

describe('a reminder in the web chat', () => {
  it('comes at its time and once, whichever of two processes look for it, however often', async () => {
    const { first, second, later, since, store } = await set();
    await Promise.all([first.reminders.run(), second.reminders.run()]);
    expect(await since()).toEqual([]);
    later(1.01);
    await Promise.all([first.reminders.run(), second.reminders.run(), second.reminders.run()]);
    later(1);
    await Promise.all([first.reminders.run(), second.reminders.run()]);
    expect(await since()).toEqual([REMINDED]);
    expect((await store.personData({ caseKey, conversationId: 'chat-1', userId: 'ada' })).reminders).toEqual([]);
    expect([...first.logged, ...second.logged]).toEqual([]);
  });

  it('comes once where a process died after it was said and before that was noted', async () => {
    const { first, second, later, since, store } = await set();
    later(1.01);
    const row = await store.takeReminders(new Date(Date.now() + 1.01 * HOUR), 1, 1);
    const event = row[0]?.activity as Activity;
    await first.bot.run({ ...event, id: (await store.receive('chat-1', event, event.id)).activity.id ?? '' }, 'log');
    later(0.1);
    await second.reminders.run();
    expect(await since()).toEqual([REMINDED]);
  });

  it('asks with the buttons of its place, answers nobody, and is answered like the question itself', async () => {
    const { first, later, since, store } = await set();
    later(1.01);
    await first.reminders.run();
    const asked = (await store.activitiesAfter('chat-1', 0, 1000)).at(-1)?.activity;
    expect(asked?.replyToId).toBeUndefined();
    expect(asked?.text).toContain(say.asked);
    expect(JSON.stringify(asked?.attachments)).toMatch(/"Solved".*"Not solved".*"Remind me in an hour"/);
    await first.say('solved');
    expect((await since()).at(-1)).toBe(outcome.solvedTitle);
  });

  it.each(['solved', 'not solved', 'back', 'start over now', 'do not remind me', 'delete my data now'])(
    '"%s" before its time cancels it',
    async (words) => {
      const { first, later, since } = await set();
      await first.say(words);
      later(1.01);
      const before = await since();
      await first.reminders.run();
      expect(await since()).toEqual(before);
    },
  );

  it('does not come before what was said before it and is not answered yet', async () => {
    const { first, second, later, since } = await set();
    const { activity } = await first.receive('solved');
    later(1.01);
    await second.reminders.run();
    await first.answer(activity.id ?? '');
    // The answer came first, so nobody is asked any more.
    expect(await since()).toEqual(['solved', outcome.solvedTitle]);
  });

  it('begins a changed article again, calmly', async () => {
    const flagship = KNOWLEDGE.articles.get('Q169686');
    if (!flagship) throw new Error('no flagship');
    const articles = new Map(KNOWLEDGE.articles).set('Q169686', { ...flagship, revision: 'another' });
    const { second, later, since, store } = await set(undefined, [KNOWLEDGE, { ...KNOWLEDGE, articles }]);
    later(1.01);
    await second.reminders.run();
    expect(await since()).toHaveLength(1);
    const asked = (await store.activitiesAfter('chat-1', 0, 1000)).at(-1)?.activity;
    expect(asked?.text).toContain(say.came);
    expect(asked?.text).toContain('has changed since we last spoke');
    expect(parseCase((await store.loadCase(caseKey))?.value)?.reminder).toBeUndefined();
  });

  it('is shown to whoever asks for their data', async () => {
    const { first, store } = await set();
    await first.say('show my data');
    const shown = (await store.activitiesAfter('chat-1', 0, 1000)).at(-1)?.activity;
    expect(shown?.text).toContain('A reminder is set for');
    const file = shown?.attachments?.find(({ name }) => name === 'my-data.json')?.contentUrl?.split(',')[1] ?? '';
    const data = JSON.parse(Buffer.from(file, 'base64').toString('utf8'));
    expect(data.reminders).toEqual([data.case.reminder.due]);
  });
});

describe('a reminder that cannot be given out', () => {
  it('is tried after longer and longer pauses, at least hourly, and logged once', async () => {
    let minutes = 0;
    const tries: number[] = [];
    const logged: unknown[] = [];
    const one = { id: 'r', to: 'log', conversationId: 'chat-1', activity: activityOf('r') } as const;
    let isBroken = true;
    let given = 0;
    const reminders = new Reminders({
      // Its lease is over each minute.
      store: {
        takeReminders: async () => (given > 0 ? [] : [one]),
        reminderDone: async () => {
          given += 1;
        },
      },
      speak: {
        outbox: async () => {},
        log: async () => {
          tries.push(minutes);
          if (isBroken) throw new Error('no');
        },
      },
      log: { warn: (facts) => logged.push(facts) },
      clock: new SteadyClock({ wall: () => minutes * 60_000, steady: () => minutes * 60_000 }),
    });
    for (; minutes < 240; minutes++) await reminders.run();
    expect(tries).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
    expect(logged).toMatchObject([{ code: 'reminder-failed', conversationId: 'chat-1' }]);
    isBroken = false;
    for (; minutes < 300; minutes++) await reminders.run();
    expect([tries.at(-1), given]).toEqual([243, 1]);
  });
});

describe('a reminder in a connector’s channel', () => {
  const here = (channelId: string) => ({ ...activityOf('m1'), channelId, text: 'remind me in an hour' });
  const run = async (channelId: string) => {
    const chat = await atTheQuestion();
    const inbound = here(channelId);
    await chat.stands(placeOf(inbound).caseKey);
    await chat.first.bot.run(inbound, 'outbox');
    const outbox = async () => {
      const items = await chat.store.takeOutbox(new Date(Date.now() + HOUR / 2), 1, 100);
      for (const { id } of items) await chat.store.outboxDelivered(id);
      return items.map(({ activity }) => activity);
    };
    return { ...chat, outbox };
  };

  it('goes out by the outbox in Teams, once, as an answer to nothing', async () => {
    const { first, second, later, outbox } = await run('msteams');
    expect((await outbox()).map((one) => one?.summary)).toEqual([say.setTitle]);
    later(1.01);
    await Promise.all([first.reminders.run(), second.reminders.run()]);
    const [asked, ...more] = await outbox();
    expect(more).toEqual([]);
    expect(asked).toMatchObject({ summary: REMINDED, conversation: { id: 'chat-1' }, recipient: { id: 'ada' } });
    expect(asked?.replyToId).toBeUndefined();
  });

  it.each(['webchat', 'telegram'])(
    'is not offered in %s, where nobody can be written to unasked',
    async (channelId) => {
      const { first, later, outbox } = await run(channelId);
      const [told] = await outbox();
      expect(JSON.stringify(told)).toContain(say.cannot);
      expect(JSON.stringify(told)).not.toContain('Remind me in');
      later(2);
      await first.reminders.run();
      expect(await outbox()).toEqual([]);
    },
  );
});
