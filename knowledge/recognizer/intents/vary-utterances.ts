// How people really type what somebody taught: more words around it, and slips of the finger. What is taught twice a different
// way teaches the classifier which words do not matter.

/** What stands before a request, and says nothing. */
const BEFORE = [
  'ok so',
  'and',
  'hey',
  'sorry but',
  'can you tell me',
  'i want to know',
  'tell me',
  'do you know',
  'well',
  'listen',
  'please',
  'just',
  'one more question',
  'my boss wants to know if',
  'quick question',
  'also',
  'damn',
  'now',
];
/** And behind it. */
const BEHIND = [
  'please',
  'now',
  'if i do this',
  'btw',
  'mate',
  'for this',
  'here',
  'thanks',
  'then',
  'when i do that',
  'already',
  'asap',
  'i am in a hurry',
  '???',
  'right now',
  'in this case',
  'to be honest',
  'man',
];

const SHORTEST_SLIPPED = 5;

/** The same number for the same text each time. */
function numberOf(text: string): number {
  let hash = 7;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) >>> 0;
  return hash;
}

/** One letter too few, twice, or changed with its neighbour, inside the longest word. */
function slipped(text: string, hash: number): string | undefined {
  const [word = ''] = text.split(/[^\p{L}]+/u).toSorted((a, b) => b.length - a.length);
  if (word.length < SHORTEST_SLIPPED) return undefined;
  const at = 1 + (hash % (word.length - 2));
  const [before, here = '', next = '', after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)];
  const slips = [
    `${before}${next}${after}`,
    `${before}${here}${here}${next}${after}`,
    `${before}${next}${here}${after}`,
  ];
  return text.replace(word, slips[hash % slips.length] ?? word);
}

/** An utterance as it was taught, and as it may come: with words around it, and misspelt. At most three. */
export function varied(text: string): string[] {
  const hash = numberOf(text);
  const around =
    hash % 2 === 0
      ? `${BEFORE[(hash >>> 3) % BEFORE.length]} ${text}`
      : `${text} ${BEHIND[(hash >>> 3) % BEHIND.length]}`;
  const slip = slipped(text, hash >>> 5);
  return [text, around, ...(slip === undefined ? [] : [slip])];
}
