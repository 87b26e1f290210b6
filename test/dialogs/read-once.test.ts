import { beforeEach, expect, it, vi } from 'vitest';
import * as heard from '../../dialogs/reading/heard.ts';
import * as sayings from '../../dialogs/reading/read-sayings.ts';
import { Conversation } from './conversation.ts';

vi.mock('../../dialogs/reading/heard.ts', { spy: true });
vi.mock('../../dialogs/reading/read-sayings.ts', { spy: true });
beforeEach(() => vi.clearAllMocks());

it.each([
  'MSExchangeIMC 3039 0x80040115\nMSExchangeIMC 4094 0x8004011d',
  '1 0x5, 2 5.0',
  'wait, it is exchange 5.5',
  'what does 0x80040115 mean',
  'hmm what',
])('an utterance is read once in its turn: %s', async (said) => {
  const conversation = new Conversation();
  await conversation.say('event 4094 from MSExchangeIMC');
  vi.clearAllMocks();
  await conversation.say(said);
  expect(heard.hear).toHaveBeenCalledTimes(1);
  expect(sayings.readSayings).toHaveBeenCalledTimes(1);
});
