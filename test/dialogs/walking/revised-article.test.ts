import { describe, expect, it } from 'vitest';
import { converseWith } from '../../../bot/converse.ts';
import { phrases } from '../../../dialogs/saying/phrases.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { Conversation, KNOWLEDGE, textOf } from '../conversation.ts';

/** A case that stands in an article as it was before an update. */
async function inOldArticle() {
  const conversation = new Conversation();
  await conversation.say('MSExchangeIMC 3039 0x80040115\nMSExchangeIMC 4094 0x8004011d');
  const { cursor } = conversation.case;
  if (!cursor) throw new Error('no article is open');
  conversation.case = { ...conversation.case, cursor: { ...cursor, revision: '000000000000' } };
  return conversation;
}
const told = phrases.revised('Q169686');

describe('an article that changed under a conversation', () => {
  it('is begun again, with a sentence about it', async () => {
    const reply = await (await inOldArticle()).say('next');
    expect(reply.screen).toMatchObject({ kind: 'diagnosis', article: 'Q169686' });
    expect(textOf(reply)).toContain(told);
  });

  it('swallows no paste', async () => {
    const conversation = await inOldArticle();
    const reply = await conversation.say('event 9646 from MSExchangeIS');
    expect(textOf(reply)).toContain(told);
    expect(reply.title).toBe(phrases.newOrSameTitle);
    await conversation.say('same case');
    expect(conversation.case.known.events.map(({ eventId }) => eventId)).toContain(9646);
  });

  it('keeps nobody from their own data', async () => {
    const asked = async (text: string) => {
      const { case: before } = await inOldArticle();
      return converseWith(KNOWLEDGE)(before, plainUtterance(text), new Date());
    };
    expect((await asked('delete my data')).asks).toBe('forget');
    expect((await asked('show my data')).asks).toBe('show');
    expect((await asked('start over')).after.known.events).toEqual([]);
  });
});
