import { collectorReply } from '../saying/interruption.ts';
import { said } from './outcome.ts';
import type { Rule } from './rule.ts';

/** What somebody runs who does not know what to paste. */
export const COLLECT: readonly Rule[] = [
  {
    id: 'collect',
    at: 'anywhere',
    on: 'order:collect',
    unless: 'the words answer the screen',
    so: 'offers the scripts that collect logs and settings',
    does: (at) => said(at, collectorReply(at)),
  },
];
