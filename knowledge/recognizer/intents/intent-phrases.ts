import { utteranceWords } from './utterance-words.ts';

/** Words that only make an utterance polite, or gain time: without them it says the same. */
const FILLERS: ReadonlySet<string> = new Set(
  `please ok well so then hey hi hmm um uh just now thanks thank bitte mal doch denn nun also svp donc alors por favor pues
  mate guys sir actually really simply kindly again`
    .split(/\s+/)
    .filter((word) => word !== 'again' && word !== 'now'),
);
/** How a wish begins. */
const WISHES: readonly (readonly string[])[] = [
  'can you',
  'could you',
  'would you',
  'will you',
  'can we',
  'could we',
  'let us',
  'lets',
  'i want to',
  'i want you to',
  'i would like to',
  'i would like you to',
  'i like to',
  'i need to',
  'i wanna',
  'we want to',
  'you can',
  'kannst du',
  'konntest du',
  'konnen sie',
  'ich will',
  'ich mochte',
  'ich wurde gern',
  'peux tu',
  'pouvez vous',
  'je veux',
  'je voudrais',
  'puedes',
  'puede',
  'quiero',
  'quisiera',
].map((wish) => wish.split(' '));

/** What an utterance says when nobody is polite: its words without fillers and without the beginning of a wish. */
function bareWords(text: string): string[] {
  const words = utteranceWords(text).filter((word) => !FILLERS.has(word));
  const wish = WISHES.find((one) => one.every((word, at) => words[at] === word));
  const rest = wish ? words.slice(wish.length) : words;
  return rest.length > 0 ? rest : utteranceWords(text);
}

/** What each taught utterance means by its bare words; undefined for what two intents were taught, which is known as neither. */
export type TaughtPhrases = Map<string, string | undefined>;

/** {@link TaughtPhrases} of all utterances: a matter of a tenth of a second. */
export function taughtPhrases(utterances: ReadonlyMap<string, readonly string[]>): TaughtPhrases {
  const taught: TaughtPhrases = new Map();
  for (const [intent, texts] of utterances)
    for (const text of texts) {
      const key = bareWords(text).join(' ');
      if (key !== '') taught.set(key, taught.has(key) && taught.get(key) !== intent ? undefined : intent);
    }
  return taught;
}

/** Knows an utterance again that somebody taught: all its words, politeness and order of fillers aside. */
export function knownPhrases(taught: TaughtPhrases): (text: string) => string | undefined {
  return (text) => taught.get(bareWords(text).join(' '));
}
