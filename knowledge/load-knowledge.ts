import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Article, When } from './article.ts';
import { type EvidenceIndex, indexEvidence } from './evidence-index.ts';
import { type Question, Questions, UNKNOWN_ANSWER, VALUE_QUESTION } from './question.ts';
import { serviceNamed } from './services.ts';
import { readYaml } from './yaml-file.ts';

/** The articles and all that belongs to them, checked. */
export interface Knowledge {
  articles: ReadonlyMap<string, Article>;
  questions: ReadonlyMap<string, Question>;
  index: EvidenceIndex;
}
export type Loaded = { ok: true; knowledge: Knowledge } | { ok: false; problems: string[] };

const HERE = path.dirname(fileURLToPath(import.meta.url));

function readArticle(folder: string, file: string) {
  const source = readFileSync(path.join(folder, 'articles', file));
  const read = readYaml(`articles/${file}`, source.toString('utf8'), Article);
  if (!read.ok) return read;
  if (`${read.value.id}.yaml` !== file)
    return {
      ok: false as const,
      problems: [`articles/${file}:1 id — is ${read.value.id}; the file must be called ${read.value.id}.yaml`],
    };
  const revision = createHash('sha256').update(source).digest('hex').slice(0, 12);
  return { ok: true as const, value: { ...read.value, revision } };
}

/** Every condition of an article, wherever it stands. */
function whenOf(part: unknown): [question: string, options: string[]][] {
  if (Array.isArray(part)) return part.flatMap(whenOf);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, inner]) => {
    const when = key === 'when' ? When.safeParse(inner).data : undefined;
    return when ? Object.entries(when) : whenOf(inner);
  });
}

/** What an article names outside itself and nobody has: questions, options, articles, services. */
function loose(
  article: Article,
  articles: ReadonlyMap<string, Article>,
  questions: ReadonlyMap<string, Question>,
): string[] {
  const at = (key: string, what: string) => `articles/${article.id}.yaml:1 ${key} — ${what}`;
  const asked = article.questions
    .filter((id) => !questions.has(id))
    .map((id) => at('questions', `there is no question ${id} in questions.yaml`));
  const options = [...article.evidence.for, ...article.evidence.against].flatMap((item) => {
    if (item.question === undefined || item.question === VALUE_QUESTION) return [];
    const known = questions.get(item.question)?.options.some((option) => option.id === item.option);
    return known ? [] : [at('evidence', `questions.yaml has no ${item.question} with the option ${item.option}`)];
  });
  const conditions = whenOf(article).flatMap(([question, wanted]) =>
    wanted
      .filter((id) => id !== UNKNOWN_ANSWER && !questions.get(question)?.options.some((option) => option.id === id))
      .map((id) => at('when', `questions.yaml has no ${question} with the option ${id}`)),
  );
  const led = [
    ...article.otherVersions.flatMap((other) => (other.article ? [other.article] : [])),
    ...article.steps.flatMap((step) => ('article' in step ? [step.article] : [])),
    ...(article.sameFailureAs ? [article.sameFailureAs] : []),
  ]
    .filter((id) => !articles.has(id))
    .map((id) => at('article', `there is no article ${id}; add knowledge/articles/${id}.yaml or name another`));
  const services = article.steps
    .flatMap((step) => ('restart' in step ? step.restart : []))
    .flatMap((name) => {
      const service = serviceNamed(name);
      if (!service) return [at('restart', `services.yaml has no service ${name}`)];
      return service.keepRunning ? [at('restart', `${name} must keep running; everything depends on it`)] : [];
    });
  return [...asked, ...options, ...conditions, ...led, ...services];
}

/**
 * Reads `questions.yaml` and `articles/*.yaml` below a folder.
 * @returns the knowledge, or every problem at once, one sentence each. Throws only when the folder cannot be read.
 */
export function loadKnowledge(folder: string = HERE): Loaded {
  const asked = readYaml('questions.yaml', readFileSync(path.join(folder, 'questions.yaml'), 'utf8'), Questions);
  const files = readdirSync(path.join(folder, 'articles'))
    .filter((file) => file.endsWith('.yaml'))
    .sort();
  const read = files.map((file) => readArticle(folder, file));
  const problems = [asked, ...read].flatMap((one) => (one.ok ? [] : one.problems));
  const articles = new Map(read.flatMap((one) => (one.ok ? [[one.value.id, one.value] as const] : [])));
  const questions = new Map(asked.ok ? asked.value.map((question) => [question.id, question] as const) : []);
  if (problems.length === 0) problems.push(...[...articles.values()].flatMap((one) => loose(one, articles, questions)));
  if (problems.length === 0 && articles.size === 0)
    problems.push('articles:1 (folder) — holds no article; add at least one');
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, knowledge: { articles, questions, index: indexEvidence([...articles.values()]) } };
}
