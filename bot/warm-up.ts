import { newCase } from '../dialogs/walking/case.ts';
import { plainUtterance } from '../knowledge/recognizer/utterance.ts';
import type { Converse } from './converse.ts';
import { courtesy } from './http/courtesy.ts';

/** What people say first: each needs something that is loaded or built when it is first needed. */
const SAID = [
  'hello',
  'event 1000 and event 7031',
  'what does 0x80004005 mean',
  'it has not worked since this morning',
];

/**
 * Talks to itself, so that what a first turn needs is loaded before somebody asks; one exchange after the other, each in a moment
 * in which nobody waits for an answer. Nothing of it is kept.
 */
export async function warmUp(converse: Converse, isOver: () => boolean): Promise<void> {
  for (const said of [undefined, ...SAID]) {
    await courtesy.giveWay();
    if (isOver()) return;
    const now = new Date();
    await converse(newCase(now), said === undefined ? undefined : plainUtterance(said), now);
  }
}
