import type { Activity } from 'botbuilder';
import { describe, expect, it } from 'vitest';
import { renderReply } from '../../../bot/channels/render-reply.ts';
import { AnsweredCards } from '../../../bot/teams/answered-cards.ts';
import { buttonsOf, reply } from '../channels/replies.ts';

const sent = (caseId: string, conversation = 'a:1', title = 'One'): Partial<Activity> => ({
  ...renderReply(reply({ title }), caseId, 1, 'msteams'),
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  conversation: { id: conversation, name: '', isGroup: false, conversationType: 'personal' },
  replyToId: 'm1',
});

describe('the card before the newest one', () => {
  it('is shown anew without its buttons, in its own place', () => {
    const cards = new AnsweredCards();
    expect(cards.sent(sent('case-1'), 's1')).toBeUndefined();
    const before = cards.sent(sent('case-1', 'a:1', 'Two'), 's2');
    expect(before).toMatchObject({ id: 's1', summary: 'One', conversation: { id: 'a:1' } });
    expect([buttonsOf(before), before?.replyToId]).toEqual([[], undefined]);
  });
  it.each([
    ['of another case', 'case-2', 'a:1'],
    ['of another conversation', 'case-1', 'a:2'],
  ])('%s is left alone', (_whose, caseId, conversation) => {
    const cards = new AnsweredCards();
    cards.sent(sent('case-1'), 's1');
    expect(cards.sent(sent(caseId, conversation), 's2')).toBeUndefined();
  });
  it('is forgotten once it was shown anew', () => {
    const cards = new AnsweredCards();
    cards.sent(sent('case-1'), 's1');
    cards.sent(sent('case-1'), 's2');
    expect(cards.sent(sent('case-1'), 's3')?.id).toBe('s2');
  });
  it('without an id, or of another bot, is not remembered', () => {
    const cards = new AnsweredCards();
    cards.sent(sent('case-1'), undefined);
    cards.sent({ ...sent('case-1'), channelData: {} }, 's1');
    expect(cards.sent(sent('case-1'), 's2')).toBeUndefined();
  });
  it('is remembered for a bounded number of cases, the oldest is forgotten first', () => {
    const cards = new AnsweredCards();
    cards.sent(sent('oldest'), 's0');
    for (let index = 0; index < 2000; index++) cards.sent(sent(`case-${index}`), 's1');
    expect([cards.sent(sent('oldest'), 's2'), cards.sent(sent('case-1999'), 's2')?.id]).toEqual([undefined, 's1']);
  });
});
