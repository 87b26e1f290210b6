import { labelledReader } from './labelled-blocks.ts';

/** Reads `eventquery.vbs /FO LIST`. */
export const readEventqueryList = labelledReader(
  (labels) => labels.has('event') && (labels.has('datetime') || labels.has('computername')),
);
