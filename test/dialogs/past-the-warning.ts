import fc from 'fast-check';
import type { Reply } from '../../dialogs/saying/reply.ts';
import type { Case } from '../../dialogs/walking/case.ts';
import { FIRST_HALF, pairs, SECOND_HALF } from '../fixtures/intent-utterances.ts';
import { SEED_EVENTS } from '../fixtures/seed-events.ts';
import { SYMPTOMS, told } from '../fixtures/symptoms.ts';
import { TURNS } from '../fixtures/turns.ts';
import { Conversation, foldedOf, textOf } from './conversation.ts';

const PASTE = SEED_EVENTS.map((event) => `Event ID: ${event.id}\nSource: ${event.source}\n${event.text}`).join('\n\n');
const REFUSALS = ['I do not agree'];
const AGREEMENTS = ['I agree', 'i accept the risk', 'Yes, I agree.'];

/** What people say and do on the way, most of it wanting to get on. */
const SAID = [
  ...AGREEMENTS,
  ...[
    'next',
    'ok',
    'yes',
    'done',
    'continue',
    'skip',
    'skip the warning',
    'skip the backup',
    'sure',
    'go ahead',
    'agree?',
  ],
  ...[
    'I do not agree',
    'I agree to nothing',
    'agree to disagree',
    'you agree',
    'i agreed yesterday, next',
    'confirm',
    'accept?',
  ],
  ...['back', 'repeat', 'where am I', 'undo the change', 'undo', 'start over', 'stop', 'help', 'talk to a human'],
  ...[
    "I don't know",
    '5.0',
    '4.0',
    '5.5',
    'different files',
    'always the same file',
    'none of these',
    'nt4',
    'Windows 2000',
  ],
  ...['0x5', '5 decimal', '0x14', '14 hex', 'absent', 'add the value', '32 decimal', 'twenty', 'it is absent'],
  ...[
    'is it safe',
    'which number',
    'how do I undo',
    'what does 0x80040115 mean',
    'other explanations',
    'why',
    'summary',
  ],
  ...[
    'same case',
    'new case',
    'Go to Q169686',
    'Go to Q317653',
    'stay with this article',
    'return',
    'solved',
    'not solved',
  ],
  ...[
    'how do I fix it',
    'show me the steps',
    'start the fix',
    'what now',
    'just fix it',
    'how do I fix it and how long does it take',
  ],
  ...['what is 153?', 'what does 7031 mean', 'show all events', 'which of these is the cause', 'is this dangerous?'],
  ...[
    'that is not right',
    'it works now',
    'that did not help',
    'this is useless',
    '👍',
    '👎',
    'thanks',
    'list articles',
  ],
  ...['my cases', 'case 1', 'go back to the exchange case', 'event 7 from disk', 'search max threads'],
  'The driver detected a controller error on \\Device\\Harddisk2\\DR2.',
  'internet mail connector dies every few minutes since we ran the optimizer, exchange 5.0',
  ...['straight to the registry part', 'show me the regedit steps', 'step 4', 'delete my data', 'asdfgh', ''],
  ...['Set Maximum # of information store threads from 20 to 5', 'event 4094 from MSExchangeIMC', PASTE],
  '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIS\\ParametersSystem]\n"Max Threads(Private+Public)"=dword:00000005',
];
/** And everything that the intents, the failures in words and the turns of strangers are measured with: no list of ways falls behind. */
export const WAYS: readonly string[] = [
  ...new Set([
    ...pairs(FIRST_HALF).map(({ text }) => text),
    ...pairs(SECOND_HALF).map(({ text }) => text),
    ...[...told(SYMPTOMS.first), ...told(SYMPTOMS.second)].map(({ text }) => text),
    ...SYMPTOMS.nothing,
    ...TURNS.flatMap(({ before, say }) => [...before, say]),
  ]),
].filter((say) => !AGREEMENTS.includes(say));
const LABELS = [
  'Next',
  'Go on',
  'Done',
  'Saved; still 5 (0x5)',
  'I agree',
  'Skip',
  'Back',
  'Undo the change',
  'Solved',
  "I don't know",
  'It is absent',
];

/** What is filled into a form: all of it, half, nothing, and what no form asks. */
const FILLED: Record<string, string>[] = [
  { value: '0x5', version: '5.0', neighbours: 'none', spool: 'different', optimizer: 'yes', windows: 'nt4' },
  { value: '5 decimal', windows: 'w2000' },
  { version: '5.5' },
  { value: 'absent', neighbours: 'crash' },
  { value: '20', version: 'no such option', agreement: 'I agree', say: 'I agree' },
  {},
];

