import { describe, expect, it } from 'vitest';
import {
  provesNothing,
  readOutcome,
  saysAlreadyChanged,
  saysServiceTrouble,
  soundsUnsure,
} from '../../dialogs/step-words.ts';

describe('how it turned out', () => {
  it.each([
    'the failure is gone',
    'it works again',
    'everything is working',
    'better',
    'fixed!',
    'not a single 4094',
    'no more errors',
    'it no longer crashes',
    "it doesn't fail any more",
    'nothing new in the log',
    'stable since this morning',
  ])('%s: solved', (said) => expect(readOutcome(said)).toBe('solved'));
  it.each([
    'still the same',
    'the events came back',
    'it is not gone',
    'not working',
    "it doesn't work",
    'same errors again',
    'no better',
    'it keeps failing',
    'the service dies after a minute',
    'it did not help',
  ])('%s: not solved', (said) => expect(readOutcome(said)).toBe('not-solved'));
  it.each(['hm', 'what now', 'it works but 4094 is still there', 'I sent a message', '4094', 'x '.repeat(500)])(
    '%s: neither',
    (said) => expect(readOutcome(said)).toBeUndefined(),
  );
});

describe('what proves that something was done', () => {
  it.each(['done', 'I have saved it', 'saved the key', 'copied the folder', 'finished', 'it is restarted now'])(
    '%s',
    (said) => expect(provesNothing(said)).toBe(false),
  );
  it.each(['ok', 'K', 'Okay!', 'I see', 'got it', 'I have read it', 'I agree', 'maybe', 'I think so', 'later today'])(
    'not "%s"',
    (said) => expect(provesNothing(said)).toBe(true),
  );
});

describe('somebody who is not sure', () => {
  it.each(['I think it is 5', 'probably 6', 'it might be 10', 'should be 20', 'not sure, 5'])('%s', (said) =>
    expect(soundsUnsure(said)).toBe(true),
  );
  it.each(['it is 5', 'the value is 20 decimal', '0x14', 'absent'])('not "%s"', (said) =>
    expect(soundsUnsure(said)).toBe(false),
  );
});

describe('a change that was made before its step', () => {
  it.each([
    'I already changed it',
    'already set to 20',
    'we have already raised the value',
    'I changed it yesterday',
    'did that already',
  ])('%s', (said) => expect(saysAlreadyChanged(said)).toBe(true));
  it.each(['I will change it', 'is it changed already by setup', 'it is 20 already', 'saved it'])('not "%s"', (said) =>
    expect(saysAlreadyChanged(said)).toBe(false),
  );
});

describe('a service that does not start or stop', () => {
  it.each([
    'the store does not start anymore',
    "the service won't start",
    'it hangs at stopping',
    'net start MSExchangeIS fails with error 1067',
    'access denied when stopping',
    'IMC failed to start',
  ])('%s', (said) => expect(saysServiceTrouble(said)).toBe(true));
  it.each(['done', 'both services started', 'how do I stop the store', 'net start MSExchangeIS', 'it starts slowly'])(
    'not "%s"',
    (said) => expect(saysServiceTrouble(said)).toBe(false),
  );
});
