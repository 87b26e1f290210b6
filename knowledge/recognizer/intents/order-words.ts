import { utteranceWords } from './utterance-words.ts';

/**
 * Orders that put work aside, and the words without which nobody gives them. A classifier weighs all words together and
 * can be sure of a sentence that never names the act; whoever wants a case thrown away says so.
 */
const ORDERS = new Map<string, { words: RegExp; score: number }>([
  [
    'start_over',
    {
      words:
        /\b(?:start|strat|stat|restart|reset|begin|beginning|new|another|different|next|scratch|forget|clear|discard|drop|throw|wipe|scrap|main|home|all over|neu|neuer|vorne|recommencer)\b/,
      score: 0.6,
    },
  ],
  [
    'delete_data',
    {
      words:
        /\b(?:del\w*|remove[ds]?|erase\w*|wipe\w*|purge\w*|destroy|forget|forgotten|clear|rid|loesche?n?|lose?che?n?|effacer|supprimer)\b/,
      score: 0.7,
    },
  ],
  ['stop', { words: /\w/, score: 0.5 }],
  ['undo_now', { words: /\w/, score: 0.5 }],
  ['confirm_done', { words: /\w/, score: 0.4 }],
]);

const NEGATED = /\b(?:not|no|never|nothing|nicht|kein|keine|pas)\b/;
const ASKED = /^(?:do|does|did|is|are|was|should|must|will|would|why|what|when|how|which|where|who|if|has|have)\b/;

/** Whether an utterance may be taken for this intent. Everything but an order may. */
export function mayBeOrder(intent: string, score: number, text: string): boolean {
  const order = ORDERS.get(intent);
  if (!order) return true;
  const said = utteranceWords(text).join(' ');
  return score >= order.score && order.words.test(said) && !NEGATED.test(said) && !ASKED.test(said);
}
