import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Converse, converseWith } from '../../../bot/converse.ts';
import { phrases } from '../../../dialogs/saying/phrases.ts';
import { KNOWLEDGE } from '../../dialogs/conversation.ts';
import { BOT } from '../channels/messages.ts';
import { buttonsOf, textsOf } from '../channels/replies.ts';
import { APP_ID, type Chat, type Person, type Refusal, TeamsConnector } from './connector.ts';
import { screenOf } from './drawn-words.ts';
import { InTeams } from './in-teams.ts';
import { startTeamsBot } from './teams-bot.ts';

const ADA: Person = { id: '29:ada', name: 'Ada Lovelace' };
const GRACE: Person = { id: '29:grace', name: 'Grace Hopper' };
const EVENT = 'event 4094 from MSExchangeIMC';
const converse = converseWith(KNOWLEDGE);

let connector: TeamsConnector;
let bot: Awaited<ReturnType<typeof startTeamsBot>> | undefined;
let personal: Chat;
let group: Chat;
let thread: Chat;
beforeEach(async () => {
  connector = await TeamsConnector.start();
  personal = connector.open({ id: 'a:ada', conversationType: 'personal', members: [ADA] });
  group = connector.open({ id: '19:g@thread.v2', conversationType: 'groupChat', members: [ADA, GRACE] });
  thread = connector.open({ id: '19:t@thread.tacv2;messageid=17', conversationType: 'channel', members: [ADA, GRACE] });
});
afterEach(async () => {
  await bot?.close();
  bot = undefined;
  await connector.close();
});
async function start(how: Converse = converse): Promise<void> {
  bot = await startTeamsBot(connector, how);
}
const messagesIn = (chat: Chat) => connector.taken.filter((message) => message.chat === chat.id);
const words = (activity: object) => textsOf(activity).join('\n');

describe('in a shared chat', () => {
  it('another person’s button does nothing in the case of its owner, and gets a polite no', async () => {
    await start();
    const [ada, grace] = [new InTeams(connector, group, ADA), new InTeams(connector, group, GRACE)];
    await ada.say(EVENT);
    const [card] = ada.got;
    if (!card) throw new Error('no card');
    const said = await grace.pressOn(card, 'Go on');
    expect(textsOf(said)[0]).toBe('<at>Grace Hopper</at>');
    expect(words(said)).toContain(phrases.stale);
    expect(screenOf(said)).toBe('nothing');
    expect(screenOf(await ada.say('where am I'))).toBe('answer Q169686');
  });

  it('an answer goes into the thread in which somebody asked', async () => {
    await start();
    await new InTeams(connector, thread, ADA).say(EVENT);
    expect(connector.requests.map(({ path }) => decodeURIComponent(path))).toEqual([
      '/emea/v3/conversations/19:t@thread.tacv2;messageid=17/activities/in-1',
    ]);
  });

  it('what somebody asks for their eyes alone is answered for their eyes alone', async () => {
    await start();
    const recipient = { ...BOT, id: `28:${APP_ID}`, isTargeted: true };
    const first = await connector.reply(await connector.write(ADA, group, EVENT, { recipient }));
    const second = await connector.reply(await connector.write(ADA, group, 'Next', { recipient }));
    expect([first.targeted, second.targeted]).toEqual([true, true]);
    await connector.until(() => buttonsOf(first.shown.at(-1)).length === 0, 'the first card without buttons');
  });

  it('and as any other message where the platform cannot do that', async () => {
    connector.hasTargeted = false;
    await start();
    const recipient = { ...BOT, id: `28:${APP_ID}`, isTargeted: true };
    expect((await connector.reply(await connector.write(ADA, group, EVENT, { recipient }))).targeted).toBe(false);
    expect(connector.requests.map(({ status }) => status)).toEqual([400, 201]);
  });
});

describe('"show my data" in a shared chat', () => {
  it('is answered to the person alone', async () => {
    await start();
    await new InTeams(connector, group, ADA).say(EVENT);
    const answer = await connector.reply(await connector.write(ADA, group, 'show my data'));
    expect(answer.targeted).toBe(true);
  });

  it('is answered in the personal chat where the platform cannot whisper', async () => {
    connector.hasTargeted = false;
    await start();
    await connector.write(ADA, group, 'show my data');
    await connector.until(() => messagesIn(personal).length === 1, 'the data in the personal chat');
    expect(words(messagesIn(personal)[0]?.activity ?? {})).toContain(phrases.ownData);
    expect(messagesIn(group)).toEqual([]);
  });

  it('is answered nowhere when there is no such chat', async () => {
    connector.hasTargeted = false;
    await start();
    await connector.write(GRACE, group, 'show my data');
    await new InTeams(connector, group, ADA).say('help');
    await connector.until(() => connector.requests.some(({ status }) => status === 403), 'a refusal');
    expect(JSON.stringify(messagesIn(group))).not.toContain(phrases.ownData);
  });
});

describe('being added', () => {
  const added = (who: Person[], chat: Chat) =>
    connector.send(ADA, chat, { type: 'conversationUpdate', membersAdded: who.map((one) => ({ ...one })) });
  const self = { ...BOT, id: `28:${APP_ID}` };

  it('to a team, the bot says two short sentences', async () => {
    await start();
    await added([self], thread);
    await connector.until(() => messagesIn(thread).length === 1, 'a welcome');
    expect(words(messagesIn(thread)[0]?.activity ?? {})).toContain('Mention me');
  });
  it('to a personal chat, it says nothing: Teams shows prompt starters there', async () => {
    await start();
    await added([self, ADA], personal);
    await added([GRACE], thread);
    await new InTeams(connector, personal, ADA).say('help');
    expect(connector.taken.length).toBe(1);
  });
});

