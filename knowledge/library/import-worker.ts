import type { SourceFile } from './imported-article.ts';
import { type FileRead, type ReadAs, readFile } from './read-file.ts';

/** Reads files in a thread of its own. The articles themselves stay there: they lie compressed in what goes back. */
export default function work({ files, as }: { files: SourceFile[]; as: ReadAs }): FileRead[] {
  return files.map((file) => ({ ...readFile(file, as), read: [] }));
}
