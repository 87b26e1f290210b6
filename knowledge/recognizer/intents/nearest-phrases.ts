import { featuresOf } from './word-features.ts';

/** How many of the nearest phrases have a say, and how much less the farther ones. */
const NEIGHBOURS = 8;
const NEARNESS = 3;

/** All taught phrases by what their words come to, so that the nearest ones are found without looking at each. */
export interface NearPhrases {
  /** for each phrase the place of its intent in the list of intents */
  intentOf: Uint8Array;
  /** for each phrase its length as a vector of weights */
  lengths: Float32Array;
  features: string[];
  /** where the phrases of a feature begin in `phrases`; one more at the end */
  starts: Uint32Array;
  phrases: Uint16Array;
}

/** What the nearest taught phrases say of an utterance. */
export interface Nearest {
  /** for each intent its share of them, in the order of the list of intents; they add up to 1, or to 0 when nothing is near */
  shares: Float64Array;
  /** how near the nearest is: 0 … 1 */
  nearness: number;
}

/** Words and neighbours by what they come to: "solve this" and "repair this" are the same. */
const meant = (text: string, groups: ReadonlyMap<string, string>): string[] =>
  featuresOf(text, groups).all.filter((feature) => feature.startsWith('means:') || feature.startsWith('meant:'));

const weightOf = (all: number, having: number): number => Math.log((all + 1) / (having + 1));

/** Files all taught phrases by their features: a matter of half a second. */
export function nearPhrases(
  utterances: ReadonlyMap<string, readonly string[]>,
  groups: ReadonlyMap<string, string>,
): NearPhrases {
  const read = [...utterances.values()].flatMap((texts, intent) =>
    texts.map((text) => ({ intent, features: meant(text, groups) })),
  );
  const having = new Map<string, number[]>();
  for (const [at, { features }] of read.entries())
    for (const feature of features) {
      const phrases = having.get(feature);
      if (phrases) phrases.push(at);
      else having.set(feature, [at]);
    }
  const square = (feature: string) => weightOf(read.length, having.get(feature)?.length ?? 0) ** 2;
  let end = 0;
  return {
    intentOf: Uint8Array.from(read, ({ intent }) => intent),
    lengths: Float32Array.from(read, ({ features }) =>
      Math.sqrt(features.reduce((sum, feature) => sum + square(feature), 0)),
    ),
    features: [...having.keys()],
    starts: Uint32Array.from([0, ...[...having.values()].map((phrases) => (end += phrases.length))]),
    phrases: Uint16Array.from([...having.values()].flat()),
  };
}

/** Whether a value that was kept is what {@link nearPhrases} makes. */
export function areNearPhrases(value: unknown): value is NearPhrases {
  if (typeof value !== 'object' || value === null) return false;
  const { intentOf, lengths, features, starts, phrases }: Partial<Record<string, unknown>> = { ...value };
  return (
    intentOf instanceof Uint8Array &&
    lengths instanceof Float32Array &&
    Array.isArray(features) &&
    starts instanceof Uint32Array &&
    starts.length === features.length + 1 &&
    phrases instanceof Uint16Array
  );
}

/**
 * A second opinion: which taught phrases an utterance resembles, whatever the classifier has concluded from all of them.
 * @param count how many intents there are
 */
export function nearestPhrases(
  { intentOf, lengths, features, starts, phrases }: NearPhrases,
  groups: ReadonlyMap<string, string>,
  count: number,
): (text: string) => Nearest {
  const place = new Map(features.map((feature, at) => [feature, at]));
  // One place a phrase, emptied after each use: frames stand for so many phrases that a map of those that share a word is slow.
  const shared = new Float64Array(intentOf.length);
  return (text) => {
    let own = 0;
    for (const feature of meant(text, groups)) {
      const at = place.get(feature);
      const [from, to] = at === undefined ? [0, 0] : [starts[at] ?? 0, starts[at + 1] ?? 0];
      const square = weightOf(intentOf.length, to - from) ** 2;
      own += square;
      for (let at = from; at < to; at += 1) add(shared, phrases[at] ?? 0, square);
    }
    const near = nearestOf(shared, lengths).map(([phrase, score]) => ({
      intent: intentOf[phrase] ?? 0,
      score: score / Math.sqrt(own),
    }));
    shared.fill(0);
    const shares = new Float64Array(count);
    const whole = near.reduce((sum, { score }) => sum + score ** NEARNESS, 0);
    for (const { intent, score } of near) shares[intent] = (shares[intent] ?? 0) + score ** NEARNESS / whole;
    return { shares, nearness: near[0]?.score ?? 0 };
  };
}

function add(sums: Float64Array, at: number, what: number): void {
  sums[at] = (sums[at] ?? 0) + what;
}

/** The phrases that share most for their length, the nearest first; of equal ones the first that was taught. */
function nearestOf(shared: Float64Array, lengths: Float32Array): [phrase: number, score: number][] {
  const best: [number, number][] = [];
  let least = 0;
  for (let phrase = 0; phrase < shared.length; phrase += 1) {
    const sum = shared[phrase] ?? 0;
    if (sum === 0) continue;
    const score = sum / (lengths[phrase] || 1);
    if (best.length === NEIGHBOURS && score <= least) continue;
    const place = best.findIndex(([, other]) => other < score);
    best.splice(place < 0 ? best.length : place, 0, [phrase, score]);
    if (best.length > NEIGHBOURS) best.pop();
    least = best.at(-1)?.[1] ?? 0;
  }
  return best;
}
