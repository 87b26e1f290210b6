import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../dialogs/reading/read-answer.ts';
import { readOption } from '../../../dialogs/reading/read-option.ts';
import { KNOWLEDGE } from '../conversation.ts';

const option = (id: string, said: string) => {
  const question = KNOWLEDGE.questions.get(id);
  return question && readOption(question, said, readAnswer(said, undefined));
};

describe('the answer to a question with options', () => {
  it.each([
    ['version', '5.0', '5.0'],
    ['version', 'it is Exchange 5.5 SP4', '5.5'],
    ['version', 'exchange 4', '4.0'],
    ['version', 'we are on exchange 2003', 'later'],
    ['version', "I don't know", 'unknown'],
    ['version', '3', '5.5'],
    ['version', 'blue', undefined],
    ['optimizer', 'yep', 'yes'],
    ['optimizer', 'nope', 'no'],
    ['spool', 'always the same', 'same'],
    ['spool', 'not the same', 'different'],
    ['spool', 'different files each time', 'different'],
    ['optimizer', 'yes', 'yes'],
    ['optimizer', 'no, never ran it', 'no'],
    ['neighbours', 'none of these', 'none'],
    ['neighbours', 'there is a dr watson', 'crash'],
    ['windows', 'NT 4', 'nt4'],
    ['windows', 'windows 2000', 'w2000'],
    ['windows', 'nt 3.51', 'nt351'],
    ['version', `${'5.5 '.repeat(80)}`, undefined],
    ['version', 'version 5 dot 5', '5.5'],
    ['spool', 'no, different files every time', 'different'],
    ['spool', 'it is the same one, not different', 'same'],
    ['optimizer', 'yes we did', 'yes'],
    ['optimizer', 'nope', 'no'],
    ['pop3', 'when pop3', 'yes'],
    ['neighbours', 'no dr watson but 4182', 'conversion'],
    ['neighbours', 'There was a crash of store.exe, not a conversion error', 'crash'],
  ])('%s: "%s" means %s', (id, said, means) => expect(option(id, said)).toBe(means));
});

describe('what an answer denies is not what it says', () => {
  it.each([
    ['neighbours', 'store.exe did not crash', 'none'],
    ['neighbours', 'we dont have dr watson', 'none'],
    ['neighbours', 'never saw a dr. watson', 'none'],
    ['neighbours', 'Dr Watson? never', 'none'],
    ['neighbours', 'dr watson no', 'none'],
    ['neighbours', 'kein Dr. Watson', 'none'],
    ['neighbours', '4182 also not', 'none'],
    ['neighbours', 'I see nothing', 'none'],
    ['neighbours', 'thanks for nothing', undefined],
    ['neighbours', 'nothing works here', undefined],
    ['optimizer', 'no problem', undefined],
    ['optimizer', 'no way to tell', undefined],
    ['neighbours', 'there is no 4097', 'none'],
    ['neighbours', 'I did not look for dr watson', undefined],
    ['neighbours', "haven't checked for a crash", undefined],
    ['spool', 'it is not always the same file', 'different'],
    ['spool', 'there is no 4117', undefined],
    ['spool', 'no 4117', undefined],
    ['windows', 'it is not windows 2000', undefined],
    ['neighbours', 'not 4037, but 12003', undefined],
    ['spool', 'same file twice, then others', undefined],
    ['optimizer', 'I think so', undefined],
  ])('%s: "%s" means %s', (id, said, means) => expect(option(id, said)).toBe(means));
});

describe('who asks has not answered', () => {
  it.each([
    ['neighbours', 'what is dr watson'],
    ['neighbours', 'is a crash of store.exe logged as 4097?'],
    ['spool', 'how do I see whether it is the same file'],
    ['optimizer', 'can I run it? yes or no?'],
  ])('%s: %s', (id, said) => expect(option(id, said)).toBeUndefined());
});
