import type { FoundEvent } from '../formats/paste-reader.ts';

/** A record of a binary log as an event; whoever folds the records of a log says which reader read them. */
export type FoundRecord = Omit<FoundEvent, 'shape'>;
