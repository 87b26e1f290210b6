import { onceForEqual } from '../../knowledge/recognizer/paste/once.ts';
import type { ScoredIntent } from '../../knowledge/recognizer/recognizer-result.ts';
import { isNay, isYes, OPENING } from '../../knowledge/recognizer/words/small-words.ts';
import { topics } from '../../knowledge/topics.ts';

/** What an utterance means to the conversation, wherever it stands. */
export type Answer = (
  | { kind: Order }
  | { kind: 'topic'; topics: readonly string[] }
  | { kind: 'go-to'; articleId: string }
  | { kind: 'text' }
) & {
  /** read from an exact phrase, not guessed by the classifier */
  exact?: boolean;
  /** said by somebody who was told what gets lost */
  sure?: boolean;
};

const ORDERS = [
  'next',
  'done',
  'yes',
  'no',
  'back',
  'skip',
  'skip-backup',
  'repeat',
  'where',
  'start-over',
  'stop',
  'help',
  'human',
  'undo',
  'agree',
  'refuse',
  'unknown',
  'solved',
  'not-solved',
  'greeting',
  'thanks',
  'others',
  'why',
  'summary',
  'add-value',
  'example',
  'same-case',
  'new-case',
  'stay',
  'return',
  'off-topic',
  'show-data',
  'delete-data',
  'explain-code',
  'collect',
  'fix',
  'anger',
  'not-right',
  'cases',
  'none',
] as const;
export type Order = (typeof ORDERS)[number];

/** A word or number; a stop belongs to it before a digit alone. */
const TOKEN = /(?:[\p{L}\p{N}]|\.(?=\d))+/gu;

