// The rooms of natural come with types, their pieces do not. A room loads all its languages and data: half a second of a start.
declare module 'natural/lib/natural/classifiers/bayes_classifier.js' {
  export { BayesClassifier as default } from 'natural/lib/natural/classifiers/index.js';
}
declare module 'natural/lib/natural/stemmers/porter_stemmer.js' {
  export { PorterStemmer as default } from 'natural/lib/natural/stemmers/index.js';
}
declare module 'natural/lib/natural/distance/levenshtein_distance.js' {
  export function DamerauLevenshteinDistance(a: string, b: string, options?: object): number;
}
