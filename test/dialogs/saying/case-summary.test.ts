import { describe, expect, it } from 'vitest';
import { caseSummary } from '../../../dialogs/saying/case-summary.ts';
import { standAt } from '../../../dialogs/walking/stand.ts';
import { Conversation, KNOWLEDGE } from '../conversation.ts';

const EVENTS = '4116 3039 0x80040115 4117 4094 0x8004011d 4102, Exchange 5.0';

const FORM = '1 0x5, 2 none, 3 different, 4 yes, 5 nt4';
const WAY = ['done', 'saved', 'done', '0x14', 'done', 'solved'];

async function told(...said: string[]) {
  const talk = new Conversation();
  for (const one of said) await talk.say(one);
  return caseSummary(standAt(KNOWLEDGE, talk.case, new Date()));
}

describe('the case beside the conversation', () => {
  it('is empty before anything is known', async () => {
    expect(await told('help')).toEqual({ events: [], moreEvents: 0, facts: [], causes: [], steps: [] });
  });

  it('holds events, causes and steps, and never says that something is certain', async () => {
    const summary = await told(EVENTS);
    expect(summary.events.map(({ id, count }) => [id, count])).toEqual(
      [4116, 3039, 4117, 4094, 4102].map((id) => [id, 1]),
    );
    expect(summary.causes[0]).toMatchObject({ article: 'Q169686', share: 0.85 });
    expect(summary.steps.length).toBeGreaterThan(3);
    expect(summary.steps.every(({ state }) => state === 'ahead')).toBe(true);
  });

  it('tells where each fact comes from', async () => {
    const perfopt =
      'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIS\\ParametersSystem\n    Max Threads(Private+Public)    REG_DWORD    0x5';
    const { facts } = await told(EVENTS, perfopt);
    expect(facts).toContainEqual({ what: expect.stringMatching(/version/), is: 'Exchange 5.0', from: 'you said so' });
    expect(facts).toContainEqual({
      what: 'Max Threads(Private+Public)',
      is: expect.stringMatching(/5/),
      from: 'registry',
    });
  });

  it('says of a name out of a paste only what is a name', async () => {
    const { events } = await told(
      'Event Type: Error\nEvent Source: <img src=x>"\nEvent ID: 4242\nDate: 1/2/2026\nDescription: x',
    );
    expect(JSON.stringify(events)).not.toMatch(/[<>]/);
  });

  it('tells when somebody is reminded, in the words of the reply, until it is cancelled', async () => {
    const { reminder } = await told(EVENTS, 'remind me in an hour');
    expect(reminder).toEqual({ at: 'Monday 5 January at 10:02 UTC', off: 'Do not remind me' });
    expect(await told(EVENTS, 'remind me in an hour', 'do not remind me')).not.toHaveProperty('reminder');
  });

  describe('a step is done when it was left behind, and not before', () => {
    const statesAfter = async (...said: string[]) =>
      (await told(EVENTS, FORM, 'I agree', ...said)).steps.map(({ state }) => state).join(' ');
    it.each([
      [['done'], 'done now ahead ahead ahead ahead ahead ahead'],
      [['done', 'back'], 'now ahead ahead ahead ahead ahead ahead ahead'],
      [WAY, 'done done done done done done ahead ahead'],
      [[...WAY, 'next'], 'done done done done done done now ahead'],
      [[...WAY, 'next', 'done', 'done'], 'done done done done done done done done'],
      [['done', 'saved', 'done', 'undo the change'], 'done done done done ahead ahead ahead ahead'],
    ])('%j', async (said, states) => expect(await statesAfter(...said)).toBe(states));
  });

  it('is bounded', async () => {
    const many = Array.from({ length: 400 }, (_, n) => `Event ID: ${n + 1000}\nSource: ${'x'.repeat(200)}${n}\n`).join(
      '\n',
    );
    const summary = await told(many);
    expect(summary.events.length).toBeLessThanOrEqual(30);
    expect(JSON.stringify(summary).length).toBeLessThan(20_000);
  });
});
