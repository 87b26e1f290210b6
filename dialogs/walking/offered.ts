import { isEvidence } from '../../knowledge/evidence/evidence-index.ts';
import { plainUtterance } from '../../knowledge/recognizer/utterance.ts';
import { words } from '../../knowledge/vocabulary/words.ts';
import { hear, type Words } from '../reading/heard.ts';
import type { At } from './at.ts';
import type { Case } from './case.ts';

/** "Did you mean …?" is answered with "yes": then what was meant counts as said. */
export function heardWithOffer(kept: Case, heard: Words): Words {
  const { answer, result, utterance } = heard;
  // The name alone says yes to "if it is event 4094 of …".
  const names = result.named.some((name) => kept.offered?.includes(name)) && result.events.length === 0;
  const says = !utterance.pressed && ((answer.kind === 'yes' && answer.exact) || names);
  return says && kept.offered !== undefined ? hear(plainUtterance(kept.offered)) : heard;
}

/** What a "yes" to the reply would mean; undefined when the reply asks nothing of the kind. */
export function offerOf({ knowledge, case: kept }: At, { result }: Pick<Words, 'result'>): string | undefined {
  if (result.events.length > 0) return undefined;
  const [guess, ...guesses] = result.guesses;
  if (guess && guesses.length === 0) return guess.means;
  if (kept.cursor || kept.known.events.length > 0) return undefined;
  const ids = new Set(result.bareNumbers.map((one) => one.value).filter((id) => isEvidence(knowledge.index, id)));
  const [id] = ids;
  const [spoken] = words().sources.spoken;
  return ids.size === 1 && spoken ? `event ${id} from ${spoken.source}` : undefined;
}
