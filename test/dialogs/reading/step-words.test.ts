import { describe, expect, it } from 'vitest';
import {
  provesNothing,
  readOutcome,
  saysAlreadyChanged,
  saysServiceTrouble,
  saysStepDone,
  soundsUnsure,
} from '../../../dialogs/reading/step-words.ts';

describe('how it turned out', () => {
  it.each([
    'the failure is gone',
    'it works again',
    'everything is working',
    'no crash since yesterday',
    'it never crashed again',
    'it did not come back',
    'the store crashes no more',
    'no 4094 since the restart',
    'the service has not stopped again',
    'fixed!',
    'not a single 4094',
    'no more errors',
    'it no longer crashes',
    "it doesn't fail any more",
    'nothing new in the log',
    'stable since this morning',
    'it never came back',
    "they haven't failed since",
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
    'it stopped again',
    'nothing changed',
    'oh no, now nothing works, users are calling',
    'now none of it works',
    'it is hardly working',
    'the server is down now',
    'it is not really working',
    "it hasn't worked, it wouldn't work",
  ])('%s: not solved', (said) => expect(readOutcome(said)).toBe('not-solved'));
  it.each([
    ...['hm', 'what now', 'it works but 4094 is still there', 'I sent a message', '4094', 'x '.repeat(500), 'better'],
    ...['does it work?', 'I hope it works', 'we have to see if it works', "I don't know if it is fixed"],
    ...['works for an hour then stops', 'works only sometimes', 'works, but mail is not delivered', 'I think it works'],
    ...['it cannot be fixed', 'none of it is fixed', 'it is not solved yet'],
  ])('%s: neither', (said) => expect(readOutcome(said)).toBeUndefined());
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
  it.each(['I already changed it', 'already set to 20', 'we have already raised the value', 'I changed it yesterday'])(
    '%s',
    (said) => expect(saysAlreadyChanged(said)).toBe(true),
  );
  it.each([
    ...['I will change it', 'is it changed already by setup', 'it is 20 already', 'saved it', 'already done'],
    ...[
      'I already made a backup',
      "I haven't already changed it",
      'already changed it? no',
      'I already changed the folder',
    ],
  ])('not "%s"', (said) => expect(saysAlreadyChanged(said)).toBe(false));
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
  it.each([
    ...['done', 'both services started', 'how do I stop the store', 'net start MSExchangeIS', 'it starts slowly'],
    ...['4094 did not come back', 'the store did not start at first but it is running now'],
  ])('not "%s"', (said) => expect(saysServiceTrouble(said)).toBe(false));
});

describe('a step that is done, in its own words', () => {
  const backup = { id: 'max-threads/backup', task: 'backup' };
  const restart = { id: 'restart-2', task: 'do' };
  it.each([
    [backup, 'saved, not sure if needed'],
    [backup, 'I already made a backup'],
    [backup, 'exported to keycopy.reg'],
    [restart, 'restarted both'],
    [restart, 'all services are started, none failed'],
    [restart, 'services restarted'],
  ])('%o: %s', (step, said) => expect(saysStepDone(step, said)).toBe(true));
  it.each([
    [backup, 'I have not saved it'],
    [backup, 'I think I saved it'],
    [backup, 'is it saved?'],
    [backup, 'restarted'],
    [restart, 'the store is not running'],
    [restart, 'saved'],
    [restart, 'restarted but it does not start'],
  ])('%o: not "%s"', (step, said) => expect(saysStepDone(step, said)).toBe(false));
});
