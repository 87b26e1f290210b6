import { hear } from '../../../dialogs/reading/heard.ts';
import { nothingSaid, readSayings } from '../../../dialogs/reading/read-sayings.ts';
import { decide } from '../../../dialogs/rules/rule.ts';
import { RULES } from '../../../dialogs/rules/rules.ts';
import type { Case } from '../../../dialogs/walking/case.ts';
import { standAt } from '../../../dialogs/walking/stand.ts';
import type { Utterance } from '../../../knowledge/recognizer/utterance.ts';
import { Conversation, KNOWLEDGE } from '../conversation.ts';

export const NOW = new Date('2026-01-05T09:00:00Z');
const EVENTS = 'MSExchangeIMC 3039 0x80040115\nMSExchangeIMC 4094 0x8004011d';
const KEY = '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIS\\ParametersSystem]';
const reg = (name: string, hex: string) => `${KEY}\n"${name}"=dword:${hex.padStart(8, '0')}`;

const SOUNDS = 'information store 5.5 hangs on a message with the X-Mac-Creator header from a macintosh';
const CHOOSING = ['event 4116 from MSExchangeIMC'];
export const FORM = [EVENTS];
export const WARNING = [...FORM, '1 0x5, 2 5.0, 3 none, 4 different, 5 yes, 6 nt4'];
const STEP = [...WARNING, 'I agree'];
const NOTE = [...STEP, 'done'];
const BLIND = [...FORM, '1 unknown, 2 5.0, 3 none, 4 different, 5 yes, 6 nt4', 'I agree', 'done'];
const CHANGE = [...NOTE, 'saved'];
const VERIFY = [...CHANGE, 'done'];
const RESTART = [...VERIFY, '0x14'];
const WATCH = [...RESTART, 'done'];
const OUTCOME = [...WATCH, 'done'];
const SOLVED = [...WATCH, 'solved'];
const LATER = [...SOLVED, 'next'];
const RESTORE = [...RESTART, 'undo'];
const BACK_AT_NOTE = [...RESTART, 'back', 'back', 'back'];
const ELSEWHERE = [...FORM, '5.5'];
const ENOUGH = [...FORM, '0x32'];
const ABSENT = [...FORM, 'absent'];
const LEAD_IN = [
  'MSExchangeIMC 4116\nMSExchangeIMC 4102\nWe run Exchange 5.5 SP3.',
  'go on',
  'I agree',
  'done',
  'done',
  'done',
];
const LED_IN = [
  ...LEAD_IN,
  'go to Q169686',
  'none of these',
  'different files',
  'yes',
  '0x5',
  'windows 2000',
  'I agree',
  'done',
  '0x5',
  'done',
  '0x14',
  'done',
  'done',
];
const BY_HAND = ['go to Q165505', 'go on', 'next', 'I agree'];
const BACKUP = ['go to Q126497', 'go on', 'I agree'];
const PENDING = [...FORM, 'event 9646 from MSExchangeIS'];

