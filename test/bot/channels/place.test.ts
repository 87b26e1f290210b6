import type { Activity } from 'botbuilder';
import { describe, expect, it } from 'vitest';
import { withoutButtons } from '../../../bot/channels/card-attachment.ts';
import { isOfOtherTenant, placeOf, readActivity, whoOpened } from '../../../bot/channels/place.ts';
import { addressedTo, isShared } from '../../../bot/channels/shared-chat.ts';
import { ADA, BOT, message } from './messages.ts';
import { buttonsOf, cardOf, objectsIn, reply, textsOf } from './replies.ts';

function activity(parts: Partial<Activity> = {}): Activity {
  const read = readActivity(message(parts));
  if (!read.ok) throw new Error(read.reason);
  return read.activity;
}
const CHANNEL = { id: '19:general@thread.tacv2;messageid=17', isGroup: true, conversationType: 'channel', name: '' };
const GROUP = { id: '19:group@thread.v2', isGroup: true, conversationType: 'groupChat', name: '' };
const GRACE = { id: '29:grace', name: 'Grace Hopper' };

describe('a case belongs to one person in one conversation', () => {
  it.each([
    ['another person', { from: GRACE, conversation: GROUP }],
    ['another thread', { conversation: { ...CHANNEL, id: '19:general@thread.tacv2;messageid=18' } }],
    ['another channel', { channelId: 'webchat', conversation: GROUP }],
  ])('%s is another case', (_what, other) => {
    const keys = [{ conversation: GROUP }, { conversation: CHANNEL }, other].map(
      (parts) => placeOf(activity(parts)).caseKey,
    );
    expect(new Set(keys).size).toBe(3);
  });
  it('the same person in the same thread keeps the case from message to message', () => {
    expect(placeOf(activity({ id: 'm1' })).caseKey).toBe(placeOf(activity({ id: 'm2' })).caseKey);
  });
  it('no name can be made up that passes for another key', () => {
    const one = placeOf(activity({ from: { id: 'a","b', name: '' } })).caseKey;
    const two = placeOf(activity({ from: { id: 'a', name: '' } })).caseKey;
    expect(one).not.toContain(two.slice(0, -1));
  });
});

describe('an activity is refused', () => {
  it.each([
    ['without a channel', { channelId: '' }],
    ['with blanks for a channel', { channelId: '  ' }],
    ['with a control character in its conversation', { conversation: { ...GROUP, id: 'a\u001b[2Jb' } }],
    ['with a line break in its sender', { from: { id: 'ada\n1  said', name: '' } }],
    ['with a turn of direction in its id', { id: 'm\u202e1' }],
  ])('%s', (_what, parts) => {
    expect(readActivity(message(parts))).toMatchObject({ ok: false });
  });
});

describe('the tenant of an activity', () => {
  const of = (tenantId?: string, id?: string) =>
    activity({
      conversation: { ...GROUP, ...(tenantId !== undefined && { tenantId }) },
      ...(id !== undefined && { channelData: { tenant: { id } } }),
    });
  it.each([
    ['in the conversation', of('T-1'), false],
    ['in the channel data', of(undefined, 't-1'), false],
    ['of somebody else in the conversation', of('t-2'), true],
    ['of somebody else in the channel data', of('t-1', 't-2'), true],
    ['nowhere, as in the web chat', of(), false],
    ['in a form that is none', activity({ channelData: { tenant: 7 } }), false],
  ])('named %s', (_where, named, isOther) => {
    expect(isOfOtherTenant(named, 't-1')).toBe(isOther);
  });
});

describe('what a person alone may see', () => {
  const alone = (parts: Partial<Activity>) => {
    const drawn = placeOf(activity({ conversation: GROUP, ...parts })).draw(reply(), 'c', 1, true);
    return drawn.channelData.faultline;
  };
  it('is whispered in Teams', () => expect(alone({})).toMatchObject({ alone: true, targeted: true }));
  it('is never whispered where nobody knows what that is', () => {
    expect(alone({ channelId: 'emulator' })).toMatchObject({ alone: true });
    expect(alone({ channelId: 'emulator' })).not.toHaveProperty('targeted');
  });
});

