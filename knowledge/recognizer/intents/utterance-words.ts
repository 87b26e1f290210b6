// What stands for many spellings of one thing becomes one made-up word, so that a code nobody has seen before still
// reads as a code. Earlier rules win. The names hold no digit: natural keeps its features as keys of an object.
const PLACEHOLDERS: readonly (readonly [RegExp, string])[] = [
  // Codes: 0x8004011d (also with a letter O in front), MAPI_E_…, 80040115, 8004-0115, -1018, 2147746077.
  [/(?<![a-z0-9])[0o]x[0-9a-f]{5,10}(?![a-z0-9])/g, ' zcode '],
  [/(?<![a-z0-9])(?:mapi|cdo|ecx?|jet)_\w{2,60}/g, ' zcode '],
  [/(?<![a-z0-9])(?=[a-f]{0,7}\d)[89a-f][0-9a-f]{3}-?[0-9a-f]{4}(?![a-z0-9])/g, ' zcode '],
  [/(?<![a-z0-9])-\d{3,10}(?![a-z0-9])/g, ' zcode '],
  [/(?<![a-z0-9])\d{7,10}(?![a-z0-9])/g, ' zcode '],
  // Knowledge Base articles, and numbers in hexadecimal.
  [/(?<![a-z0-9])(?:kb|q)\d{6}(?![a-z0-9])/g, ' zarticle '],
  [/(?<![a-z0-9])0x[0-9a-f]{1,4}(?![a-z0-9])/g, ' znumber '],
  // Versions of Exchange and Windows: 5.5, 4.0a, 3.51, 2003, and builds such as 2653.23.
  [/(?<![a-z0-9.])[3-5]\.\d{1,2}a?(?![a-z0-9])/g, ' zversion '],
  [/(?<![a-z0-9])20(?:00|03|07|08|10|12|13|16|19|22)(?![a-z0-9])/g, ' zversion '],
  [/(?<![a-z0-9])\d{3,4}\.\d{1,2}(?![a-z0-9])/g, ' zversion '],
  // What is left: event ids, then small numbers.
  [/(?<![a-z0-9])\d{4,5}(?![a-z0-9])/g, ' zevent '],
  [/(?<![a-z0-9])\d{1,3}(?![a-z0-9])/g, ' znumber '],
];

const NAMES = new Set(PLACEHOLDERS.map(([, name]) => name.trim()));

/** What people say with a picture. */
const PICTURES: readonly (readonly [RegExp, string])[] = [
  [/[👍🙏🎉💯👏]|❤|<3/gu, ' thumbsup '],
  [/👎|😡|🤬/gu, ' thumbsdown '],
];

// Written together or apart, with the apostrophe or without: "don't", "dont" and "do not" are the same two words.
const SPOKEN_OUT: readonly (readonly [RegExp, string])[] = [
  [/\bcannot\b|\bcan'?t\b/g, 'can not'],
  [/\bwon't\b/g, 'will not'],
  // French writes its small words together with the next one: "l'article", "c'est", "qu'est-ce que".
  [/\b(?:qu'?)?est[ -]ce (?:que |qu')?/g, 'est ce que '],
  [/\b([cdjlmnst]|qu)'(?=[a-z]{2})/g, '$1e '],
  [/\b(do|does|did|is|are|was|has|have|had|should|would|could)n'?t\b/g, '$1 not'],
  [/\b(what|where|it|that|there|how|who)'?s\b/g, '$1 is'],
  [/\bi'?m\b/g, 'i am'],
  [/'(?:ve|ll|d|re)\b/g, ''],
  [/\b(?:okay|okey|oki|k)\b/g, 'ok'],
  [/\b(?:pl[sz]{1,3}|plse)\b/g, 'please'],
  [/\bu\b/g, 'you'],
  [/\bur\b/g, 'your'],
  [/\b(?:wat|wut)\b/g, 'what'],
  [/\bgonna\b/g, 'going to'],
  [/\bwanna\b/g, 'want to'],
  [/\bgotta\b/g, 'got to'],
  [/\bdunno\b/g, 'do not know'],
  [/\b(?:idk)\b/g, 'i do not know'],
  [/\b(?:thx|tnx|thks)\b/g, 'thanks'],
  [/\b(?:bc|cuz|coz)\b/g, 'because'],
  [/\b(?:asap)\b/g, 'now'],
];

/**
 * The words of a short utterance in the form the classifier counts them: lower case, no accents, contractions spoken out,
 * codes and numbers replaced by placeholders. No word is dropped: "not", "no" and "how do I" decide here.
 * @param text a few lines at most; the time is linear in its length
 */
export function utteranceWords(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss').replace(/[’`´]/g, "'").toLowerCase();
  const replaced = [...PICTURES, ...PLACEHOLDERS, ...SPOKEN_OUT].reduce(
    (line, [form, word]) => line.replace(form, word),
    plain,
  );
  return replaced.replace(/'/g, '').match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Whether a word stands for a code or a number. */
export function isPlaceholder(word: string): boolean {
  return NAMES.has(word);
}
