import { labelledReader } from './labelled-blocks.ts';

/** Reads Format-List of Get-EventLog and Get-WinEvent, which show the id with high bits as InstanceId. */
export const readPowershellList = labelledReader((labels) =>
  ['instanceid', 'providername', 'entrytype', 'leveldisplayname'].some((label) => labels.has(label)),
);
