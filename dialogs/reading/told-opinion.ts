import type { Opinion } from '../saying/reply.ts';
import type { Words } from './heard.ts';

/** A thumb, drawn or spelt, or a mark for the answer: what is typed counts as the button under an answer does. */
const LIKES =
  /👍|👏|💯|\bthumbs? up\b|\b(?:good|great|nice|helpful|useful|perfect|excellent) (?:answer|bot|job|one|work)\b/iu;
const DISLIKES =
  /👎|\bthumbs? down\b|\b(?:bad|wrong|poor|useless|terrible) (?:answer|bot|job|one|work|diagnosis|guess)\b|\bthat (?:was|is) (?:wrong|not right|incorrect|not correct)\b/iu;

const TOLD = new Map<Words['answer']['kind'], Opinion>([
  ['thanks', 'thanks'],
  ['anger', 'anger'],
  ['not-right', 'not right'],
  ['not-solved', 'not solved'],
  ['solved', 'solved'],
]);

/** What somebody thinks of the answers, for the count; undefined where an utterance is about something else. */
export function toldOpinion({ text, answer, utterance }: Words): Opinion | undefined {
  const told = TOLD.get(answer.kind);
  if (told === undefined || utterance.pressed) return told;
  if (DISLIKES.test(text)) return 'disliked';
  return told === 'thanks' && LIKES.test(text) ? 'liked' : told;
}
