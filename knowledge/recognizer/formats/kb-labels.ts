import { labelledReader } from './labelled-blocks.ts';

/** Reads an event as Knowledge Base articles and tickets print it: an id with or without a colon, other labels in any order, some missing. */
export const readKbLabels = labelledReader((labels) => labels.size > 0);
