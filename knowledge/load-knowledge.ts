import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { looseEnds, type Names } from './article/references.ts';
import { Article } from './article.ts';
import { Common, commonThings } from './common.ts';
import { type EvidenceIndex, indexEvidence } from './evidence/evidence-index.ts';
import { type Overrides, readOverrides } from './library/overrides.ts';
import type { Shelf } from './library/shelf.ts';
import { type Question, Questions } from './question.ts';
import { type Service, Services } from './services.ts';
import { topics } from './topics.ts';
import { readYaml, tellProblems } from './yaml-file.ts';

/** The articles and all that belongs to them, checked. Plain data: it crosses to other threads. */
export interface Knowledge {
  articles: ReadonlyMap<string, Article>;
  questions: ReadonlyMap<string, Question>;
  services: readonly Service[];
  index: EvidenceIndex;
  /** what the site says of imported articles without writing them anew */
  overrides?: Overrides;
  /** the imported articles, where a conversation has them; of this thread alone */
  shelf?: Shelf;
}
export type Loaded = { ok: true; knowledge: Knowledge } | { ok: false; problems: string[] };

/** The knowledge that comes with Faultline. */
export const BUILT_IN = path.dirname(fileURLToPath(import.meta.url));

/** A file of a folder of knowledge, with what its problems are told under. */
interface Source {
  name: string;
  text: string;
}

/** An article as it was written, and what became of it. */
interface Draft extends Source {
  /** by its file */
  id: string;
  raw: unknown;
  article: Article | undefined;
  problems: string[];
}

/** What stands in one folder; each part may be missing. */
interface Folder {
  articles: Draft[];
  questions: Question[];
  services: Service[];
  common: z.output<typeof Common>[];
  overrides: Overrides;
  problems: string[];
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

function readPart<T extends z.ZodType>(
  folder: string,
  name: string,
  told: (name: string) => string,
  schema: T,
): { value?: z.output<T>; problems: string[] } {
  let text: string;
  try {
    text = readFileSync(path.join(folder, name), 'utf8');
  } catch (error) {
    if (isMissing(error)) return { problems: [] };
    throw error;
  }
  const read = readYaml(told(name), text, schema);
  return read.ok ? { value: read.value, problems: [] } : { problems: read.problems };
}

function draftOf(file: Source, id: string): Draft {
  const read = readYaml(file.name, file.text, Article);
  if (!read.ok) return { ...file, id, raw: read.raw, article: undefined, problems: read.problems };
  const revision = createHash('sha256').update(file.text).digest('hex').slice(0, 12);
  const article = { ...read.value, revision };
  const problems =
    article.id === id
      ? []
      : tellProblems(file.name, file.text, [
          { path: ['id'], message: `is ${article.id}; the file must be called ${article.id}.yaml` },
        ]);
  return { ...file, id, raw: read.raw, article, problems };
}

function articleFiles(folder: string): string[] {
  try {
    return readdirSync(path.join(folder, 'articles'), { recursive: true, encoding: 'utf8' })
      .map((file) => file.split(path.sep).join('/'))
      .filter((file) => file.endsWith('.yaml'))
      .sort();
  } catch (error) {
    // Every part of a folder may be missing, the folder itself may not.
    if (isMissing(error) && readdirSync(folder)) return [];
    throw error;
  }
}

function readFolder(folder: string, told: (name: string) => string): Folder {
  const articles = articleFiles(folder).map((file) => {
    const text = readFileSync(path.join(folder, 'articles', file), 'utf8');
    return draftOf({ name: told(`articles/${file}`), text }, file.replace(/\.yaml$/, ''));
  });
  const questions = readPart(folder, 'questions.yaml', told, Questions);
  const services = readPart(folder, 'services.yaml', told, Services);
  const common = readPart(folder, 'common.yaml', told, Common);
  const imported = readOverrides(folder, told);
  return {
    articles,
    overrides: imported.overrides,
    common: common.value ? [common.value] : [],
    questions: questions.value ?? [],
    services: services.value ?? [],
    problems: [...questions.problems, ...services.problems, ...common.problems, ...imported.problems],
  };
}

/** What any machine with Windows logs: it is no product's, so it counts where the built-in articles are left out as well. */
function windowsCommon(): z.output<typeof Common>[] {
  const { value } = readPart(BUILT_IN, 'common.yaml', (name) => name, Common);
  return value ? [value] : [];
}

/** Of two with the same name, the one of the later folder, at the place of the first. */
function latest<T>(all: readonly T[], name: (one: T) => string): T[] {
  return [...new Map(all.map((one) => [name(one), one])).values()];
}

/**
 * Reads folders of knowledge in order: `articles/**.yaml`, `questions.yaml`, `services.yaml`, `common.yaml`, each part optional. What has
 * the same name as something of an earlier folder takes its place.
 * @returns the knowledge, or every problem at once, one sentence each. Throws only when a folder cannot be read.
 */
export function loadKnowledge(folders: string | readonly string[] = BUILT_IN): Loaded {
  const list = typeof folders === 'string' ? [folders] : folders;
  const read = list.map((folder) =>
    readFolder(folder, (name) => (list.length > 1 ? `${path.basename(folder)}/${name}` : name)),
  );
  const drafts = latest(
    read.flatMap((one) => one.articles),
    (draft) => draft.id,
  );
  const questions = new Map(read.flatMap((one) => one.questions).map((question) => [question.id, question] as const));
  const services = latest(
    read.flatMap((one) => one.services),
    (service) => service.name.toLowerCase(),
  );
  const names: Names = {
    articles: drafts.map((draft) => draft.id),
    questions: new Map([...questions].map(([id, { options }]) => [id, options.map((option) => option.id)])),
    services,
    topics: [...topics().keys()],
  };
  const broken = read.flatMap((one) => one.problems);
  const problems = [
    ...broken,
    // Against a file that cannot be read nothing can be held.
    ...drafts.flatMap(({ name, text, raw, problems: own }) => [
      ...own,
      ...(broken.length > 0 ? [] : tellProblems(name, text, looseEnds(raw, names))),
    ]),
  ];
  if (problems.length === 0 && drafts.length === 0)
    problems.push('articles:1 (folder) — holds no article; add at least one');
  if (problems.length > 0) return { ok: false, problems };
  const articles = new Map(drafts.flatMap(({ article }) => (article ? [[article.id, article] as const] : [])));
  const common = commonThings([
    ...(list.includes(BUILT_IN) ? [] : windowsCommon()),
    ...read.flatMap((one) => one.common),
  ]);
  const index = indexEvidence([...articles.values()], common);
  const overrides = new Map(read.flatMap((one) => [...one.overrides]));
  return {
    ok: true,
    knowledge: { articles, questions, services, index, ...(overrides.size > 0 && { overrides }) },
  };
}

/** The article that somebody names, in whatever case. */
export function articleNamed(knowledge: Knowledge, id: string): Article | undefined {
  const exact = knowledge.articles.get(id);
  if (exact) return exact;
  const wanted = id.toLowerCase();
  return [...knowledge.articles.values()].find((article) => article.id.toLowerCase() === wanted);
}
