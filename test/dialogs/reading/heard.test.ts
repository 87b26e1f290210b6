import { describe, expect, it } from 'vitest';
import { hear, LONGEST_ANSWER_TEXT } from '../../../dialogs/reading/heard.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';

const said = (text: string) => hear(plainUtterance(text));

describe('what the readers of answers are given', () => {
  it('is a short answer as it was written', () => {
    expect(said('  I agree\n')).toMatchObject({ text: 'I agree', answer: { kind: 'agree' } });
  });
  it('is no more than an answer may be long, whatever is pasted', () => {
    for (const unit of ['\t', 'hex\t', 'no ', '4116 ', 'I agree. '])
      expect(said(unit.repeat(65_536).concat('x')).text.length).toBeLessThanOrEqual(LONGEST_ANSWER_TEXT);
  });
  it('blanks around an answer do not count', () => {
    expect(said(`${' '.repeat(5000)}done${'\n'.repeat(5000)}`)).toMatchObject({
      text: 'done',
      answer: { kind: 'done' },
    });
  });
  it('the beginning of a long text is no answer, since its end may say the opposite', () => {
    expect(said(`I agree${' '.repeat(LONGEST_ANSWER_TEXT)}. No, I do not.`).answer).toEqual({ kind: 'text' });
    expect(said(`Delete my data${' '.repeat(LONGEST_ANSWER_TEXT)} is what I did not say`).answer).toEqual({
      kind: 'text',
    });
  });
  it('recognition still reads the whole of it', () => {
    expect(said(`${'nothing here\n'.repeat(500)}Event ID: 4116\nSource: MSExchangeIMC`).result.events).toHaveLength(1);
  });
});
