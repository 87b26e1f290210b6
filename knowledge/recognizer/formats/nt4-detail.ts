import { labelledReader } from './labelled-blocks.ts';

/** Reads the Event Detail dialog of Windows NT 3.51 and 4.0, two fields a line, as people retype it (KB Q169223 prints one). */
export const readNt4Detail = labelledReader(
  (labels) => labels.has('date') && (labels.has('time') || labels.has('computer')) && labels.has('source'),
);
