import { waitOf } from '../../knowledge/article/waiting-time.ts';
import type { Saying } from './sayings.ts';

/** How people of a language ask for a reminder. Everything without accents; what a list holds stands between blanks. */
interface ReminderLanguage {
  /** "remind", in its forms */
  verbs: ReadonlySet<string>;
  /** what may stand beside it and says nothing more: to whom, please, of this, again */
  beside: ReadonlySet<string>;
  /** a time that is none: "later" */
  later: ReadonlySet<string>;
  /** how a time begins, so that one that cannot be read is asked about */
  begins: ReadonlySet<string>;
  /** none is wanted any more, without the words beside it */
  off: RegExp;
}

const list = (words: string) => new Set(words.trim().split(/\s+/));

// Another language is another entry; its words for a time belong into knowledge/article/waiting-time.ts.
const LANGUAGES: readonly ReminderLanguage[] = [
  {
    verbs: list('erinnere erinner erinnern erinnerst'),
    beside: list(`
      mich uns du sie bitte daran dran hieran nochmal noch einmal wieder ja ok okay und kannst konntest koenntest konnen konnten
      wurdest wuerdest willst dann`),
    later: list('spater spaeter nachher'),
    begins: list('in nach am um morgen heute'),
    off: /^(?:nicht(?: mehr)? erinnern|(?:erinnere?|erinnern) nicht(?: mehr)?|keine erinnerung(?:en)?(?: mehr)?|(?:losche|loesche|stoppe|beende|entferne) (?:die |meine )?erinnerung(?:en)?|(?:die |meine )?erinnerung(?:en)? (?:loschen|loeschen|abbrechen|aus|stoppen|entfernen))$/,
  },
  {
    verbs: list('rappelle rappelles rappelez rappeler'),
    beside: list(`
      moi me nous le la ca cela y tu te vous sil plait stp svp merci peux pouvez pourrais pourriez veux oui ok et encore`),
    later: list('tard'),
    begins: list('dans apres a demain ce plus'),
    off: /^(?:(?:ne )?(?:rappelle|rappelles|rappelez) (?:pas|plus)|ne (?:pas|plus) rappeler|(?:plus de|pas de|aucun|sans) rappels?|(?:annule|annulez|annuler|supprime|supprimez|supprimer|arrete|arretez|arreter) (?:mon |ce |les |mes )?rappels?)$/,
  },
  {
    verbs: list(`
      recuerdame recuerdamelo recuerdeme recuerdemelo recuerdanos recordarme recordarmelo`),
    beside: list(`
      por favor me lo la esto eso si ok y ya puedes puede podrias podria otra vez`),
    later: list('luego despues'),
    begins: list('en dentro a al manana despues mas'),
    off: /^(?:no (?:recuerdes|recuerde|recuerdame)(?: mas)?|(?:ningun|sin|no mas) recordatorios?|(?:cancela|cancelar|borra|borrar|quita|quitar|elimina|eliminar|anula|anular) (?:el |mi |los |mis )?recordatorios?)$/,
  },
];

/** What may stand before "later": "plus tard", "más tarde". */
const LATER = list('plus mas tarde');

/**
 * Whether somebody asks for a reminder in another language than English, or wants none any more.
 * @param folded a short message: lower case, no punctuation, single blanks
 */
export function reminderElsewhere(folded: string): Saying[] {
  const words = folded.normalize('NFD').replace(/\p{M}/gu, '').split(' ');
  for (const language of LANGUAGES) {
    const said = words.filter((word) => !language.beside.has(word));
    if (language.off.test(said.join(' '))) return [{ is: 'no-reminder' }];
    const when = said.filter((word) => !language.verbs.has(word));
    if (said.length !== when.length + 1) continue;
    if (when.every((word) => language.later.has(word) || LATER.has(word))) return [{ is: 'remind', wait: 'usual' }];
    const wait = waitOf(when.join(' '));
    // "I cannot remember" has the verb, and no time.
    if (wait === undefined && !language.begins.has(when[0] ?? '')) continue;
    return [{ is: 'remind', wait: wait ?? 'unread' }];
  }
  return [];
}
