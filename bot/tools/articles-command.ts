import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { NEW_ARTICLE_QUESTIONS, type NewArticleAnswers, newArticle } from '../../knowledge/article/new-article.ts';
import { type PastesTried, tryPastes } from '../../knowledge/article/try-pastes.ts';
import { ArticleId } from '../../knowledge/article.ts';
import { type FolderFiles, markOf } from '../../knowledge/folder/folder-files.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { readIntents } from '../../knowledge/recognizer/intents/classify-intent.ts';
import { speaking } from '../../knowledge/vocabulary/words.ts';
import { knowledgeFolder } from '../config.ts';
import { folderUnread, knowledgeFolders, tryKnowledge } from '../knowledge/read-knowledge.ts';
import { printable } from '../printable.ts';
import { HELP_OPTION, readOptions, UsageError } from '../turns/usage.ts';
import type { Streams } from './diagnose-command.ts';

const HELP = `Checks folders of knowledge: every file, and that each sample leads to its article.

  npm run articles [FOLDER …]
  npm run articles -- [FOLDER …] --watch
  npm run articles -- new ID [FOLDER]

FOLDER holds articles/, topics/, events/, codes/, pictures/, overrides/,
questions.yaml, services.yaml, common.yaml and vocabulary.yaml, each part optional; several are read in order, and built-in is
the one that comes with Faultline. Without one, the folders of KNOWLEDGE_DIR are
checked. --watch checks again whenever a file changes, until Ctrl+C. new asks
five questions and writes FOLDER/articles/ID.yaml, which passes.

Ends with 0 when everything is right, 1 when something has to be mended, and 2
when nothing could be checked.
`;

const OPTIONS = { watch: { type: 'boolean' }, ...HELP_OPTION } as const;

/** What the command reads and writes; `stdin` for the five questions. */
export interface ArticlesIo extends Pick<Streams, 'stdout' | 'stderr'> {
  stdin: Readable;
  /** ends a watch */
  signal?: AbortSignal;
}

/**
 * Runs `npm run articles`.
 * @param args what stands behind `--`
 * @returns the exit code; see `--help`
 */
export async function articlesCommand(args: string[], io: ArticlesIo): Promise<number> {
  try {
    const { values, positionals } = readOptions(args, OPTIONS);
    if (values.help) {
      io.stdout.write(HELP);
      return 0;
    }
    if (positionals[0] === 'new') return await writeNew(positionals.slice(1), io);
    const folders = knowledgeFolders(positionals.length > 0 ? positionals : knowledgeFolder());
    return values.watch ? await watch(folders, io) : check(folders, io);
  } catch (error) {
    io.stderr.write(`${printable(error instanceof Error ? error.message : String(error))}\n`);
    return 2;
  }
}

function check(folders: readonly string[], { stdout, stderr }: ArticlesIo): number {
  const read = tryKnowledge(folders);
  const tried = read.ok ? [...pastesOf(read.knowledge, read.files), ...topicsTried(read.knowledge)] : [];
  const problems = read.ok ? tried.flatMap((one) => one.problems) : read.problems;
  for (const problem of problems) stderr.write(`${printable(problem)}\n`);
  if (!read.ok || problems.length > 0) {
    stderr.write(`${problems.length} to be mended.\n`);
    return 1;
  }
  const all = [...read.knowledge.articles.values()];
  const samples = all.reduce((sum, one) => sum + one.samples.length, 0);
  const topics = [...(read.knowledge.vocabulary.own?.topics.values() ?? [])];
  const heldBack = [...all, ...topics].reduce((sum, one) => sum + one.heldBack.length, 0);
  const missed = tried.flatMap((one) => one.missed);
  for (const one of missed) stdout.write(`${printable(one)}\n`);
  stdout.write(
    `${all.length} articles are right: each of ${samples} samples leads to its article, and so do ${heldBack - missed.length} of ${heldBack} held-back pastes.\n${topics.length > 0 ? `${topics.length} topics are right: each of their utterances is heard as theirs.\n` : ''}`,
  );
  return 0;
}

/** Each utterance of a topic of the folders must be heard as that topic; those that were held back measure how well it is. */
function topicsTried({ vocabulary }: Knowledge): PastesTried[] {
  const heard = (text: string) => speaking(vocabulary, () => readIntents(text).intent?.name);
  return [...(vocabulary.own?.topics ?? [])].map(([name, { utterances, heldBack }]) => {
    const file = `topics/${name}.yaml:1`;
    const wrong = (texts: readonly string[], key: string) =>
      texts.flatMap((text, at) => {
        const other = heard(text);
        const told = other === undefined ? 'is not understood' : `is heard as ${other}`;
        return other === name ? [] : [`${file} ${key}[${at}] — "${text}" ${told}; write it in another way`];
      });
    return { problems: wrong(utterances, 'utterances'), missed: wrong(heldBack, 'heldBack') };
  });
}

function pastesOf(knowledge: Knowledge, folders: readonly FolderFiles[]): PastesTried[] {
  return folders.flatMap(({ folder, files }) =>
    [...files].flatMap(([name, text]) => {
      const id = /^articles\/(.+)\.yaml$/.exec(name)?.[1];
      const told = folders.length > 1 ? `${path.basename(folder)}/${name}` : name;
      return id === undefined ? [] : [tryPastes(knowledge, id, told, text)];
    }),
  );
}

const LOOK_MS = 300;

async function watch(folders: readonly string[], io: ArticlesIo): Promise<number> {
  let seen: string | undefined;
  while (!io.signal?.aborted) {
    const mark = lookAt(folders);
    if (mark !== seen) {
      seen = mark;
      check(folders, io);
      io.stdout.write('Waiting for the next change; Ctrl+C ends.\n');
    }
    await wait(LOOK_MS);
  }
  return 0;
}

function lookAt(folders: readonly string[]): string {
  try {
    return markOf(folders).mark;
  } catch (error) {
    return folderUnread(error);
  }
}

async function writeNew([id, named, ...more]: string[], io: ArticlesIo): Promise<number> {
  if (id === undefined || more.length > 0) throw new UsageError('new takes an ID and perhaps a folder; see --help.');
  const checked = ArticleId.safeParse(id);
  if (!checked.success) throw new UsageError(`${id}: ${checked.error.issues[0]?.message ?? 'is no id'}`);
  const folders = knowledgeFolders(named === undefined ? knowledgeFolder() : [named]);
  const folder = folders.at(-1) ?? '.';
  const file = path.join(folder, 'articles', `${id}.yaml`);
  if (existsSync(file)) throw new UsageError(`${file} is there already; choose another ID, or edit it.`);
  const text = newArticle(id, await answers(io));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: 'wx' });
  io.stdout.write(`Written: ${file}\n`);
  return check(folders, io);
}

/** Asks the questions one by one. Throws when the answers end before the questions do. */
async function answers({ stdin, stdout }: ArticlesIo): Promise<NewArticleAnswers> {
  const lines = createInterface({ input: stdin })[Symbol.asyncIterator]();
  const said: Record<string, string> = {};
  for (const { id, ask } of NEW_ARTICLE_QUESTIONS) {
    stdout.write(`${ask}\n> `);
    const { value, done } = await lines.next();
    const answer = done ? '' : String(value).trim();
    if (answer === '') throw new UsageError('Without an answer there is no article; nothing was written.');
    said[id] = answer;
  }
  const of = (id: keyof NewArticleAnswers) => said[id] ?? '';
  return { title: of('title'), names: of('names'), evidence: of('evidence'), look: of('look'), risk: of('risk') };
}
