import path from 'node:path';
import { BUILT_IN, type Knowledge, type Loaded, loadKnowledge } from '../knowledge/load-knowledge.ts';

/** How KNOWLEDGE_DIR names the folder that comes with Faultline. */
const BUILT_IN_NAME = 'built-in';

/** The folders that KNOWLEDGE_DIR names, or the one that comes with Faultline. */
export function knowledgeFolders(named: readonly string[] | undefined): string[] {
  return (named ?? [BUILT_IN_NAME]).map((one) => (one === BUILT_IN_NAME ? BUILT_IN : path.resolve(one)));
}

/** What stands in the folders: knowledge, or every problem. Problems of the folders themselves are among them. */
export function tryKnowledge(folders: readonly string[]): Loaded {
  try {
    return loadKnowledge(folders);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    const where = error instanceof Error && 'path' in error ? ` ${String(error.path)}` : '';
    return {
      ok: false,
      problems: [
        `The folder${where} cannot be read${code}. Set KNOWLEDGE_DIR to folders of knowledge, or leave it out.`,
      ],
    };
  }
}

/**
 * The knowledge of KNOWLEDGE_DIR, or what comes with Faultline.
 * Throws an Error for the operator: which line to mend, or that a folder cannot be read.
 */
export function readKnowledge(named: readonly string[] | undefined): Knowledge {
  const loaded = tryKnowledge(knowledgeFolders(named));
  if (!loaded.ok) throw new Error(['The articles have problems:', ...loaded.problems].join('\n'));
  return loaded.knowledge;
}
