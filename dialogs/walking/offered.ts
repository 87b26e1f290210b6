import { isEvidence } from '../../knowledge/evidence/evidence-index.ts';
import { plainUtterance } from '../../knowledge/recognizer/utterance.ts';
import { words } from '../../knowledge/vocabulary/words.ts';
import { hear, type Words } from '../reading/heard.ts';
import type { At } from './at.ts';
import { asksNumber } from './form.ts';

/** One of two, by its place among the buttons. */
const PLACES = [
  /^(?:the )?(?:1|first|former|upper)(?: one)?[.)]?$/i,
  /^(?:the )?(?:2|second|latter|lower)(?: one)?[.)]?$/i,
];

/** "Did you mean …?" is answered with "yes", or with the place of what was meant: then that counts as said. */
export function heardWithOffer(at: At, heard: Words): Words {
  const { answer, result, text, utterance } = heard;
  const { offered, between = [] } = at.case;
  if (utterance.pressed) return heard;
  const yes = answer.kind === 'yes' && answer.exact;
  // The name alone says yes to "if it is event 4094 of …".
  const names = result.named.some((name) => offered?.includes(name)) && result.events.length === 0;
  const place = asksNumber(at) ? -1 : PLACES.findIndex((one) => one.test(text));
  const meant = yes && between.length === 1 ? between[0] : between[place];
  const said = meant ?? (yes || names ? offered : undefined);
  return said === undefined ? heard : hear(plainUtterance(said));
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
