import type { Article } from '../../../knowledge/article.ts';
import type { ArticleMatch } from '../../../knowledge/match-articles.ts';
import type { Question } from '../../../knowledge/question.ts';
import type { At } from '../../walking/at.ts';
import { separatingQuestion } from '../../walking/separating-question.ts';
import { questionReply, reply } from '../compose-reply.ts';
import { CHOICES, text } from '../phrases.ts';
import { asks } from '../phrases-asks.ts';
import type { Block, Reply } from '../reply.ts';

export const listed = (articles: readonly Article[]): Block => ({
  kind: 'list',
  items: articles.map(({ id, title }) => asks.soundsItem(id, title)),
});

export const articlesOf = ({ knowledge }: At, ids: readonly string[]): Article[] =>
  ids.flatMap((id) => knowledge.articles.get(id) ?? []);

/** Whether what was answered rules an article out: it lists the answer against itself, or does not cover the version. */
function ruledOut({ answers }: At, { evidence, versions }: Article): boolean {
  const version = answers.get('version');
  if (version !== undefined && version !== 'unknown' && versions.length > 0 && !versions.includes(version)) return true;
  return evidence.against.some((item) => item.question !== undefined && answers.get(item.question) === item.option);
}

/** Those that an answer speaks for come first. */
const spokenFor = ({ answers }: At, { evidence }: Article): number =>
  evidence.for.filter((item) => item.question !== undefined && answers.get(item.question) === item.option).length;

/** "This sounds like …": the articles that words alone suggest, and the question that tells them apart. */
export function soundsReply(at: At): { reply: Reply; asked: Question | undefined } {
  const all = articlesOf(at, at.case.sounds ?? []);
  const left = all.filter((article) => !ruledOut(at, article));
  const articles = (left.length > 0 ? left : all).toSorted((a, b) => spokenFor(at, b) - spokenFor(at, a));
  const candidates = articles.map(
    (article): ArticleMatch => ({ article, confidence: 1 / articles.length, evidence: [], missing: [] }),
  );
  const asked = articles.length > 1 ? separatingQuestion(at.knowledge, at.answers, candidates) : undefined;
  const asking = asked && questionReply(asked);
  const blocks: Block[] = [
    text(articles.length > 1 ? asks.sounds : asks.soundsOne),
    listed(articles),
    ...(asking ? [text(asks.soundsAsk), text(`**${asking.title}**`), ...asking.blocks] : []),
    text(asks.soundsPaste),
  ];
  const open = articles.map(({ id }) => CHOICES.goTo(id));
  return { reply: reply('choose', asks.soundsTitle, blocks, [...(asking?.choices ?? []), ...open]), asked };
}
