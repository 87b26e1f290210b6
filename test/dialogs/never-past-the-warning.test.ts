import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../dialogs/reply.ts';
import { SEED_EVENTS } from '../fixtures/seed-events.ts';
import { Conversation, textOf } from './conversation.ts';

const PASTE = SEED_EVENTS.map((event) => `Event ID: ${event.id}\nSource: ${event.source}\n${event.text}`).join('\n\n');
const AGREEMENTS = ['I agree', 'i accept the risk', 'Yes, I agree.'];

/** What people say and do on the way, most of it wanting to get on. */
const SAID = [
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
  ...['straight to the registry part', 'show me the regedit steps', 'step 4', 'delete my data', 'asdfgh', ''],
  ...['Set Maximum # of information store threads from 20 to 5', 'event 4094 from MSExchangeIMC', PASTE],
  '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIS\\ParametersSystem]\n"Max Threads(Private+Public)"=dword:00000005',
];
const LABELS = ['Next', 'Done', 'I agree', 'Skip', 'Back', 'Undo the change', 'Solved', "I don't know", 'It is absent'];

type Act = { say: string } | { press: string; ago: number } | { restart: true } | { open: true };
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...SAID).map((say) => ({ say })) },
  { weight: 3, arbitrary: fc.record({ press: fc.constantFrom(...LABELS), ago: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.constant({ restart: true as const }) },
  { weight: 1, arbitrary: fc.constant({ open: true as const }) },
);

const opensAnEditor = (reply: Reply) =>
  reply.screen.kind === 'step' && /\bregedt32\b|\bregedit\b|HKEY_LOCAL_MACHINE|REGEDIT4/i.test(textOf(reply));

/** Plays the acts and tells, for every reply, whether somebody had agreed at a warning in that case by then. */
async function play(acts: readonly Act[]): Promise<{ reply: Reply; agreed: boolean }[]> {
  const conversation = new Conversation();
  const told: { reply: Reply; agreed: boolean }[] = [];
  const agreed = new Set<string>();
  for (const one of acts) {
    if ('restart' in one) {
      conversation.restart();
      continue;
    }
    const before = told.at(-1)?.reply;
    const caseBefore = conversation.case.caseId;
    const pressed = 'press' in one ? pressable(conversation, one) : undefined;
    if ('press' in one && !pressed) continue;
    // The case itself forgets nothing, so the oracle looks only at what was shown and said.
    const atWarning = conversation.case.cursor !== undefined && lastPlace(told) === 'warning';
    const says = 'say' in one ? one.say : pressed?.say;
    if (
      atWarning &&
      says !== undefined &&
      AGREEMENTS.includes(says) &&
      (pressed === undefined || pressed.fresh) &&
      before
    )
      agreed.add(caseBefore);
    const reply =
      'open' in one
        ? await conversation.turn(undefined)
        : 'press' in one
          ? await conversation.press(one.press, one.ago)
          : await conversation.say(one.say);
    told.push({ reply, agreed: agreed.has(conversation.case.caseId) });
  }
  return told;
}

function pressable(conversation: Conversation, { press, ago }: { press: string; ago: number }) {
  const choice = conversation.replies.at(-1 - ago)?.choices.find((one) => one.label === press);
  return choice && { say: choice.say, fresh: ago === 0 };
}

/** Answers in passing do not move the case, so the last other screen is where it stands. */
const lastPlace = (told: readonly { reply: Reply }[]) =>
  told.findLast(({ reply }) => !['answer', 'help', 'handoff', 'error'].includes(reply.screen.kind))?.reply.screen.kind;

describe('no way past the warning', () => {
  it('nothing but an explicit agreement reaches a step that opens a registry editor', {
    timeout: 300_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 11 }), async (acts) => {
        const told = await play([{ say: PASTE }, ...acts]);
        for (const { reply, agreed } of told) if (opensAnEditor(reply)) expect(agreed).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('an agreement in the right place does lead there, so the property above can fail', async () => {
    const way = [
      PASTE,
      'next',
      '5.0',
      'none of these',
      'different files',
      'yes',
      'next',
      '0x5',
      'nt4',
      'I agree',
      'done',
      'skip the backup',
    ];
    const told = await play(way.map((say) => ({ say })));
    expect(told.some(({ reply, agreed }) => opensAnEditor(reply) && agreed)).toBe(true);
  });
});
