import type { DataRequest } from '../case-turn.ts';
import { inPassing, missedReply } from '../saying/interruption.ts';
import { text } from '../saying/phrases.ts';
import type { Block, Choice, Reply } from '../saying/reply.ts';
import type { At } from '../walking/at.ts';
import type { Outcome } from './rule.ts';

/** The place where the case stands is shown, with this said before it. */
export const show = (at: At, ...say: string[]): Outcome => ({ at, lead: say.map(text) });
export const showAfter = (at: At, lead: readonly Block[]): Outcome => ({ at, lead });

/** This is said, and the case stands where it stood. */
export const said = (at: At, reply: Reply, asks?: DataRequest): Outcome => ({
  at,
  lead: [],
  reply,
  ...(asks && { asks }),
});

/** Something is noted, and the rules below go on with the rest of what was said. */
export const noted = (at: At, lead: readonly Block[]): Outcome => ({ at, lead, goesOn: true });

/**
 * Not understood: one line and the buttons of the place, as the card above it still says the rest. A warning is said again
 * whole, since the agreement stands only beside it.
 */
export const missed = (at: At, say: string): Outcome =>
  at.open?.screen.kind === 'warning' ? show(at, say) : said(at, missedReply(at, say));

export const passing = (at: At, title: string, say: readonly string[], choices: Choice[] = []): Outcome =>
  said(at, inPassing(at, title, say.map(text), choices));