type Act =
  | { say: string }
  | { fill: Record<string, string>; ago: number }
  | { press: string; ago: number }
  | { restart: true }
  | { open: true };
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...SAID).map((say) => ({ say })) },
  { weight: 4, arbitrary: fc.constantFrom(...WAYS).map((say) => ({ say })) },
  { weight: 3, arbitrary: fc.record({ press: fc.constantFrom(...LABELS), ago: fc.nat(4) }) },
  { weight: 3, arbitrary: fc.record({ fill: fc.constantFrom(...FILLED), ago: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.constant({ restart: true as const }) },
  { weight: 1, arbitrary: fc.constant({ open: true as const }) },
);

/** A quotation is what the person said, and opens nothing. */
export const opensAnEditor = (reply: Reply) =>
  /\bregedt32\b|\bregedit\b|HKEY_LOCAL_MACHINE|REGEDIT4/i.test(
    `${textOf({ ...reply, blocks: reply.blocks.filter(({ kind }) => kind !== 'quote') })}\n${foldedOf(reply)}`,
  );

/** A conversation on the way to the warning, and the screen it stands at. */
interface Place {
  case: Case;
  kind: string | undefined;
}

/** How many turns ago the newest form was drawn, of those that are at least so old; something may have been asked since. */
function formAgo({ replies }: Conversation, atLeast: number): number | undefined {
  const place = replies.slice(0, replies.length - atLeast).findLastIndex(({ form }) => form !== undefined);
  return place < 0 ? undefined : replies.length - 1 - place;
}

/** Plays the acts and tells, for every reply, whether somebody had agreed at a warning in that case by then. */
export async function play(acts: readonly Act[], from?: Place): Promise<{ reply: Reply; agreed: boolean }[]> {
  const conversation = new Conversation();
  if (from) conversation.case = structuredClone(from.case);
  const told: { reply: Reply; agreed: boolean }[] = [];
  const agreed = new Set<string>();
  for (const one of acts) {
    if ('restart' in one) {
      conversation.restart();
      continue;
    }
    const caseBefore = conversation.case.caseId;
    const pressed = 'press' in one ? pressable(conversation, one) : undefined;
    if ('press' in one && !pressed) continue;
    const ago = 'fill' in one ? formAgo(conversation, one.ago) : 0;
    if (ago === undefined) continue;
    // The case itself forgets nothing, so the oracle looks only at what was shown and said.
    const atWarning = conversation.case.cursor !== undefined && (lastPlace(told) ?? from?.kind) === 'warning';
    const says = 'say' in one ? one.say : pressed?.say;
    const counts = atWarning && says !== undefined && (pressed === undefined || pressed.fresh);
    if (counts && AGREEMENTS.includes(says)) agreed.add(caseBefore);
    if (counts && REFUSALS.includes(says)) agreed.delete(caseBefore);
    const reply =
      'open' in one
        ? await conversation.turn(undefined)
        : 'press' in one
          ? await conversation.press(one.press, one.ago)
          : 'fill' in one
            ? await conversation.fill(one.fill, ago)
            : await conversation.say(one.say);
    told.push({ reply, agreed: agreed.has(conversation.case.caseId) });
  }
  return told;
}

/** The right answers from the paste to the warning. Random acts alone would hardly ever get there. */
export const WAY = [PASTE, '5.0', 'none of these', 'different files', 'yes', '0x5', 'nt4'];

async function placesOnTheWay(): Promise<Place[]> {
  const conversation = new Conversation();
  const places: Place[] = [];
  for (const say of WAY) {
    const { screen } = await conversation.say(say);
    places.push({ case: structuredClone(conversation.case), kind: screen.kind });
  }
  return places;
}

function pressable(conversation: Conversation, { press, ago }: { press: string; ago: number }) {
  const choice = conversation.replies.at(-1 - ago)?.choices.find((one) => one.label === press);
  return choice && { say: choice.say, fresh: ago === 0 };
}

/** Answers in passing do not move the case, so the last other screen is where it stands. */
const lastPlace = (told: readonly { reply: Reply }[]) =>
  told.findLast(({ reply }) => !['answer', 'help', 'handoff', 'error'].includes(reply.screen.kind))?.reply.screen.kind;

/** Says each of the texts at the warning, and goes on. @returns those after which an editor was opened, which must be none */
export async function openedBy(texts: readonly string[]): Promise<string[]> {
  const atWarning = (await placesOnTheWay()).at(-1);
  const opened: string[] = [];
  for (const say of texts) {
    const told = await play([{ say }, { say: 'next' }], atWarning);
    if (told.some(({ reply, agreed }) => !agreed && opensAnEditor(reply))) opened.push(say);
  }
  return opened;
}

/**
 * Plays random conversations, half of them from the warning on, where there is most to win. Rejects with the shortest one in
 * which a step that opens a registry editor was reached without an explicit agreement.
 * @returns how many of the runs met a warning, and how many opened an editor: else they were not where it matters
 */
export async function playAtRandom(runs: number): Promise<{ warned: number; opened: number }> {
  const places = await placesOnTheWay();
  if (places.at(-1)?.kind !== 'warning') throw new Error('the way does not lead to the warning');
  let warned = 0;
  let opened = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.nat(WAY.length - 1), fc.constant(WAY.length - 1)),
      fc.array(act, { minLength: 1, maxLength: 12 }),
      async (at, acts) => {
        const told = await play(acts, places[at]);
        if (told.some(({ reply }) => reply.screen.kind === 'warning')) warned += 1;
        if (told.some(({ reply }) => opensAnEditor(reply))) opened += 1;
        return told.every(({ reply, agreed }) => agreed || !opensAnEditor(reply));
      },
    ),
    { numRuns: runs },
  );
  return { warned, opened };
}
