import { labelledReader } from './labelled-blocks.ts';

/** Reads "Copy Details as Text" of Windows Vista and later, with or without the Event Xml below it, in any of our languages. */
export const readWindowsVistaCopy = labelledReader(
  (labels) =>
    !['event[', 'logfile', 'providername'].some((label) => labels.has(label)) &&
    (labels.has('@log') || labels.has('@xml') || labels.has('taskcategory')),
);
