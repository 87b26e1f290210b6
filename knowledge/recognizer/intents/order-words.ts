import { termAsked } from '../../glossary.ts';
import { words as vocabulary } from '../../vocabulary/words.ts';
import { anyOf, isNone, isNot, OPENING } from '../words/small-words.ts';
import { isBadNews } from './news-words.ts';
import { utteranceWords } from './utterance-words.ts';

const words = (list: string) => new Set(list.trim().split(/\s+/));

/** One way to give an order: what an utterance must say, and must not say. */
interface Wording {
  /** lowest score of the classifier */
  score: number;
  /** of each set one word must be there: the act, and what it is done to */
  says: readonly ReadonlySet<string>[];
  /** one of these makes it an act upon something else */
  unless: ReadonlySet<string>;
  /** and so do these of the product */
  unlessOf?: 'services' | 'data';
}

const THE_SERVER = words(`
  service services dienst windows server servers machine computer laptop phone router
  printer password queue registry key value disk`);

// A classifier weighs all words together and can be sure of a sentence that never names the act. Whoever wants a case put
// aside, its data deleted or a step taken as done says so. Anything less is no order: to be asked again costs nothing.
const ORDERS = new Map<string, readonly Wording[]>([
  [
    'start_over',
    [
      {
        score: 0.6,
        says: [
          words(`
            start over restart reset begin beginning again scratch zero fresh anew clear wipe clean scrap forget ignore
            discard drop ditch trash throw abandon redo top first menu home neu neustart vorn vorne anfang
            recommencer recommence recommencons repartir repartons reprendre debut zero empezar empieza empecemos comenzar
            principio reiniciar anfangen anfang nochmal`),
        ],
        unless: THE_SERVER,
        unlessOf: 'services',
      },
      {
        score: 0.6,
        says: [
          words('new another different next second other neuer neues anderer nouveau nouvelle nuevo otro'),
          words(`
            case cases problem issue incident server machine diagnosis analysis topic conversation chat session question
            fall cas affaire dossier caso`),
        ],
        unless: words('service value key number'),
        unlessOf: 'services',
      },
    ],
  ],
  [
    'delete_data',
    [
      {
        score: 0.5,
        says: [
          words(`
            delete deleted deletion remove removed erase erased erasure wipe wiped purge purged destroy destroyed clear
            forget forgotten rid losche losch loschen loschung loeschen entfernen efface effacer effacez
            supprime supprimer supprimez borrar borra borralo elimina eliminar cancella`),
          words(`
            data daten donnees datos dati information conversation gesprach chat history verlauf case cases record records
            paste pasted stored saved kept sent wrote told trace traces gdpr request
            me mich moi mi everything stuff all alles tout toutes todo todos whatever forgotten borralo`),
        ],
        unless: words(`
          message messages user users account accounts file files photos
          folder directory key keys value values queue archive registry disk server browser`),
        unlessOf: 'data',
      },
    ],
  ],
  [
    'stop',
    [
      {
        score: 0.5,
        says: [
          words(`
            stop quit quitting exit end ends finish close cancel cancelled abort terminate disconnect dismiss drop forget leave leaving
            break pause enough off out away alone peace quiet shut done give giving all later tomorrow day go gotta meeting
            longer bye goodbye good cya ciao adieu revoir wiedersehen tschuss
            stopp halt ende beenden schluss abbruch abbrechen aufhoren aufhore hore hor mach wars reicht arreter arrete arretons annuler terminer terminons termina terminar fin suffit
            basta parar para salir dejamos dejemoslo`),
        ],
        unless: THE_SERVER,
        unlessOf: 'services',
      },
    ],
  ],
  ['undo_now', [{ score: 0.5, says: [], unless: new Set() }]],
  ['confirm_done', [{ score: 0.4, says: [], unless: new Set() }]],
]);

/** "Nothing is restarted" reports no step as done. */
const UNDONE = words('nothing unable failed');
/** Somebody who asks whether, how or what then has ordered nothing. "Can we …" and "could you …" are orders. */
const ASKING = new RegExp(
  `^${OPENING}{0,3}(?:(?:do|does|did|are|am|were|should|must|will|would|${anyOf('asks')}|if|any|have (?:you|we|they))|(?:is|was|has) (?:the|it|that|this|there|my|our|everything|all))\\b`,
);
/** "I deleted everything" is a report, "can I delete my data" a question. */
const REPORTED =
  /\b(?:i|we|he|she|they|someone|somebody|admin)(?: (?:have|has|had|accidentally|just))* (?:deleted|removed|erased|wiped|purged|cleared|destroyed)\b/;
/** "Back to the first problem" is a case that is there, and none to begin. */
const EARLIER_CASE =
  /\b(?:back|return|switch) to (?:my |the |that )?(?:first|other|old|previous|earlier|last) (?:case|problem|issue|ticket|incident)\b/;
const MAY_I = /\b(?:can|could|may|shall) i\b/;
/** "Don't start over": whatever it is that shall not happen. */
const FORBIDDEN =
  /^(?:(?:please|and|but|ok|no|just) )*(?:do not|never|not) (?:please |ever )?(?:stop|start|skip|undo|revert|roll|restore|delete|remove|erase|wipe|go|continue|proceed|repeat|restart|reset|cancel|change|next|finish|end|close)\b/;

/**
 * Whether an utterance may be taken for this intent. What is no order always may, unless the utterance forbids something.
 * @param score what the classifier gave it, 0 … 1
 */
export function mayMean(intent: string, score: number, text: string): boolean {
  const list = utteranceWords(text);
  const said = list.join(' ');
  const has = (any: ReadonlySet<string>) => list.some((word) => any.has(word));
  if (FORBIDDEN.test(said)) return intent === 'deny';
  if (intent === 'solved' && isBadNews(text)) return false;
  if (intent === 'what_is') return termAsked(text) !== undefined;
  const wordings = ORDERS.get(intent);
  if (!wordings) return true;
  const isOfOther = ({ unless, unlessOf }: Wording) =>
    has(unless) || (unlessOf !== undefined && has(vocabulary().things[unlessOf]));
  if (!wordings.some((one) => score >= one.score && one.says.every(has) && !isOfOther(one))) return false;
  if (list.some(isNot) || ASKING.test(said)) return false;
  if (intent === 'start_over') return !EARLIER_CASE.test(said);
  if (intent === 'confirm_done') return !has(UNDONE) && !list.some(isNone) && !text.trimEnd().endsWith('?');
  return intent !== 'delete_data' || !(REPORTED.test(said) || MAY_I.test(said));
}