/** Rule, the way to the place where it is the first that fits, and what is said there. */
export const ROWS: readonly (readonly [id: string, way: readonly string[], said: string])[] = [
  ['waiting/same', PENDING, 'same case'],
  ['waiting/new', PENDING, 'new case'],
  ['waiting/dropped', PENDING, 'back'],
  ['waiting', PENDING, 'yes'],
  ['trouble', RESTART, 'the store does not start'],
  ['paste/number-first', [], reg('Max Threads(Private+Public)', '5')],
  ['paste', [], EVENTS],
  ['paste/answers', FORM, 'event 4097 from DrWatson'],
  ['paste/more', FORM, 'event 9646 from MSExchangeIS'],
  ['paste/same', FORM, EVENTS],
  [
    'number/other',
    FORM,
    '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeDS\\Parameters]\n"Max Threads(Private+Public)"=dword:00000030',
  ],
  ['number/misnamed', NOTE, reg('Max Threads (Private+Public)', '5')],
  ['number/typed', NOTE, reg('Max Threads(Private+Public)', '5')],
  ['number/proof', CHANGE, reg('Max Threads(Private+Public)', '14')],
  ['number/read', WARNING, reg('Max Threads(Private+Public)', '6')],
  ['code/first', [], 'what does 0x80040115 mean'],
  ['code', FORM, 'what does 0x80040115 mean'],
  ['source', ['4116 3039 4117'], 'MSExchangeIMC'],
  ['denied', FORM, 'we have no 4094, I typed it wrong'],
  ['facts', WARNING, 'wait, it is exchange 5.5'],
  ['leave/change-made', RESTART, 'start over'],
  ['delete/change-made', RESTART, 'delete my data'],
  ['leave/guessed', WARNING, 'different server now'],
  ['delete/guessed', FORM, 'please forget about me'],
  ['leave', FORM, 'start over'],
  ['delete', FORM, 'delete my data'],
  ['show-data', FORM, 'show my data'],
  ['stop', FORM, 'stop'],
  ['repeat', FORM, 'repeat'],
  ['back', WARNING, 'back'],
  ['undo/at-change', CHANGE, 'undo'],
  ['undo', RESTART, 'undo'],
  ['undo/guessed', RESTART, 'roll it back please'],
  ['example', [], 'show an example'],
  ['greeting/back', FORM, 'hello'],
  ['greeting', [], 'hello'],
  ['go-to/unknown', FORM, 'go to Q999999'],
  ['go-to', FORM, 'go to Q317653'],
  ['collect', FORM, 'give me a script'],
  ['topic', FORM, 'is it safe'],
  ['explain-code/which', [], 'what does the code mean'],
  ['meaning', FORM, 'what does the code mean'],
  ['help', FORM, 'help'],
  ['where', FORM, 'where am I'],
  ['human', FORM, 'talk to a human'],
  ['why', FORM, 'why'],
  ['others', FORM, 'other explanations'],
  ['thanks', FORM, 'thank you'],
  ['off-topic', FORM, 'what is the weather'],
  ['choosing/option', CHOOSING, "I don't know"],
  ['ids/sounds', ['the internet mail service stops after a minute'], 'it logs 4102'],
  ['ids', CHOOSING, 'and also 4094'],
  ['ids/first', [], '4094'],
  ['nothing', [], 'asdf qwer'],
  ['choosing/open', CHOOSING, 'go on'],
  ['choosing/why', CHOOSING, 'why'],
  ['choosing', CHOOSING, 'hmm what'],
  ['start', ['event 9646 from MSExchangeIS'], 'hmm what'],
  ['old/is-new', RESTART, 'the old number was 0x14'],
  ['old/base', CHANGE, 'the old number was 10'],
  ['old', RESTART, 'the old number was 6, not 5'],
  ['number-beside/base', STEP, 'copied it, and the value is 14'],
  ['number-beside', STEP, 'copied it, and the value is 6'],
  ['asks', STEP, 'shall I continue?'],
  ['step/refuse', STEP, 'I do not agree'],
  ['step/changed-already', STEP, 'I already changed it to 20, it was 5 before'],
  ['step/helped', WATCH, 'yes'],
  ['step/did-not-help', WATCH, 'no'],
  ['step/not-yet-over', RESTART, 'solved'],
  ['step/acknowledged', STEP, 'ok'],
  ['form/several', FORM, 'no'],
  ['form/base', FORM, '14'],
  ['form/sent', FORM, 'go on'],
  ['form/unknown', FORM, 'no idea'],
  ['form/answer', FORM, '5.0'],
  ['form', FORM, 'hmm what'],
  ['value/base', ABSENT, '14'],
  ['value/registry', [...FORM, reg('Max Threads(Private+Public)', '32')], '0x5'],
  ['value/told', ENOUGH, '0x5'],
  ['warning/agree', WARNING, 'I agree'],
  ['warning/agree-in-place', [...CHANGE, 'I do not agree'], 'I agree'],
  ['warning/next', [...STEP, 'back'], 'next'],
  ['warning/refuse', WARNING, 'no'],
  ['warning', WARNING, 'next'],
  ['elsewhere/go', ELSEWHERE, 'yes'],
  ['elsewhere/stay', ELSEWHERE, 'stay with this article'],
  ['elsewhere', ELSEWHERE, 'hmm what'],
  ['reading/next', [...WARNING, 'back'], 'next'],
  ['number/text', NOTE, '"Max Threads(Private+Public)"="5"'],
  ['note/old-again', BACK_AT_NOTE, '0x5'],
  ['note/afterwards', BACK_AT_NOTE, 'next'],
  ['note/new', BACK_AT_NOTE, '0x14'],
  ['number/loose-name', NOTE, 'Max Thread private public = 5'],
  ['note/unsure', NOTE, 'it was 0x6, I think'],
  ['note/base', NOTE, '10'],
  ['note/told', NOTE, '0x6'],
  ['number/base-alone', NOTE, 'decimal'],
  ['note/spelling', NOTE, 'it is called Max Threads (Public+Private)'],
  ['note/no-copy', NOTE, 'skip the backup'],
  ['note/no-copy-no-number', BLIND, 'skip the backup'],
  ['note/still', NOTE, 'saved'],
  ['note/needed', BLIND, "I don't know"],
  ['note/unknown', NOTE, "I don't know"],
  ['note', BLIND, 'done'],
  ['change/base', CHANGE, '14'],
  ['change/retarget', CHANGE, '32 decimal'],
  ['change/unsupported', CHANGE, '200 decimal'],
  ['change/made', CHANGE, 'changed it to 20 decimal'],
  ['change/made-base', CHANGE, 'changed it to 20'],
  ['change/base-alone', CHANGE, 'decimal'],
  ['change/done', CHANGE, 'done'],
  ['change/no', CHANGE, 'no'],
  ['verify/base', VERIFY, '20'],
  ['verify/right', VERIFY, '0x14'],
  ['verify/wrong', VERIFY, '0x20'],
  ['verify/unread', VERIFY, 'I put it under MSExchangeDS Parameters, shows 20'],
  ['verify/done', VERIFY, 'done'],
  ['verify/no', VERIFY, 'no'],
  ['lead-in/go', LEAD_IN, 'go to Q169686'],
  ['lead-in/skip', LEAD_IN, 'skip'],
  ['lead-in', LEAD_IN, 'hmm what'],
  ['backup/skip', BACKUP, 'skip the backup'],
  ['backup/how', BACKUP, 'skip'],
  ['restore/done', RESTORE, 'done'],
  ['step/done', STEP, 'done'],
  ['step/left-out', LATER, 'skip'],
  ['step/skip', STEP, 'skip'],
  ['outcome/solved', OUTCOME, 'yes'],
  ['outcome/unsolved', OUTCOME, 'no'],
  ['outcome/sounds-solved', OUTCOME, 'no 4094 any more'],
  ['outcome/sounds-unsolved', OUTCOME, 'the same errors came back'],
  ['outcome', OUTCOME, 'hmm what'],
  ['solved/next', SOLVED, 'next'],
  ['not-confirmed/add', ABSENT, 'add the value'],
  ['end/unsolved', SOLVED, 'it still fails'],
  ['end/return', LED_IN, 'return'],
  ['facts/beside', RESTART, 'restarted both, it is exchange 5.5'],
  ['explain-code', PENDING, 'what does 0x80040115 mean'],
  ['step/solved', BY_HAND, 'solved'],
  ['step/unsolved', BY_HAND, 'not solved'],
  ['change/unread', CHANGE, 'I put 14 into the other key, done'],
  ['step/number', STEP, 'yes it is 5 now'],
  ['sounds', [], SOUNDS],
  ['search', [], 'search pop3'],
  ['paste/beside', FORM, 'event 7 from disk'],
  ['cases', FORM, 'my cases'],
  ['cases/back', [...FORM, 'event 7 from disk'], 'go back to the exchange case'],
  ['cases/which', FORM, 'go back to the moon case'],
  ['fix/nothing', [], 'how do I fix it'],
  ['fix/sounds', [SOUNDS], 'how do I fix it'],
  ['fix/may-be', ['event id 4094'], 'how do I fix it'],
  ['fix/unknown', ['event 9646 from MSExchangeIS'], 'how do I fix it'],
  ['fix/unknown-next', ['event 9646 from MSExchangeIS'], 'next'],
  ['unsolved/no-article', [], 'that did not help'],
  ['fix/choosing', CHOOSING, 'how do I fix it'],
  ['fix/reading', BY_HAND.slice(0, 1), 'how do I fix it'],
  ['fix/question', FORM, 'how do I fix it'],
  ['fix/warning', WARNING, 'how do I fix it'],
  ['fix/step', STEP, 'how do I fix it'],
  ['fix/elsewhere', ELSEWHERE, 'how do I fix it'],
  ['angry', FORM, 'this is useless'],
  ['not-right', FORM, 'that is not right'],
  ['solved/early', FORM, 'it works again'],
  ['unsolved/early', FORM, 'still not working'],
  ['unsolved/here', STEP, 'still not working'],
  ['topic/beside', FORM, '5.0 and will I lose mail'],
  ['solved/here', ENOUGH, 'it works now'],
  ['event/first', [], 'what is 153?'],
  ['event/asked', FORM, 'what does 7031 mean'],
  ['unclear/asked', STEP, 'is the driver of it maybe wrong there?'],
  ['unclear/first', [], 'is the driver of it maybe wrong there'],
  ['between/which', [...STEP, 'is the driver of it maybe wrong there?'], 'yes'],
  ['between/neither', [...STEP, 'is the driver of it maybe wrong there?'], 'no'],
  ['solved/another', SOLVED, SOUNDS],
  ['remind/nothing', [], 'remind me in an hour'],
  ['remind', STEP, 'remind me in 2 hours'],
  ['remind/off', STEP, 'do not remind me'],
  ['unclear', STEP, 'is the driver of it maybe wrong there'],
  ['otherwise', STEP, 'hmm what'],
];