describe('an old button', () => {
  it('says that it no longer acts, and the place is not lost', async () => {
    await start();
    const ada = new InTeams(connector, personal, ADA);
    await ada.say(EVENT);
    await ada.press('Go on', 0);
    const said = await ada.press('Go on', 1);
    expect(words(said)).toContain(phrases.stale);
    expect(screenOf(said)).toBe('warning Q169686');
  });
});

describe('invokes are answered in their own response', () => {
  const html = `<p>${EVENT}</p>`;
  const payload = {
    commandId: 'diagnose',
    commandContext: 'message',
    messagePayload: { body: { contentType: 'html', content: html } },
  };

  it('"Diagnose this message" shows the diagnosis, and "Continue in chat" opens the case in the personal chat', async () => {
    await start();
    const shown = await connector.send(GRACE, group, {
      type: 'invoke',
      name: 'composeExtension/fetchTask',
      value: payload,
    });
    expect(shown).toMatchObject({ status: 200, body: { task: { type: 'continue' } } });
    const value = { ...payload, data: { faultline: { continue: true } } };
    const went = await connector.send(ADA, group, { type: 'invoke', name: 'composeExtension/submitAction', value });
    expect(went).toMatchObject({ status: 200, body: { task: { type: 'message' } } });
    await connector.until(() => messagesIn(personal).length === 1, 'the case in the personal chat');
    expect(screenOf(messagesIn(personal)[0]?.activity ?? {})).toBe('diagnosis Q169686');
    expect(messagesIn(group)).toEqual([]);
    // And it goes on there, as any case does.
    const ada = new InTeams(connector, personal, ADA);
    expect(screenOf(await ada.say('0x5'))).toBe('question Q169686');
  });
  it('somebody who has not added the app is told what to do', async () => {
    await start();
    const value = { ...payload, data: { faultline: { continue: true } } };
    const went = await connector.send(GRACE, group, { type: 'invoke', name: 'composeExtension/submitAction', value });
    expect(JSON.stringify(went.body)).toContain('Add the app Faultline');
  });
  it('a thumb is counted', async () => {
    await start();
    const value = { actionName: 'feedback', actionValue: { reaction: 'like', feedback: '' } };
    expect(await connector.send(ADA, personal, { type: 'invoke', name: 'message/submitAction', value })).toMatchObject({
      status: 200,
      body: {},
    });
    expect(await bot?.metrics.text()).toContain('faultline_feedback_liked 1');
  });
  it('one that the bot does not know is refused as not implemented', async () => {
    await start();
    expect((await connector.send(ADA, personal, { type: 'invoke', name: 'task/unknown', value: {} })).status).toBe(501);
  });
});

describe('a connector that is busy or breaks', () => {
  const once = async (refusal: Refusal) => {
    await start();
    connector.refusals.push(refusal);
    const said = await new InTeams(connector, personal, ADA).say(EVENT);
    return { said, statuses: connector.requests.map(({ status }) => status) };
  };
  it.each([
    ['429 with Retry-After', { status: 429, headers: { 'retry-after': '0' } }],
    ['429 without', { status: 429 }],
    ['412', { status: 412 }],
    ['502', { status: 502 }],
    ['503', { status: 503 }],
    ['504', { status: 504 }],
  ])('%s: the reply comes all the same, once', async (_what, refusal) => {
    const { said, statuses } = await once(refusal);
    expect([screenOf(said), statuses, connector.taken.length]).toEqual(['diagnosis Q169686', [refusal.status, 201], 1]);
  });
  it('502 after it had accepted: the reply is not lost; that it comes twice cannot be known here', async () => {
    const { statuses } = await once({ status: 502, accepted: true });
    await connector.until(() => connector.taken.length === 2, 'the second post');
    expect([statuses[0], connector.taken.length]).toEqual([502, 2]);
  });
  it('a card that cannot be shown anew keeps its buttons, and the conversation goes on', async () => {
    await start();
    connector.refusals.push({ status: 429, method: 'PUT' });
    const ada = new InTeams(connector, personal, ADA);
    await ada.say(EVENT);
    await ada.say('0x5');
    expect(screenOf(await ada.say('5.0'))).toBe('question Q169686');
    expect(buttonsOf(ada.got[0]?.shown.at(-1)).length).toBeGreaterThan(0);
  });
  it('a message that it delivers twice is answered once', async () => {
    await start();
    const id = 'delivered-twice';
    await connector.write(ADA, personal, EVENT, { id });
    await connector.write(ADA, personal, EVENT, { id });
    await new InTeams(connector, personal, ADA).say('next');
    expect(messagesIn(personal).filter((message) => message.activity.replyToId === id).length).toBe(1);
  });
});

describe('a slow turn', () => {
  it('shows that work goes on, and a fast one does not', async () => {
    let slow = true;
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    await start(async (before, said, now) => {
      if (slow) await released;
      return converse(before, said, now);
    });
    const writing = connector.write(ADA, personal, EVENT);
    await connector.until(() => connector.requests.some(({ type }) => type === 'typing'), 'a sign of typing');
    slow = false;
    release();
    await connector.reply(await writing);
    await new InTeams(connector, personal, ADA).say('next');
    expect(connector.requests.filter(({ type }) => type === 'typing').length).toBe(1);
  });
});
