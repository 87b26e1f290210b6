import { type Knowledge, loadKnowledge } from '../knowledge/load-knowledge.ts';

/**
 * The articles of KNOWLEDGE_DIR, or those that come with Faultline.
 * Throws an Error for the operator: which line to mend, or that the folder cannot be read.
 */
export function readKnowledge(folder: string | undefined): Knowledge {
  let loaded: ReturnType<typeof loadKnowledge>;
  try {
    loaded = folder === undefined ? loadKnowledge() : loadKnowledge(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new Error(
      `The articles cannot be read${code}. Set KNOWLEDGE_DIR to a folder with questions.yaml and articles/, or leave it out.`,
      { cause: error },
    );
  }
  if (!loaded.ok) throw new Error(['The articles have problems:', ...loaded.problems].join('\n'));
  return loaded.knowledge;
}
