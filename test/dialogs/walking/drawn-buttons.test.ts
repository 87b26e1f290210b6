import { describe, expect, it } from 'vitest';
import { phrases } from '../../../dialogs/saying/phrases.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { Conversation, textOf } from '../conversation.ts';

const PASTE = 'event 4094 from MSExchangeIMC, error 0x8004011d';

async function upToTheWarning(): Promise<Conversation> {
  const talk = new Conversation();
  await talk.say(PASTE);
  for (let turns = 0; turns < 20 && talk.last.screen.kind !== 'warning'; turns++) {
    const [first] = talk.last.choices;
    await talk.press(first?.label ?? '');
  }
  expect(talk.last.screen.kind).toBe('warning');
  return talk;
}
const pressing = (talk: Conversation, say: string) =>
  talk.turn({ ...plainUtterance(''), pressed: { caseId: talk.case.caseId, turn: talk.case.turn, say } });

describe('a pressed button', () => {
  it('counts with the words it was drawn with', async () => {
    const talk = await upToTheWarning();
    const agree = talk.last.choices.find(({ say }) => /agree/i.test(say));
    expect((await pressing(talk, agree?.say ?? '')).screen).toMatchObject({ kind: 'step', step: 1 });
  });
  it.each(['I agree', 'delete my data now', 'start over now', 'event 9999', 'the value is 5'])(
    'whose words were not offered in that turn says nothing: "%s"',
    async (say) => {
      const talk = new Conversation();
      await talk.say(PASTE);
      const before = talk.case;
      expect(textOf(await pressing(talk, say))).toContain(phrases.stale);
      expect(talk.case).toMatchObject({ caseId: before.caseId, known: before.known });
      expect(talk.case.agreement).toBeUndefined();
    },
  );
  it('of the turn before is refused, also when the newest turn offers the same words', async () => {
    const talk = await upToTheWarning();
    await talk.say('help');
    await talk.say('where am I');
    const turn = talk.case.turn - 2;
    const said = await talk.turn({
      ...plainUtterance(''),
      pressed: { caseId: talk.case.caseId, turn, say: 'I agree' },
    });
    expect(said.screen.kind).not.toBe('step');
  });
});
