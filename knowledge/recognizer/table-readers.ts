import type { PasteReader } from './paste-reader.ts';

/** The readers of tables, structured exports and binary files, most specific first. */
export const TABLE_READERS: readonly { shape: string; read: PasteReader }[] = [];
