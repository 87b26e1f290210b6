import { describe, expect, it } from 'vitest';
import { deniedEvents } from '../../../dialogs/reading/denied-events.ts';
import { toldAnswers, toldNumber } from '../../../dialogs/reading/told-facts.ts';
import { newCase } from '../../../dialogs/walking/case.ts';
import { withoutEvents } from '../../../dialogs/walking/denied-events.ts';
import { takeEvidence } from '../../../dialogs/walking/take-evidence.ts';
import { recognizeUtterance } from '../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { KNOWLEDGE } from '../conversation.ts';

const kept = newCase(new Date());

describe('what is told about the server unasked', () => {
  const told = (text: string, asked?: string) =>
    toldAnswers({ knowledge: KNOWLEDGE, case: kept }, text, new Set([asked ?? ''])).map(
      ({ question, option }) => `${question.id}=${option.id}`,
    );
  it.each([
    ['wait, it is Exchange 5.5', ['version=5.5']],
    ['my version is 5.5, not 5.0', ['version=5.5']],
    ['exchange 5.0, windows nt 4', ['version=5.0', 'windows=nt4']],
    ["sorry, it's windows nt 3.51, not nt4", ['windows=nt351']],
    ['this runs on w2k', ['windows=w2000']],
  ])('%s', (said, answers) => expect(told(said)).toEqual(answers));
  it('what the screen asks is answered there', () => expect(told('wait, it is Exchange 5.5', 'version')).toEqual([]));
  it('nobody tells it in so many words', () => expect(told(`it is Exchange 5.5${' '.repeat(1000)}`)).toEqual([]));
  it.each([
    'is it exchange 5.5?',
    'which version do I need',
    'nothing after 5.5 hours',
    '5.0',
    'exchange is down',
    'it is exchange 5.0 or exchange 5.5',
    'windows nt 4 service pack 5',
    'another server runs exchange 5.5',
    'we upgrade to exchange 5.5 next week',
    'exchange 5.5 client is installed too',
  ])('not "%s" about Exchange', (said) => expect(told(said).filter((one) => one.startsWith('version'))).toEqual([]));
  it('leaves what the screen asks to the screen', () => expect(told('exchange 5.0', 'version')).toEqual([]));
});

describe('a number told beside something else', () => {
  it.each([
    ['yes I have the backup and the value is 20', 20],
    ['copied. by the way the number is already at 0x14', 20],
    ['threads = 5 decimal, what now', 5],
  ])('%s', (said, value) => expect(toldNumber(said)?.value).toBe(value));
  it.each(['the value is 20?', 'version is 5', 'the value is 5.0', 'it is 4', 'value is gone'])('not "%s"', (said) =>
    expect(toldNumber(said)).toBeUndefined(),
  );
});

describe('an event that somebody takes back', () => {
  const paste = 'MSExchangeIMC 3039 0x80040115\nMSExchangeIMC 4094 0x8004011d';
  const { known } = takeEvidence(kept.known, recognizeUtterance(plainUtterance(paste)), KNOWLEDGE.index);
  it.each([
    ['we have no 4094, I typed it wrong', [4094]],
    ['there is no 3039 and no 4094 in the log', [3039, 4094]],
    ['4094 was never there', [4094]],
    ['I do not see event 4094', [4094]],
    ['not 4102, but 4094', []],
    ['no 4094?', []],
    ['4094 comes every ten minutes', []],
  ])('%s', (said, ids) => expect(deniedEvents(known, said)).toEqual(ids));
  it('goes with the code that it alone showed', () => {
    const left = withoutEvents({ ...kept, known }, [4094]).known;
    expect(left.events.map(({ eventId }) => eventId)).toEqual([3039]);
    expect(left.codes.map(({ code }) => code)).toEqual([0x80040115]);
  });
});
