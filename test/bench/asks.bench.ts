import { existsSync, readFileSync } from 'node:fs';
import { finderOf } from '../../knowledge/finding/finder.ts';
import { KNOWLEDGE } from '../dialogs/conversation.ts';
import { FIRST_HALF, judged, pairs, SECOND_HALF } from '../fixtures/intent-utterances.ts';
import { SYMPTOMS, told } from '../fixtures/symptoms.ts';

interface Case {
  text: string;
  /** an article, or undefined where nothing may be offered */
  article: string | undefined;
}

const SHARED = new URL('../../../shared/cases/', import.meta.url);
const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

function intents(print: (line: string) => void): void {
  for (const [name, half] of [
    ['at hand while they were taught', FIRST_HALF],
    ['written afterwards', SECOND_HALF],
  ] as const) {
    const said = pairs(half).map(judged);
    const of = (is: string) => percent(said.filter((one) => one.is === is).length, said.length);
    print(`intents, ${said.length} ${name}: ${of('right')} right, ${of('wrong')} wrong, ${of('asked')} asked about`);
    for (const { is, intent, got, between, text } of said)
      if (is !== 'right') print(`  ${is}: ${intent}, ${got.join('+') || between.join(' or ') || 'nothing'}: ${text}`);
  }
}

function symptoms(print: (line: string) => void, name: string, cases: readonly Case[]): void {
  const { find } = finderOf(KNOWLEDGE);
  const tried = cases.map((one) => ({ ...one, offered: find(one.text).map(({ article }) => article) }));
  const wanted = ({ article }: Case) => KNOWLEDGE.articles.get(article ?? '')?.sameFailureAs ?? article;
  const first = tried.filter((one) => one.offered[0] === wanted(one));
  const missed = tried.filter((one) => {
    const article = wanted(one);
    return article === undefined ? one.offered.length > 0 : !one.offered.includes(article);
  });
  print(`symptoms, ${name}: ${tried.length - missed.length} of ${tried.length} right, ${first.length} of them first`);
  for (const { article, offered, text } of missed)
    print(`  missed: ${article}, offered ${offered.join(', ') || 'nothing'}: ${text}`);
}

/** The cases of a file beside the repository; empty when it is not there. */
function shared(file: string): Record<string, unknown>[] {
  const place = new URL(file, SHARED);
  if (!existsSync(place)) return [];
  return readFileSync(place, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Record<string, unknown> => JSON.parse(line));
}

const articleIn = (text: string) => /\bQ\d{6}\b/.exec(text)?.[0];

/** What people ask: intents, failures told in words; those beside the repository as well, when they are there. */
export async function run(print: (line: string) => void): Promise<void> {
  intents(print);
  symptoms(print, 'at hand while the wordings were written', told(SYMPTOMS.first));
  symptoms(print, 'written afterwards', told(SYMPTOMS.second));
  symptoms(
    print,
    'of something else',
    SYMPTOMS.nothing.map((text) => ({ text, article: undefined })),
  );
  const others = shared('symptoms.jsonl').map((one) => ({
    text: String(one['text']),
    article: articleIn(JSON.stringify(one['expect'])),
  }));
  if (others.length > 0) symptoms(print, 'beside the repository', others);
}