/** The words of a text in lower case, without punctuation. */
export const tokensOf = (text: string): readonly string[] => text.toLowerCase().replace(/['’]/g, '').match(TOKEN) ?? [];

/** Lower case, no punctuation, single blanks: how whole utterances are compared. */
export const folded = onceForEqual((text): string => tokensOf(text).join(' '));

/**
 * The only words that pass a warning, and only as the whole utterance. No classifier is asked: a sentence that merely
 * sounds like consent must not open a registry editor.
 */
const AGREEMENT = new Set([
  'i agree',
  'agree',
  'agreed',
  'i do agree',
  'yes i agree',
  'ok i agree',
  'okay i agree',
  'i agree to the risk',
  'i agree with the warning',
  'i accept',
  'i accept the risk',
  'yes i accept',
  'i accept the warning',
  'i have read the warning and agree',
  'i have read the warning and i agree',
  'i understand and agree',
  'i understand the risk and agree',
  'i understand and i agree',
]);

const REFUSAL =
  /^(?:no )?(?:i )?(?:do not|dont|no longer|cannot|cant) (?:agree|accept)(?: any ?more| to (?:this|that))?$/;

/** "Agree?" asks, and "> I agree" quotes somebody: neither is said by the person. */
const PLAIN = /^[\p{L}\s.,!'’]+$/u;

const EXACT = new Map<string, Order>(
  Object.entries({
    next: 'next',
    continue: 'next',
    'go on': 'next',
    forward: 'next',
    'yes please': 'yes',
    // What stands before an order may say something else with it.
    'well done': 'thanks',
    'hi again': 'greeting',
    'hey again': 'greeting',
    'yes do it': 'yes',
    'yes do that': 'yes',
    'please do': 'yes',
    done: 'done',
    'its done': 'done',
    'it is done': 'done',
    erledigt: 'done',
    fertig: 'done',
    hecho: 'done',
    fait: 'done',
    weiter: 'next',
    suivant: 'next',
    siguiente: 'next',
    zurück: 'back',
    retour: 'back',
    atrás: 'back',
    back: 'back',
    'go back': 'back',
    previous: 'back',
    skip: 'skip',
    'skip this': 'skip',
    'skip this step': 'skip',
    'skip the backup': 'skip-backup',
    'skip backup': 'skip-backup',
    'no backup skip it': 'skip-backup',
    repeat: 'repeat',
    again: 'repeat',
    'where am i': 'where',
    where: 'where',
    'start over': 'start-over',
    restart: 'start-over',
    'new case': 'new-case',
    'same case': 'same-case',
    'it is the same case': 'same-case',
    'it is a new case': 'new-case',
    stop: 'stop',
    cancel: 'stop',
    quit: 'stop',
    help: 'help',
    'talk to a human': 'human',
    human: 'human',
    undo: 'undo',
    'undo the change': 'undo',
    'undo it': 'undo',
    'take it back': 'undo',
    refuse: 'refuse',
    'i do not agree': 'refuse',
    'i dont agree': 'refuse',
    'i disagree': 'refuse',
    'no i dont agree': 'refuse',
    'i refuse': 'refuse',
    'i dont know': 'unknown',
    'dont know': 'unknown',
    'do not know': 'unknown',
    'i do not know': 'unknown',
    unknown: 'unknown',
    'not sure': 'unknown',
    'no idea': 'unknown',
    dunno: 'unknown',
    solved: 'solved',
    'it is solved': 'solved',
    fixed: 'solved',
    'it works': 'solved',
    'it works now': 'solved',
    'not solved': 'not-solved',
    'still failing': 'not-solved',
    'it still fails': 'not-solved',
    'other explanations': 'others',
    'show other explanations': 'others',
    'what else could it be': 'others',
    why: 'why',
    more: 'why',
    details: 'why',
    summary: 'summary',
    'show summary': 'summary',
    'add the value': 'add-value',
    'just add it': 'add-value',
    'add it': 'add-value',
    'i want to add the value': 'add-value',
    'i want to add it': 'add-value',
    'show an example': 'example',
    'show me an example': 'example',
    'none of these articles': 'none',
    'none of the articles': 'none',
    'stay here': 'stay',
    'stay with this article': 'stay',
    stay: 'stay',
    'go back to the first article': 'return',
    return: 'return',
    'show my data': 'show-data',
    'delete my data': 'delete-data',
  } satisfies Record<string, Order>),
);

/** "Ok, done": what may stand before an order and changes nothing. */
const OPENERS = new RegExp(`^${OPENING}{1,3}`);

/** Intents of the classifier and what they mean here. `confirm_done` never agrees to a warning; see AGREEMENT. */
const BY_INTENT = new Map<string, Order>(
  Object.entries({
    next: 'next',
    confirm_done: 'done',
    deny: 'no',
    go_back: 'back',
    skip: 'skip',
    repeat: 'repeat',
    where_am_i: 'where',
    start_over: 'start-over',
    stop: 'stop',
    help: 'help',
    talk_to_human: 'human',
    undo_now: 'undo',
    dont_know: 'unknown',
    still_failing: 'not-solved',
    solved: 'solved',
    greeting: 'greeting',
    thanks: 'thanks',
    other_explanations: 'others',
    why: 'why',
    more: 'why',
    details: 'why',
    show_summary: 'summary',
    show_example: 'example',
    off_topic: 'off-topic',
    my_data: 'show-data',
    delete_data: 'delete-data',
    what_does_code_mean: 'explain-code',
    fix_it: 'fix',
    anger: 'anger',
    not_right: 'not-right',
    my_cases: 'cases',
  } satisfies Record<string, Order>),
);

/** "No problem, done": the plain word at the beginning or at the end of a short sentence is what it comes to. */
function closingWord(text: string): Order | undefined {
  if (text.length > 120 || text.includes('?') || /\bnot (?:yet|done)\b/i.test(text)) return undefined;
  const parts = text
    .split(/[,;.!:]/)
    .map(folded)
    .filter((part) => part !== '');
  return [parts.at(-1), parts[0]].map((part) => (part === 'done' || part === 'next' ? part : undefined)).find(Boolean);
}

/** "Give me a script", "do you have a collector script?" */
const COLLECT =
  /^(?:(?:please|can|could|you|do|have|is|there|give|send|i|we|need|want|got|show|get|me|us|a|an|the|your|some|any|to|powershell|batch|collection|run) ){0,8}(?:collector(?: script)?|script|collect(?:\.ps1|\.cmd)?)(?: (?:please|to run|for (?:this|that|me|it)|that collects \w+|to collect (?:the )?(?:logs?|events|it all|everything)|for the (?:logs?|events)))?$/;

/** An id that reads like one wherever it stands: letters and many digits. Behind "go to" every word is one. */
const ID_ALONE = /^(?:go to |open |show |use |take )?((?:q|kb)\d{6,7}|[a-z]{2,6}-\d{3,8})$/;
const ID_WANTED = /^go to ([a-z0-9][\w./-]{0,199})$/;

/** The id of an article that somebody asks for, as its case stands in the text. */
function articleNamed(words: string, text: string): string | undefined {
  const id = ID_ALONE.exec(words)?.[1] ?? ID_WANTED.exec(text.trim().toLowerCase())?.[1];
  return id && (/^(?:q|kb)\d/.test(id) ? id.toUpperCase() : id);
}

const exactly = (words: string): Order | undefined =>
  EXACT.get(words) ?? (isYes(words) ? 'yes' : isNay(words) ? 'no' : undefined);

/** Reads an utterance as an answer. Exact phrases come first, then the classifier's intent. Never throws. */
export function readAnswer(text: string, intent: ScoredIntent | undefined, also: readonly string[] = []): Answer {
  const words = folded(text);
  if (AGREEMENT.has(words) && PLAIN.test(text)) return { kind: 'agree', exact: true };
  if (words === 'start over now') return { kind: 'start-over', exact: true, sure: true };
  if (words === 'delete my data now') return { kind: 'delete-data', exact: true, sure: true };
  if (REFUSAL.test(words)) return { kind: 'refuse', exact: true };
  const exact = exactly(words) ?? exactly(words.replace(OPENERS, ''));
  if (exact) return { kind: exact, exact: true };
  if (words.length < 80 && COLLECT.test(words)) return { kind: 'collect', exact: true };
  const goTo = articleNamed(words, text);
  if (goTo) return { kind: 'go-to', articleId: goTo, exact: true };
  const move = closingWord(text);
  if (move) return { kind: move };
  if (!intent) return { kind: 'text' };
  if (topics().has(intent.name))
    return { kind: 'topic', topics: [intent.name, ...also.filter((name) => topics().has(name))] };
  const meant = BY_INTENT.get(intent.name);
  return meant ? { kind: meant } : { kind: 'text' };
}
