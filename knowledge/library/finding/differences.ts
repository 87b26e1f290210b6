import { bodyText, type ReadArticle } from '../imported-article.ts';
import { risksIn } from '../reading/risks.ts';
import { shownText } from '../reading/shown-text.ts';
import { termsOf } from './terms.ts';

/** What tells an article from others that name the same events. */
export type Difference =
  /** words of the message that it alone has */
  { by: 'words'; words: string[] } | { by: 'products'; products: string } | { by: 'cause'; cause: string };

const MOST_WORDS = 3;
const LONGEST = 160;
/** A longer message is not compared word by word, in words. */
const MOST_COMPARED = 400;

const wordsOf = (text: string) => [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}._-]+/gu)].map(([word]) => word);

/**
 * For each of some articles the one line that tells it from the others: a word of the message that it alone has, else what it
 * applies to, else its cause. Undefined where nothing does.
 */
export function differences(articles: readonly ReadArticle[], message: string): (Difference | undefined)[] {
  if (articles.length < 2) return articles.map(() => undefined);
  const bodies = articles.map(
    (article) => new Set(wordsOf(`${article.title}\n${bodyText(article)}`).map((word) => word.toLowerCase())),
  );
  const asked = [...new Map(wordsOf(message).map((word) => [word.toLowerCase(), word])).values()]
    .filter((word) => word.length > 2 && termsOf(word).length > 0)
    .slice(0, MOST_COMPARED);
  const only = bodies.map((body, at) =>
    asked.filter(
      (word) => body.has(word.toLowerCase()) && bodies.every((other, n) => n === at || !other.has(word.toLowerCase())),
    ),
  );
  const applies = articles.map(({ products, versions }) => [...products, ...versions].join(', '));
  const causes = articles.map(causeOf);
  return articles.map((_, at) => {
    const words = (only[at] ?? []).slice(0, MOST_WORDS).map(shownText);
    if (words.length > 0) return { by: 'words', words };
    if (isOwn(causes, at)) return { by: 'cause', cause: causes[at] ?? '' };
    if (isOwn(applies, at)) return { by: 'products', products: shownText(applies[at] ?? '').slice(0, LONGEST) };
    return undefined;
  });
}

const isOwn = (all: readonly string[], at: number) =>
  all[at] !== '' && all.every((one, other) => other === at || one !== all[at]);

/** The first sentence of its cause, or of its title: nothing that tells to do something. */
function causeOf(article: ReadArticle): string {
  const [first = ''] = bodyText({ sections: article.sections.map((one) => ({ ...one, heading: '' })) }, [
    'cause',
  ]).split('\n\n');
  const text = shownText(first).replace(/\s+/g, ' ').trim();
  const sentence = /^[^.]{1,160}\./.exec(text)?.[0] ?? text.slice(0, LONGEST);
  return risksIn(sentence).some((risk) => risk !== 'service') ? '' : sentence;
}
