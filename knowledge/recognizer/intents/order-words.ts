import { utteranceWords } from './utterance-words.ts';

const words = (list: string) => new Set(list.trim().split(/\s+/));

/** What an utterance must say, and must not say, to be taken for an order. */
interface Order {
  /** lowest score of the classifier */
  score: number;
  /** of each set one word must be there: the act, and what it is done to */
  says: readonly ReadonlySet<string>[];
  /** one of these makes it an act upon something else */
  unless: ReadonlySet<string>;
}

const THE_SERVER = words(`
  service services dienst store connector ims imc mta exchange windows computer laptop phone router printer password
  queue registry key value disk`);

// A classifier weighs all words together and can be sure of a sentence that never names the act. Whoever wants a case put
// aside, its data deleted or a step taken as done says so. Anything less is no order: to be asked again costs nothing.
const ORDERS = new Map<string, Order>([
  [
    'start_over',
    {
      score: 0.6,
      says: [
        words(`
          start over restart reset begin beginning again scratch zero fresh anew new another different next top menu home
          clear wipe clean scrap forget ignore discard drop ditch trash throw abandon redo first
          neu neustart neuer neues anderer vorn vorne anfang recommencer repartir debut nouveau nuevo`),
      ],
      unless: THE_SERVER,
    },
  ],
  [
    'delete_data',
    {
      score: 0.7,
      says: [
        words(`
          delete deleted deletion remove removed erase erased erasure wipe wiped purge purged destroy destroyed clear
          forget forgotten rid delet losche losch loschen loschung loesche loeschen entfernen
          efface effacer effacez supprime supprimer supprimez borrar cancella`),
        words(`
          data daten donnees datos dati information conversation gesprach chat history verlauf case cases record records
          paste pasted stored saved kept sent wrote told trace traces gdpr request
          me mich everything alles all tout whatever forgotten`),
      ],
      unless: words(`
        mail mails email emails message messages inbox mailbox mailboxes user users account accounts file files photos
        folder directory key keys value values queue archive registry disk server browser optimizer perfopt`),
    },
  ],
  ['stop', { score: 0.5, says: [], unless: THE_SERVER }],
  ['undo_now', { score: 0.5, says: [], unless: new Set() }],
  ['confirm_done', { score: 0.4, says: [], unless: new Set() }],
]);

/** "Not stopped", "never done". */
const NEGATIONS = words('not never without nicht nie pas');
/** "Nothing is restarted" reports no step as done. */
const UNDONE = words('no nothing none nobody kein keine unable failed');
/** Somebody who asks whether, how or what then has ordered nothing. "Can we …" and "could you …" are orders. */
const ASKING = words(
  'do does did is are am was were should must will would why what when how which where who if has any',
);
const LEADING = words('and so but ok wait then');

/**
 * Whether an utterance may be taken for this intent. What is no order always may.
 * @param score what the classifier gave it, 0 … 1
 */
export function mayMean(intent: string, score: number, text: string): boolean {
  const order = ORDERS.get(intent);
  if (!order) return true;
  const said = utteranceWords(text);
  const has = (any: ReadonlySet<string>) => said.some((word) => any.has(word));
  if (score < order.score || !order.says.every(has) || has(order.unless) || has(NEGATIONS)) return false;
  if (intent === 'confirm_done') return !has(UNDONE) && !text.trimEnd().endsWith('?');
  const opening = said.find((word) => !LEADING.has(word)) ?? '';
  const mayI = intent === 'delete_data' && /\b(?:can|could|may|shall) i\b/.test(said.join(' '));
  return !ASKING.has(opening) && !mayI;
}
