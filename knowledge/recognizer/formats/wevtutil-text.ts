import { labelledReader } from './labelled-blocks.ts';

/** Reads `wevtutil qe /f:text`: `Event[0]:` (no colon in newer builds), indented labels, the text at the margin. */
export const readWevtutilText = labelledReader((labels) => labels.has('event['));
