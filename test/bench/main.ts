// `npm run bench` measures what every change can touch; the long ones are asked for by name.
interface Bench {
  run(print: (line: string) => void): Promise<void>;
}

const ALWAYS: Record<string, () => Promise<Bench>> = {
  recognize: () => import('./recognize.bench.ts'),
  intents: () => import('./intents.bench.ts'),
  confusion: () => import('./confusion.bench.ts'),
  turn: () => import('./turn.bench.ts'),
};
const BY_NAME: Record<string, () => Promise<Bench>> = {
  ...ALWAYS,
  asks: () => import('./asks.bench.ts'),
  calibration: () => import('./calibration.bench.ts'),
  codes: () => import('./codes.bench.ts'),
  fuzz: () => import('./fuzz.bench.ts'),
  'fuzz-http': () => import('./fuzz-http.bench.ts'),
  regex: () => import('./regex.bench.ts'),
  store: () => import('./store.bench.ts'),
  kill: () => import('./kill.bench.ts'),
  guards: () => import('./guards.bench.ts'),
  library: () => import('./library.bench.ts'),
  runbooks: () => import('./runbooks.bench.ts'),
  effort: () => import('./effort.bench.ts'),
  wild: () => import('./wild.bench.ts'),
  triage: () => import('./triage.bench.ts'),
  evtx: () => import('./evtx.bench.ts'),
  start: () => import('./start.bench.ts'),
  fairness: () => import('./fairness.bench.ts'),
  wire: () => import('./wire.bench.ts'),
  'first-card': () => import('./first-card.bench.ts'),
  warning: () => import('./warning.bench.ts'),
  'direct-line': () => import('./direct-line.bench.ts'),
};

const print = (line: string) => process.stdout.write(`${line}\n`);
// A number is the seed of the one before it.
const asked = process.argv.slice(2).filter((word) => !/^\d+$/.test(word));
const unknown = asked.filter((name) => !(name in BY_NAME));
if (unknown.length > 0) {
  print(`There is no bench called ${unknown.join(', ')}. There are: ${Object.keys(BY_NAME).join(', ')}.`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : Object.keys(ALWAYS)) {
  print(`\n# ${name}`);
  const bench = await BY_NAME[name]?.();
  await bench?.run(print);
}
process.exit();
