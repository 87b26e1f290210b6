import { eventsOfId } from '../../knowledge/triage/known-events.ts';
import { type Triage, type TriageChain, type TriageLine, triage } from '../../knowledge/triage.ts';
import type { Case } from '../walking/case.ts';
import { ambiguousBlocks } from './asked/event-lines.ts';
import { type Provided, providedBlocks } from './asked/provided-blocks.ts';
import { reply } from './compose-reply.ts';
import { CHOICES, text } from './phrases.ts';
import { diagnosis } from './phrases-diagnosis.ts';
import { triagePhrases as say } from './phrases-triage.ts';
import { plainName, plainTime } from './plain-name.ts';
import type { Block, Reply } from './reply.ts';

// One screen: what stands beyond these is counted.
const MOST_CHAINS = 2;
const MOST_ACT = 5;
const MOST_WATCH = 3;
const MOST_NOISE = 3;
const MOST_UNKNOWN = 6;
const MOST_NAMES = 3;
const MOST_EXPLAINED = 4;

/** `disk 153` as the paste writes it, every mark of a stranger's name gone. */
const nameOf = ({ source, known, eventId }: TriageLine): string =>
  `${plainName(source ?? known?.source ?? '') || 'event'} ${eventId}`;

/** With how often it was there, when that was more than once. */
function counted(line: TriageLine): string {
  const { times, firstTime, lastTime } = line;
  const repeated = times > 1 ? ` (${diagnosis.repeated(times, plainTime(firstTime), plainTime(lastTime))})` : '';
  return `${nameOf(line)}${repeated}`;
}

const listed = (items: readonly string[]): Block[] => (items.length > 0 ? [{ kind: 'list', items: [...items] }] : []);

/** A heading with its list; nothing where the list is empty. */
const under = (heading: string, items: readonly string[]): Block[] =>
  items.length > 0 ? [text(heading), ...listed(items)] : [];

const TOLD: ReadonlySet<string> = new Set(['service', 'process', 'module', 'disk', 'volume', 'account', 'update']);

const plainValue = (value: string): string => plainName(value.replace(/^\\Device\\/, '').replaceAll('\\', ' '));

/** What its events name, the first few. */
function namesIn({ parameters }: TriageLine): string[] {
  const named = parameters.filter(({ kind }) => TOLD.has(kind)).map(({ value }) => plainValue(value));
  return [...new Set(named)].filter(Boolean).slice(0, MOST_NAMES);
}

const knownLine = (line: TriageLine): string =>
  say.known(counted(line), namesIn(line), line.known?.means ?? '', line.known?.next ?? '');

/** Of noise the reason is told: that of the pattern, or that of the event itself. */
const noiseLine = (line: TriageLine): string =>
  say.known(counted(line), [], line.known?.means ?? '', line.because ?? line.known?.next ?? '');

function chainBlocks(chain: TriageChain, lines: ReadonlyMap<string, TriageLine>): Block[] {
  const told = (keys: readonly string[]) =>
    keys.flatMap((key) => lines.get(key) ?? []).map((line) => say.named(counted(line), namesIn(line)));
  return [
    text(say.chain(chain.title, chain.says)),
    ...listed([say.chainEvents(told(chain.causes), told(chain.effects)), say.next(chain.next)]),
  ];
}

function firstBlocks(found: Triage, lines: ReadonlyMap<string, TriageLine>): Block[] {
  const first = lines.get(found.first ?? '');
  if (found.lines.length < 2) return [];
  if (!first) return found.lines.some(({ severity }) => severity === 'unknown') ? [] : [text(say.nothingSerious)];
  const chain = found.chains.find(({ causes, effects }) => causes[0] === found.first && effects.length > 0);
  if (chain) {
    const named = (keys: readonly string[]) => keys.flatMap((key) => lines.get(key) ?? []).map(nameOf);
    if (found.apart.length === 0) return [text(say.explains(nameOf(first)))];
    return [
      text(say.explainsSome(nameOf(first), named(chain.effects).slice(0, MOST_EXPLAINED))),
      text(say.apart(named(found.apart))),
    ];
  }
  return found.lines.filter(({ severity }) => severity === 'act').length > 1 && first.firstTime !== undefined
    ? [text(say.firstInTime(nameOf(first)))]
    : [];
}

