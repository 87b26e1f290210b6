import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Frames } from '../../../../knowledge/folder/topic-file.ts';
import { framed } from '../../../../knowledge/recognizer/intents/framed-utterances.ts';
import { intentFiles } from '../../../../knowledge/recognizer/intents/intent-files.ts';

describe('a frame', () => {
  it('stands for utterances with each of its alternatives', () => {
    const all = ['can i ignore it', 'can i ignore this', 'may i ignore it', 'may i ignore this'];
    expect(framed('(can|may) i ignore (it|this)').toSorted()).toEqual(all);
  });
  it('may leave a choice out, and has no double blanks then', () => {
    expect(framed('reboot (now|) please')).toEqual(['reboot now please', 'reboot please']);
  });
  it('without a choice stands for itself', () => expect(framed('what now')).toEqual(['what now']));
  it('uses every alternative, and makes none twice', () => {
    const word = fc.stringMatching(/^[a-z]{3,6}$/);
    const choice = fc.uniqueArray(word, { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(fc.array(choice, { minLength: 1, maxLength: 4 }), (choices) => {
        const made = framed(choices.map((list) => `(${list.join('|')})`).join(' '));
        expect(new Set(made).size).toBe(made.length);
        for (const [at, list] of choices.entries())
          expect(new Set(made.map((text) => text.split(' ')[at]))).toEqual(new Set(list));
      }),
      { numRuns: 50 },
    );
  });
  it.each(['(a|b', 'a)', '(a (b|c))'])('is refused when its parentheses do not fit: %s', (line) =>
    expect(Frames.safeParse([line]).success).toBe(false),
  );
  it('is no longer than an utterance may be', () => {
    const long = intentFiles()
      .flatMap(({ frames }) => frames.flatMap(framed))
      .filter((text) => text.length > 200);
    expect(long).toEqual([]);
  });
});
