/** How often each alternative of the longest choice of a frame is used, each time beside others. */
const TIMES = 2;
const CHOICE = /\(([^()]*)\)/;

/**
 * The utterances that a frame stands for: `(can|may) i ignore (it|this|)`. Not all there are, but each alternative beside several others,
 * so that a classifier learns what they have in common. The same ones each time, none twice.
 */
export function framed(frame: string): string[] {
  // What stands between choices is a choice of one.
  const choices = frame.split(CHOICE).map((part, at) => (at % 2 === 0 ? [part] : part.split('|')));
  // In its second round each choice moves on by another step, so that it stands beside other words.
  const longest = Math.max(...choices.map(({ length }) => length));
  const made = Array.from({ length: longest * TIMES }, (_, row) =>
    choices
      .map((choice, at) => choice[(row + (at >> 1) * Math.floor(row / longest)) % choice.length] ?? '')
      .join('')
      .replace(/ +/g, ' ')
      .trim(),
  );
  return [...new Set(made)].filter((text) => text !== '');
}