/** An id that several sources write, and nobody said which. */
const isAmbiguous = ({ known, source, eventId }: TriageLine): boolean =>
  known === undefined && source === undefined && eventsOfId(eventId).length > 0;

/** Events that are in no table: in the words of the machine's own providers, where these were imported. */
function unknownBlocks(lines: readonly TriageLine[], shelf: Provided): Block[] {
  const told = lines.map((line) => ({ line, blocks: providedBlocks(shelf, line.eventId, line.source) }));
  const untold = told.filter(({ blocks }) => blocks.length === 0).map(({ line }) => counted(line));
  return [
    ...told.flatMap(({ blocks }) => blocks),
    ...(untold.length > 0 ? [text(say.unknown(untold))] : []),
    ...(lines.length > 0 ? [text(say.unknownNext)] : []),
  ];
}

/** Lines that no chain on the screen speaks of, of one severity. */
function sections(found: Triage, inChains: ReadonlySet<string>, shelf: Provided): { blocks: Block[]; shown: number } {
  const of = (severity: TriageLine['severity'], most: number) =>
    found.lines.filter((line) => line.severity === severity && !inChains.has(line.key)).slice(0, most);
  const act = of('act', MOST_ACT);
  const watch = of('watch', MOST_WATCH);
  const undescribed = of('unknown', MOST_UNKNOWN);
  const [unknown, ambiguous] = [undescribed.filter((line) => !isAmbiguous(line)), undescribed.filter(isAmbiguous)];
  const allNoise = of('noise', found.lines.length);
  // Beside something serious noise is told shortly; alone it is the answer.
  const noise = allNoise.slice(0, MOST_NOISE);
  const more = allNoise.length - noise.length;
  return {
    blocks: [
      ...under(say.act, act.map(knownLine)),
      ...under(say.watch, watch.map(knownLine)),
      ...ambiguous.flatMap(({ eventId }) => ambiguousBlocks(eventId)),
      ...unknownBlocks(unknown, shelf),
      ...under(say.noise, [...noise.map(noiseLine), ...(more > 0 ? [say.noiseMore(more)] : [])]),
    ],
    shown: act.length + watch.length + undescribed.length + allNoise.length,
  };
}

function sharedItems(found: Triage, lines: ReadonlyMap<string, TriageLine>): string[] {
  return found.shared.flatMap(({ kind, value, lines: keys }) => {
    const events = keys.flatMap((key) => lines.get(key) ?? []).map(nameOf);
    const name = plainValue(value);
    return name === '' || events.length < 2 ? [] : [say.shared(kind, name, events)];
  });
}

/** What the events say, one screen: runs that are well known first, then what wants somebody, what may be left, what nobody knows. */
function triageBlocks(found: Triage, shelf?: Provided): Block[] {
  const lines = new Map(found.lines.map((line) => [line.key, line]));
  const chains = found.chains.slice(0, MOST_CHAINS);
  const inChains = new Set(chains.flatMap(({ causes, effects }) => [...causes, ...effects]));
  const { blocks, shown } = sections(found, inChains, shelf);
  const more = found.lines.filter(({ key }) => !inChains.has(key)).length + found.more - shown;
  return [
    ...firstBlocks(found, lines),
    ...chains.flatMap((chain) => chainBlocks(chain, lines)),
    ...blocks,
    ...listed(sharedItems(found, lines)),
    ...(more > 0 ? [text(say.more(more))] : []),
  ];
}

/** What is known about events that no article covers; undefined where nobody has described any of them. */
export function triageReply(kept: Case, codes: readonly string[], shelf?: Provided): Reply | undefined {
  const found = triage(kept.known.events);
  if (!found.lines.some((line) => line.known || isAmbiguous(line))) return undefined;
  return reply(
    'unknown',
    say.title,
    [
      text(say.read(found.events, found.lines.length + found.more)),
      ...triageBlocks(found, shelf),
      ...under(diagnosis.codes, codes),
      text(say.morePasted),
    ],
    [CHOICES.human, CHOICES.startOver],
  );
}
