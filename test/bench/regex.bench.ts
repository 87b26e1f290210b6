import { hear } from '../../dialogs/reading/heard.ts';
import { normalisePaste } from '../../knowledge/recognizer/paste/normalise-paste.ts';
import { READERS } from '../../knowledge/recognizer/read-events.ts';
import { recognizeEvidence } from '../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../knowledge/recognizer/utterance.ts';
import { Conversation } from '../dialogs/conversation.ts';

const KIB = 1024;
const [SMALL, LARGE] = [16 * KIB, 64 * KIB] as const;
const LIMIT = 1.2;
/** Shorter work is noise of the clock and of the garbage collector, and no growth. */
const LEAST_MS = 8;
const RUNS = 3;
/** A growth above the limit is looked at again: another program on the machine may have been it. */
const RUNS_AGAIN = 15;

/** What readers and rules look for, alone and in random rows; the first ones held everybody up once. */
const PARTS = [
  ...[
    '\t',
    ' ',
    '4116 ',
    '4116\t',
    'hex\t',
    '\u2028',
    '\n',
    '\r\n',
    '-',
    '.',
    ',',
    ':',
    ';',
    '|',
    '"',
    "'",
    '(',
    '[',
    '<',
    '&',
  ],
  ...[
    'Event ID: ',
    'Event ID: 4116\n',
    'Source: ',
    'MSExchangeIMC ',
    'Type: Error\n',
    'Date: 3/4/98 ',
    '2:17:44 AM ',
    'event ',
  ],
  ...[
    '0x8004',
    '0x8004011d ',
    '80040115,',
    '%%126 ',
    'error ',
    'no ',
    'not ',
    'x5 ',
    'and ',
    'id=4116 ',
    '"Id":4116,',
    '{"a":',
  ],
  ...[
    '<Event ',
    '<EventID>',
    '<br>',
    '&nbsp;',
    '<td>',
    '> ',
    '**',
    '`',
    '[ Name] ',
    'reg query ',
    '"a"=dword:',
    'REG_DWORD ',
  ],
  ...[
    'set x to ',
    'file: "',
    'net stop ',
    'changed to ',
    '0000: 00 11 22 33 ',
    '事件 4116',
    'é',
    'a',
    'Abc ',
    '\\',
    '/',
    '=',
    '*',
  ],
];
const ROWS = 40;
const ENDS = ['x', '\n'];

/** Random, and the same each time. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state;
  }
}

function pumps(): string[] {
  const random = numbers(1);
  const part = () => PARTS[(random.next().value >>> 8) % PARTS.length] ?? '';
  return [...PARTS, ...Array.from({ length: ROWS }, (_, at) => Array.from({ length: 2 + (at % 3) }, part).join(''))];
}

const filled = (pump: string, size: number, end: string) => `4116${pump.repeat(Math.ceil(size / pump.length))}${end}`;

/** Milliseconds of one run, the least of several: whatever else runs can only add to it. (The CPU clock counts in steps of 10 ms.) */
async function cost(work: () => unknown, runs: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const before = performance.now();
    await work();
    least = Math.min(least, performance.now() - before);
  }
  return least;
}

type Work = (text: string) => () => unknown;

async function growth(work: Work, pump: string, end: string, runs: number): Promise<number> {
  const large = await cost(work(filled(pump, LARGE, end)), runs);
  if (large < LEAST_MS) return 0;
  const small = await cost(work(filled(pump, SMALL, end)), runs);
  return Math.log(large / small) / Math.log(LARGE / SMALL);
}

/** Somebody who is asked for the number, where answers are read by most rules. */
async function atNumber(): Promise<Work> {
  const conversation = new Conversation();
  for (const said of ['4116 3039 0x80040115 4117 4094 0x8004011d 4102', 'next', '5.0', 'none', 'different', 'yes'])
    await conversation.say(said);
  const { case: asked } = conversation;
  return (text) => () => {
    conversation.case = asked;
    return conversation.say(text);
  };
}

/** How the work of each reader and of the dialogs grows from 16 to 64 KB of whatever they look for: 1 is linear, and none may be above 1.2. */
export async function run(print: (line: string) => void): Promise<void> {
  const works: Record<string, Work> = {
    normalisePaste: (text) => () => normalisePaste(text),
    recognition: (text) => () => recognizeEvidence(plainUtterance(text)),
    ...Object.fromEntries(
      READERS.map(({ read }, at): [string, Work] => [
        read.name || `reader ${at}`,
        (text) => {
          const { lines } = normalisePaste(text);
          return () => read([...lines]);
        },
      ]),
    ),
    'answers at any place': (text) => () => hear(plainUtterance(text)),
    'answers at the number': await atNumber(),
  };
  const all = pumps();
  print(`${all.length} pumps with ${ENDS.length} ends; the power with which time grows from 16 to 64 KB`);
  let worst = 0;
  for (const [name, work] of Object.entries(works)) {
    let most = { power: 0, pump: '' };
    for (const pump of all)
      for (const end of ENDS) {
        let power = await growth(work, pump, end, RUNS);
        if (power > LIMIT) power = Math.min(power, await growth(work, pump, end, RUNS_AGAIN));
        if (power > most.power) most = { power, pump };
      }
    worst = Math.max(worst, most.power);
    print(`${name.padEnd(32)}${most.power.toFixed(2).padStart(6)}  ${JSON.stringify(most.pump)}`);
  }
  print(`worst: ${worst.toFixed(2)}, which is ${worst <= LIMIT ? 'within' : 'ABOVE'} ${LIMIT}`);
  if (worst > LIMIT) process.exitCode = 1;
}
