import { z } from 'zod';
import { Conversation, KNOWLEDGE } from '../dialogs/conversation.ts';
import { FIRST_HALF, judged, pairs, SECOND_HALF } from '../fixtures/intent-utterances.ts';
import { SYMPTOMS, told } from '../fixtures/symptoms.ts';
import { missedOf, sharedLines, sharedTurns, TURNS, type TurnCase } from '../fixtures/turns.ts';

interface Case {
  text: string;
  /** an article, or undefined where nothing may be offered */
  article: string | undefined;
}

const SharedSymptom = z.looseObject({ text: z.string(), expect: z.object({ article: z.string() }) });
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

/** Which articles a reply offers, names or opens; a failure told in words is asked about in the running conversation. */
async function offeredTo(text: string): Promise<string[]> {
  const conversation = new Conversation();
  const { screen, choices, blocks } = await conversation.say(text);
  const listed = blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));
  const named = [...listed, ...choices.map(({ label }) => label)].flatMap((line) => articleIn(line) ?? []);
  return [...new Set([...('article' in screen && screen.article ? [screen.article] : []), ...named])];
}

async function symptoms(print: (line: string) => void, name: string, cases: readonly Case[]): Promise<void> {
  const tried: (Case & { offered: string[] })[] = [];
  for (const one of cases) tried.push({ ...one, offered: await offeredTo(one.text) });
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

async function turns(print: (line: string) => void, name: string, cases: readonly TurnCase[]): Promise<void> {
  const tried: { name: string; missed: string[] }[] = [];
  for (const one of cases) tried.push({ name: one.name, missed: await missedOf(one) });
  const wrong = tried.filter(({ missed }) => missed.length > 0);
  print(`turns, ${name}: ${tried.length - wrong.length} of ${tried.length} right`);
  for (const one of wrong) print(`  wrong: ${one.name}: ${one.missed.join('; ')}`);
}

const articleIn = (text: string) => /\bQ\d{6}\b/.exec(text)?.[0];

/** What people ask: intents, failures told in words, turns of a conversation; those beside the repository as well, when they are there. */
export async function run(print: (line: string) => void): Promise<void> {
  intents(print);
  await symptoms(print, 'at hand while the wordings were written', told(SYMPTOMS.first));
  await symptoms(print, 'written afterwards', told(SYMPTOMS.second));
  await symptoms(
    print,
    'of something else',
    SYMPTOMS.nothing.map((text) => ({ text, article: undefined })),
  );
  const others = sharedLines('symptoms.jsonl').map((line) => {
    const { text, expect } = SharedSymptom.parse(line);
    return { text, article: articleIn(expect.article) };
  });
  if (others.length > 0) await symptoms(print, 'beside the repository', others);
  await turns(print, 'of strangers', TURNS);
  const beside = sharedTurns();
  if (beside.length > 0) await turns(print, 'beside the repository', beside);
}
