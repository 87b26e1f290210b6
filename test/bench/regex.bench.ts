import { hear } from '../../dialogs/reading/heard.ts';
import { normalisePaste } from '../../knowledge/recognizer/paste/normalise-paste.ts';
import { READERS } from '../../knowledge/recognizer/read-events.ts';
import { recognizeEvidence } from '../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../knowledge/recognizer/utterance.ts';
import { Conversation } from '../dialogs/conversation.ts';

const KIB = 1024;
const [SMALL, LARGE, LARGER] = [16 * KIB, 64 * KIB, 256 * KIB] as const;
const LIMIT = 1.2;
/** Shorter work is noise of the garbage collector, and no growth. */
const LEAST_MS = 8;
/** Milliseconds of work that are measured; a growth above the limit is looked at again, longer each time. */
const MEASURED_MS = [30, 120, 480] as const;
/** What was not tried until then is told. */
const DEADLINE_MS = 8 * 60_000;

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

/**
 * Milliseconds of one run, over so much work that the steps of the clock (10 ms on some systems) do not count. By the CPU
 * time of this thread: on a busy machine a long run is interrupted each time and a short one is not, which looks like growth.
 */
async function cost(work: () => unknown, atLeastMs: number): Promise<number> {
  const before = cpuMs();
  for (let runs = 1; ; runs += 1) {
    await work();
    const spent = cpuMs() - before;
    if (spent >= atLeastMs) return spent / runs;
  }
}

/** Whether one run is over in no time; the clock on the wall can only make it longer, and so does code that never ran before. */
async function isShort(work: () => unknown): Promise<boolean> {
  for (let run = 0; run < 2; run += 1) {
    const before = performance.now();
    await work();
    if (performance.now() - before < LEAST_MS) return true;
  }
  return false;
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

type Work = (text: string) => () => unknown;

/** Stops as soon as it is known to be within the limit. */
async function growth(work: Work, pump: string, end: string): Promise<number> {
  const ofLarge = work(filled(pump, LARGE, end));
  const ofSmall = work(filled(pump, SMALL, end));
  if (await isShort(ofLarge)) return 0;
  let [large, small] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let power = 0;
  for (const ms of MEASURED_MS) {
    // Whatever else there is, a collection of garbage or a cache that another process took, only adds: the least is the work itself.
    large = Math.min(large, await cost(ofLarge, ms));
    if (large < LEAST_MS) return 0;
    small = Math.min(small, await cost(ofSmall, ms));
    power = Math.log(large / small) / Math.log(LARGE / SMALL);
    if (power <= LIMIT) return power;
  }
  // Lists that no longer fit where what is young is kept cost more each, once. That is a step, and a power goes on beyond it.
  const ofLarger = work(filled(pump, LARGER, end));
  const larger = Math.min(await cost(ofLarger, MEASURED_MS[1]), await cost(ofLarger, MEASURED_MS[1]));
  return Math.min(power, Math.log(larger / large) / Math.log(LARGER / LARGE));
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
  const all = pumps().flatMap((pump) => ENDS.map((end) => ({ pump, end })));
  const most = new Map(Object.keys(works).map((name) => [name, { power: 0, pump: '' }]));
  const until = performance.now() + DEADLINE_MS;
  let tried = 0;
  for (const { pump, end } of all) {
    if (performance.now() > until) break;
    tried += 1;
    for (const [name, work] of Object.entries(works)) {
      const power = await growth(work, pump, end);
      if (power > (most.get(name)?.power ?? 0)) most.set(name, { power, pump });
    }
  }
  print('the power with which time grows from 16 to 64 KB; 0 is what takes no time');
  for (const [name, { power, pump }] of most)
    print(`${name.padEnd(32)}${power.toFixed(2).padStart(6)}  ${JSON.stringify(pump)}`);
  const worst = Math.max(...[...most.values()].map(({ power }) => power));
  print(`tried ${tried} of ${all.length} pumps with their ends, each at ${most.size} readers and rules`);
  print(`worst: ${worst.toFixed(2)}, which is ${worst <= LIMIT ? 'within' : 'ABOVE'} ${LIMIT}`);
  if (worst > LIMIT) process.exitCode = 1;
}
