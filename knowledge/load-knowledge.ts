import { createHash } from 'node:crypto';
import path from 'node:path';
import type { z } from 'zod';
import { looseEnds, type Names } from './article/references.ts';
import { Article } from './article.ts';
import { Common, commonThings } from './common.ts';
import { type EvidenceIndex, indexEvidence } from './evidence/evidence-index.ts';
import { BUILT_IN, type FolderFiles, readFolderFiles } from './folder/folder-files.ts';
import { joinOwn, type OwnKnowledge, type OwnRead, readOwn } from './folder/own-knowledge.ts';
import type { FolderPicture } from './folder/pictures.ts';
import { codeId, kept } from './kept.ts';
import { type Overrides, readOverrides } from './library/overrides.ts';
import type { Shelf } from './library/shelf.ts';
import { type Question, Questions } from './question.ts';
import { type Service, Services } from './services.ts';
import { builtInTopics } from './topics.ts';
import { joined, type Vocabulary, VocabularyFile } from './vocabulary/vocabulary-file.ts';
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
  /** what products are called, and how people and logs speak of them */
  vocabulary: Vocabulary;
  /** the pictures of the folders, by how articles name them */
  pictures?: ReadonlyMap<string, FolderPicture>;
}
export type Loaded = { ok: true; knowledge: Knowledge } | { ok: false; problems: string[] };

export { BUILT_IN } from './folder/folder-files.ts';

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
  vocabulary: Vocabulary[];
  own: OwnRead;
  pictures: ReadonlyMap<string, FolderPicture>;
  problems: string[];
}

function readPart<T extends z.ZodType>(
  { files }: FolderFiles,
  name: string,
  told: (name: string) => string,
  schema: T,
): { value?: z.output<T>; problems: string[] } {
  const text = files.get(name);
  if (text === undefined) return { problems: [] };
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

const ARTICLE = /^articles\/(.+)\.yaml$/;

function readFolder(folder: FolderFiles, told: (name: string) => string): Folder {
  const articles = [...folder.files].flatMap(([name, text]) => {
    const id = ARTICLE.exec(name)?.[1];
    return id === undefined ? [] : [draftOf({ name: told(name), text }, id)];
  });
  const questions = readPart(folder, 'questions.yaml', told, Questions);
  const services = readPart(folder, 'services.yaml', told, Services);
  const common = readPart(folder, 'common.yaml', told, Common);
  const vocabulary = readPart(folder, 'vocabulary.yaml', told, VocabularyFile);
  const imported = readOverrides(folder, told);
  const own = readOwn(folder, told);
  const pictures = [...folder.pictures];
  return {
    articles,
    overrides: imported.overrides,
    own,
    pictures: new Map(pictures.flatMap(([name, one]) => (typeof one === 'string' ? [] : [[name, one] as const]))),
    vocabulary: vocabulary.value ? [vocabulary.value] : [],
    common: common.value ? [common.value] : [],
    questions: questions.value ?? [],
    services: services.value ?? [],
    problems: [
      ...questions.problems,
      ...services.problems,
      ...common.problems,
      ...vocabulary.problems,
      ...imported.problems,
      ...own.problems,
      ...pictures.flatMap(([name, one]) =>
        typeof one === 'string' ? [`${told(`pictures/${name}`)}:1 (whole file) — ${one}`] : [],
      ),
    ],
  };
}

/** What any machine with Windows logs: it is no product's, so it counts where the built-in articles are left out as well. */
function windowsCommon(): z.output<typeof Common>[] {
  const { value } = readPart(readFolderFiles(BUILT_IN), 'common.yaml', (name) => name, Common);
  return value ? [value] : [];
}

/** The names of settings, and how screens call them, are words as well. */
function withArticles(vocabulary: Vocabulary, own: OwnKnowledge, articles: readonly Article[]): Vocabulary {
  const names = articles.flatMap(({ settings }) =>
    settings.flatMap(({ value, otherSpellings }) => [value, ...otherSpellings.map((one) => one.value)]),
  );
  const known = new Set([...vocabulary.settings.names, ...names.map((name) => name.toLowerCase())]);
  return { ...vocabulary, own, settings: { ...vocabulary.settings, names: [...known] } };
}

/** Of two with the same name, the one of the later folder, at the place of the first. */
function latest<T>(all: readonly T[], name: (one: T) => string): T[] {
  return [...new Map(all.map((one) => [name(one), one])).values()];
}

/**
 * Reads folders of knowledge in order: `articles/**.yaml`, `questions.yaml`, `services.yaml`, `common.yaml`, `vocabulary.yaml`,
 * `topics/`, `events/`, `codes/`, `pictures/` and `overrides/`, each part optional. What has the same name as something of an earlier folder takes its place.
 * @returns the knowledge, or every problem at once, one sentence each. Throws only when a folder cannot be read.
 */
export function loadKnowledge(folders: string | readonly string[] = BUILT_IN): Loaded {
  const list = typeof folders === 'string' ? [folders] : folders;
  return knowledgeOf(list.map(readFolderFiles));
}

/** {@link loadKnowledge} of folders that were read already. */
export function knowledgeOf(folders: readonly FolderFiles[]): Loaded {
  const list = folders.map(({ folder }) => folder);
  const read = folders.map((one) =>
    readFolder(one, (name) => (list.length > 1 ? `${path.basename(one.folder)}/${name}` : name)),
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
    topics: [...builtInTopics().keys(), ...read.flatMap(({ own }) => [...own.topics.keys()])],
    pictures: read.flatMap((one) => [...one.pictures.keys()]),
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
  const answered = new Set([...articles.values()].flatMap(({ answers }) => Object.keys(answers)));
  const own = joinOwn(
    read.map((one) => one.own),
    [...answered],
  );
  const vocabulary = withArticles(joined(read.flatMap((one) => one.vocabulary)), own, [...articles.values()]);
  const pictures = new Map(read.flatMap((one) => [...one.pictures]));
  return {
    ok: true,
    knowledge: {
      articles,
      questions,
      services,
      index,
      vocabulary,
      ...(overrides.size > 0 && { overrides }),
      ...(pictures.size > 0 && { pictures }),
    },
  };
}

/**
 * {@link knowledgeOf} what comes with Faultline, out of what an earlier start has kept, as long as no file of it and no code
 * has changed. Other folders are checked each time: what counts for them lies in several places.
 */
export function keptKnowledge(folders: readonly FolderFiles[]): Loaded {
  const [own, ...others] = folders;
  const isOwn = own?.folder === BUILT_IN && own.pictures.size === 0 && others.length === 0;
  if (!own || !isOwn) return knowledgeOf(folders);
  return kept(
    'knowledge',
    [codeId(), ...builtInTopics().keys(), ...[...own.files].flat()],
    () => knowledgeOf(folders),
    isLoaded,
  );
}

const isLoaded = (value: unknown): value is Loaded => typeof value === 'object' && value !== null && 'ok' in value;

/** The article that somebody names, in whatever case. */
export function articleNamed(knowledge: Knowledge, id: string): Article | undefined {
  const exact = knowledge.articles.get(id);
  if (exact) return exact;
  const wanted = id.toLowerCase();
  return [...knowledge.articles.values()].find((article) => article.id.toLowerCase() === wanted);
}
