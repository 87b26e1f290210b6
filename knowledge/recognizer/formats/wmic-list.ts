import { labelledReader } from './labelled-blocks.ts';

/** Reads `wmic ntevent … /format:list`, Get-WmiObject and Log Parser: EventIdentifier, SourceName. */
export const readWmicList = labelledReader((labels) =>
  ['eventidentifier', 'sourcename', 'eventcode'].some((label) => labels.has(label)),
);
