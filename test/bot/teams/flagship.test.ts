import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buttonsOf, textsOf } from '../channels/replies.ts';
import { type Chat, type Person, type Taken, TeamsConnector } from './connector.ts';
import { screenOf } from './drawn-words.ts';
import { InTeams } from './in-teams.ts';
import { playOn } from './play-on.ts';
import { startTeamsBot } from './teams-bot.ts';

const ADA: Person = { id: '29:ada', name: 'Ada Lovelace' };
const GRACE: Person = { id: '29:grace', name: 'Grace Hopper' };
const FLAGSHIP = readFileSync('test/transcripts/straight-way.chat', 'utf8');
const REFUSED = readFileSync('test/transcripts/agreement-refused.chat', 'utf8');

let connector: TeamsConnector;
let bot: Awaited<ReturnType<typeof startTeamsBot>>;
beforeAll(async () => {
  connector = await TeamsConnector.start();
  bot = await startTeamsBot(connector);
});
afterAll(async () => {
  await bot.close();
  await connector.close();
});

let chats = 0;
function chatOf(conversationType: Chat['conversationType'], members: Person[]): Chat {
  chats += 1;
  const id = {
    personal: `a:${chats}`,
    channel: `19:general@thread.tacv2;messageid=${chats}`,
    groupChat: `19:${chats}@thread.v2`,
  }[conversationType];
  return connector.open({ id, conversationType, members });
}
const inChat = (chat: Chat) => connector.taken.filter((message) => message.chat === chat.id);

describe('the flagship conversation through a connector that behaves like Teams', () => {
  it.each(['personal', 'channel', 'groupChat'] as const)('in a %s chat it runs to its end', async (kind) => {
    const chat = chatOf(kind, [ADA]);
    const told = await playOn(new InTeams(connector, chat, ADA), FLAGSHIP);
    expect(screenOf(told.at(-1) ?? {})).toBe('outcome Q169686');
    // One message a turn, in the thread it belongs to, and far from the limit.
    expect(inChat(chat).length).toBe(told.length);
    expect(Math.max(...inChat(chat).map((message) => message.bytes))).toBeLessThan(100 * 1024);
  });

  it('two people at once in a group chat each have their own, and each card names its owner', async () => {
    const chat = chatOf('groupChat', [ADA, GRACE]);
    const [ada, grace] = [new InTeams(connector, chat, ADA), new InTeams(connector, chat, GRACE)];
    await Promise.all([playOn(ada, FLAGSHIP), playOn(grace, REFUSED)]);
    for (const one of [ada, grace])
      for (const message of one.got) expect(textsOf(message.activity)[0]).toBe(`<at>${one.person.name}</at>`);
    expect(new Set([...ada.got, ...grace.got].map((message) => message.id)).size).toBe(
      ada.got.length + grace.got.length,
    );
  });

  it('a card loses its buttons once it is answered, whether by a button or in words', async () => {
    const chat = chatOf('personal', [ADA]);
    await playOn(new InTeams(connector, chat, ADA), FLAGSHIP);
    const messages = inChat(chat);
    const quiet = (message: Taken) => buttonsOf(message.shown.at(-1)).length === 0;
    await connector.until(() => messages.slice(0, -1).every(quiet), 'every card but the last without buttons');
    expect(buttonsOf(messages.at(-1)?.shown.at(-1)).length).toBeGreaterThan(0);
  });
});
