import path from 'node:path';
import { type FolderFiles, readFolderFiles } from '../../knowledge/folder/folder-files.ts';
import { BUILT_IN, type Knowledge, keptKnowledge } from '../../knowledge/load-knowledge.ts';

/** How KNOWLEDGE_DIR names the folder that comes with Faultline. */
const BUILT_IN_NAME = 'built-in';

/** The folders that KNOWLEDGE_DIR names, or the one that comes with Faultline. */
export function knowledgeFolders(named: readonly string[] | undefined): string[] {
  return (named ?? [BUILT_IN_NAME]).map((one) => (one === BUILT_IN_NAME ? BUILT_IN : path.resolve(one)));
}

/** Knowledge with the files that it was made of, or every problem. */
export type KnowledgeRead =
  | { ok: true; knowledge: Knowledge; files: FolderFiles[] }
  | { ok: false; problems: string[] };

/** What stands in the folders. Problems of the folders themselves are among the problems. */
export function tryKnowledge(folders: readonly string[]): KnowledgeRead {
  try {
    const files = folders.map(readFolderFiles);
    const loaded = keptKnowledge(files);
    return loaded.ok ? { ...loaded, files } : loaded;
  } catch (error) {
    return { ok: false, problems: [folderUnread(error)] };
  }
}

/** What to do about a folder that cannot be read, in one sentence. */
export function folderUnread(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  const where = error instanceof Error && 'path' in error ? ` ${String(error.path)}` : '';
  return `The folder${where} cannot be read${code}. Set KNOWLEDGE_DIR to folders of knowledge, or leave it out.`;
}

/** What an operator is told who has to mend articles. */
export const problemsTold = (problems: readonly string[]): string =>
  ['The articles have problems:', ...problems].join('\n');

/**
 * The knowledge of KNOWLEDGE_DIR, or what comes with Faultline.
 * Throws an Error for the operator: which line to mend, or that a folder cannot be read.
 */
export function readKnowledge(named: readonly string[] | undefined): Knowledge {
  const loaded = tryKnowledge(knowledgeFolders(named));
  if (!loaded.ok) throw new Error(problemsTold(loaded.problems));
  return loaded.knowledge;
}
