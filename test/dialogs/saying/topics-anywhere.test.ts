import { describe, expect, it } from 'vitest';
import { nothingSaid } from '../../../dialogs/reading/read-sayings.ts';
import { about } from '../../../dialogs/saying/asked/phrases-about.ts';
import { topicBlocks } from '../../../dialogs/saying/asked/topic-reply.ts';
import { newCase } from '../../../dialogs/walking/case.ts';
import { standAt } from '../../../dialogs/walking/stand.ts';
import { topics } from '../../../knowledge/topics.ts';
import { Conversation, KNOWLEDGE } from '../conversation.ts';

const NOW = new Date(0);
const placeOf = async (...said: string[]) => {
  const talk = new Conversation();
  for (const one of said) await talk.say(one);
  return standAt(KNOWLEDGE, talk.case, NOW);
};
const told = (at: Awaited<ReturnType<typeof placeOf>>, name: string) =>
  JSON.stringify(topicBlocks(at, nothingSaid(at), name));
const MANY = await placeOf('event 4116 from MSExchangeIMC');
const NONE = standAt(KNOWLEDGE, newCase(NOW), NOW);
describe('what may be asked before an article is open', () => {
  it.each([...topics().keys()])('%s: by events alone, and by nothing at all', (name) => {
    for (const at of [NONE, MANY]) expect(told(at, name)).not.toBe('[]');
  });
  it('says of events which several causes may have that it depends on the cause', () => {
    expect(told(MANY, 'how_long')).toContain('depends');
  });
  it.each([...topics().keys()])('%s: nobody is told that a fix breaks nothing before there is one', (name) => {
    const harmless = [about.noRights, about.reachNothing, about.noBackup, about.noOutage, about.changesNothing];
    for (const at of [NONE, MANY]) expect(harmless.filter((words) => told(at, name).includes(words))).toEqual([]);
  });
  it('a topic that nobody knows has no answer', () =>
    expect(topicBlocks(NONE, nothingSaid(NONE), 'weather')).toEqual([]));
});