describe('in a shared chat', () => {
  const drawnFor = (from: { id: string; name: string }, conversation = GROUP) =>
    placeOf(activity({ from, conversation })).draw(reply(), 'c', 1);

  it.each([
    ['a group chat', GROUP, true],
    ['a thread of a channel', CHANNEL, true],
    ['a personal chat', message({}).conversation, false],
  ])('%s is told apart', (_what, conversation, shared) => {
    expect(isShared({ ...(conversation && { conversation }) })).toBe(shared);
  });
  it('the card names whom it answers, and Teams tells that person', () => {
    const card = cardOf(drawnFor(ADA));
    expect(textsOf(card)[0]).toBe('<at>Ada Lovelace</at>');
    expect(objectsIn(card['msteams'])).toContainEqual({
      type: 'mention',
      text: '<at>Ada Lovelace</at>',
      mentioned: ADA,
    });
  });
  it('a name is only ever a name', () => {
    const [text] = textsOf(cardOf(drawnFor({ id: 'x', name: '</at>[a](http://x) **b**\u202e' })));
    expect(text).toBe('<at>/at a (http://x) b</at>');
  });
  it('somebody without a name is not mentioned', () => {
    expect(
      textsOf(
        cardOf(addressedTo({ id: 'x' }, drawnFor(ADA, { ...GROUP, isGroup: false, conversationType: 'personal' }))),
      )[0],
    ).toBe('Step 2 of 9');
  });
  it('in a personal chat nobody is named', () => {
    expect(textsOf(cardOf(placeOf(activity()).draw(reply(), 'c', 1)))[0]).toBe('Step 2 of 9');
  });
});

describe('who is welcomed', () => {
  const added = (membersAdded: { id: string; name: string }[], parts: Partial<Activity>) =>
    whoOpened(activity({ type: 'conversationUpdate', membersAdded, ...parts }));

  it.each([
    ['whoever opens the web chat', added([ADA], { channelId: 'directline' }), ADA.id],
    ['nobody, when only the bot came to the web chat', added([BOT], { channelId: 'directline' }), undefined],
    ['nobody in a personal chat of Teams, which shows prompt starters', added([BOT, ADA], {}), undefined],
    ['whoever adds the bot to a team', added([BOT], { conversation: CHANNEL }), ADA.id],
    ['whoever adds the bot to a group chat', added([BOT], { conversation: GROUP }), ADA.id],
    ['nobody who joins a team later', added([GRACE], { conversation: CHANNEL }), undefined],
    [
      'nobody, when somebody leaves',
      whoOpened(activity({ type: 'conversationUpdate', conversation: CHANNEL })),
      undefined,
    ],
    ['nobody, with a message', whoOpened(activity({ membersAdded: [BOT] })), undefined],
  ])('%s', (_who, welcomed, expected) => {
    expect(welcomed).toBe(expected);
  });
  it('a team gets two short sentences', () => {
    const place = placeOf(activity({ type: 'conversationUpdate', conversation: CHANNEL }));
    const texts = textsOf(cardOf(place.draw(reply({ screen: { kind: 'welcome' } }), 'c', 1)));
    expect(texts.length).toBe(4);
    expect(texts[2]).toContain('Mention me');
  });
});

describe('an answered message', () => {
  const sent = (channelId: string, parts = {}) => ({
    channelId,
    id: 's1',
    ...placeOf(activity()).draw(reply(parts), 'c', 1),
  });

  it('is shown anew without buttons, and with all the rest', () => {
    const before = sent('msteams');
    const after = withoutButtons(before);
    expect(buttonsOf(after)).toEqual([]);
    expect(textsOf(cardOf(after ?? {}))).toEqual(textsOf(cardOf(before)));
  });
  it('stays as it is when it has no buttons, or its channel does not show messages anew', () => {
    expect([withoutButtons(sent('msteams', { choices: [] })), withoutButtons(sent('webchat'))]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('what an activity must have', () => {
  it('a usual message has it', () => {
    expect(readActivity(message({ text: 'x' }))).toMatchObject({ ok: true, activity: { text: 'x', from: ADA } });
  });
  it.each([
    ['no conversation', { conversation: undefined }, 'conversation'],
    ['a sender without an id', { from: { name: 'Ada' } }, 'from.id'],
    ['a number as its channel', { channelId: 5 }, 'channelId'],
    ['an id of three thousand characters', { id: 'x'.repeat(3000) }, 'id'],
  ])('%s is refused by name', (_what, parts, field) => {
    const checked = readActivity(Object.assign(message({}), parts));
    expect(checked).toMatchObject({ ok: false, reason: expect.stringMatching(`^${field}: `) });
  });
  it.each([[null], ['x'], [[]]])('%j is none', (body) => {
    expect(readActivity(body).ok).toBe(false);
  });
});
