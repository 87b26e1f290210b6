import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../dialogs/reading/read-answer.ts';

describe('the words that pass a warning', () => {
  it.each(['I agree', 'i agree.', 'Yes, I agree', 'I accept the risk', 'agreed', 'I have read the warning and agree'])(
    '%s',
    (said) => expect(readAnswer(said, undefined).kind).toBe('agree'),
  );
  it.each([
    ...[
      'ok',
      'yes',
      'sure',
      'next',
      'go ahead',
      'fine',
      'confirm',
      'skip the warning',
      'I do not agree',
      "I don't agree",
      'agree?!?! no',
      'agree?',
      'I agree?',
      'agreed ?',
    ],
    ...[
      'I agree to nothing',
      'I agree but first a question',
      'would you agree',
      'he said I agree',
      'agree agree',
      'I agreed yesterday',
    ],
    ...['', '   ', 'i\nagree with none of this', 'a-g-r-e-e'],
  ])('not "%s"', (said) => expect(readAnswer(said, { name: 'confirm_done', score: 1 }).kind).not.toBe('agree'));
});

describe('the plain word at an end of a short sentence', () => {
  it.each([
    ['no problem, done', 'done'],
    ['it was quick, done', 'done'],
    ['done, no errors', 'done'],
    ['I have no questions, next', 'next'],
  ])('%s is %s', (said, kind) => expect(readAnswer(said, { name: 'deny', score: 1 })).toEqual({ kind }));
  it.each(['done, or not yet', 'what is done, and how?'])('not "%s"', (said) =>
    expect(readAnswer(said, undefined).kind).toBe('text'),
  );
});

describe('exact phrases beat what the classifier thinks', () => {
  it.each([
    ['next', 'next'],
    ['Back', 'back'],
    ['skip the backup', 'skip-backup'],
    ['where am I?', 'where'],
    ["I don't know", 'unknown'],
    ['it works now', 'solved'],
    ['talk to a human', 'human'],
    ['delete my data', 'delete-data'],
    ['n', 'no'],
    ['do not agree', 'refuse'],
    ['no I do not agree', 'refuse'],
    ["I don't agree any more", 'refuse'],
  ])('%s is %s', (said, kind) =>
    expect(readAnswer(said, { name: 'off_topic', score: 1 })).toMatchObject({ kind, exact: true }),
  );

  it('opens an article by its number', () => {
    expect(readAnswer('go to q317653', undefined)).toMatchObject({ kind: 'go-to', articleId: 'Q317653' });
    expect(readAnswer('Q999999', undefined)).toMatchObject({ kind: 'go-to', articleId: 'Q999999' });
    expect(readAnswer('Q12', undefined).kind).toBe('text');
  });
  it('takes the intent for the rest', () => {
    expect(readAnswer('will this hurt', { name: 'is_it_safe', score: 0.9 })).toEqual({
      kind: 'topic',
      topics: ['is_it_safe'],
    });
    expect(readAnswer('will this hurt', { name: 'no_such_intent', score: 0.9 }).kind).toBe('text');
    expect(readAnswer('will this hurt', undefined).kind).toBe('text');
  });
});