const LOOK = ['go to ways', 'method 1', 'I agree', 'done'];

/** What only a library of imported articles leads to: the sets "twins" and "markdown". */
export const LIBRARY_ROWS: typeof ROWS = [
  ['look/noted', LOOK, 'WickLimit = 30'],
  ['look/unknown', LOOK, 'skip'],
  ['look', LOOK, 'done'],
  ['unsolved/next-way', [...LOOK, 'absent', 'done', 'done', 'not solved'], 'next'],
  ['library/named', [], '{"status": "firing", "labels": {"alertname": "LanternQueueFull"}}'],
  ['library/none', ['event 7301 from Lantern Relay'], 'none of these articles'],
  ['library/words', [], 'the queue of the gateway grows for ten minutes'],
];

const walked = new Map<string, Case>();
/** The case after somebody has said all this; a copy, so that nothing is remembered of it. */
export async function caseAfter(way: readonly string[]): Promise<Case> {
  const name = way.join('\n\n');
  if (!walked.has(name)) {
    const conversation = new Conversation();
    for (const said of way) await conversation.say(said);
    walked.set(name, conversation.case);
  }
  return structuredClone(walked.get(name) ?? new Conversation().case);
}

/** The ids of the rules that decide what somebody says next. */
export function decidedBy(kept: Case, said: Utterance | 'opened' | 'reminded', writesFirst = true): string[] {
  const at = standAt(KNOWLEDGE, { ...kept, turn: kept.turn + 1 }, NOW, writesFirst);
  return decide(RULES, at, typeof said === 'string' ? nothingSaid(at, said) : readSayings(at, hear(said))).by;
}
