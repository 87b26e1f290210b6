import type { Article } from '../../../knowledge/article.ts';
import type { AnsweredFrom } from '../../../knowledge/folder/topic-file.ts';
import { termAsked } from '../../../knowledge/glossary.ts';
import { serviceNamed } from '../../../knowledge/services.ts';
import type { TriageLine } from '../../../knowledge/triage.ts';
import { triaged } from '../../../knowledge/triage.ts';
import type { Heard } from '../../reading/sayings.ts';
import type { At } from '../../walking/at.ts';
import type { Risk } from '../../walking/screen.ts';
import { claimBlocks } from '../claim-blocks.ts';
import { text } from '../phrases.ts';
import { plainName, plainTime } from '../plain-name.ts';
import type { Block } from '../reply.ts';
import { items, unique } from './answer-blocks.ts';
import { eventName, eventNames } from './case-events.ts';
import { about } from './phrases-about.ts';

const MOST_NAMED = 6;
const told = (all: readonly string[], say: (all: readonly string[]) => string): Block[] =>
  all.length > 0 ? [text(say(all))] : [];

const eventsOf = (at: At): string[] => eventNames(at.case.known.events, MOST_NAMED);
const valuesOf = ({ settings }: Article): string[] => settings.map(({ value }) => value);

/** What the steps of the open article do, by what they touch. */
function deedsOf({ open, knowledge }: At) {
  const { steps = [], settings = [] } = open?.article ?? {};
  const risky = steps.flatMap((step) => ('risk' in step && step.risk.length > 0 ? [step] : []));
  const restarts = steps.flatMap((step) => ('restart' in step ? step.restart : []));
  const risks = new Set<Risk>([
    ...risky.flatMap(({ risk }) => risk),
    ...(open?.plan.screens.flatMap((screen) => (screen.kind === 'warning' ? screen.risks : [])) ?? []),
  ]);
  return {
    risks,
    titles: risky.map(({ title }) => title),
    files: risky.filter(({ risk }) => risk.includes('files')).map(({ title }) => title),
    values: settings.map(({ value }) => value),
    services: unique(restarts.flatMap((name) => serviceNamed(knowledge.services, name)?.label ?? [])),
    onlyLooks: risks.size === 0 && settings.length === 0 && restarts.length === 0,
  };
}

function comesBack(at: At): Block[] {
  const watch = told(eventsOf(at), about.watchFor);
  if (!at.open) return watch;
  const values = valuesOf(at.open.article);
  return [
    text(values.length > 0 ? about.setStays(values) : about.causeGone),
    ...watch,
    ...(at.case.change?.made ? [text(about.undoReady)] : []),
  ];
}

function planB(at: At): Block[] {
  const { open, matches } = at;
  if (!open) return [];
  const others = matches
    .filter(({ article }) => article.id !== open.article.id)
    .slice(0, 3)
    .map(({ article }) => `${article.id}: ${article.names}`);
  return [
    ...claimBlocks(open.article.unsolved, at.answers),
    ...(others.length > 0 ? [text(about.nextCandidates), ...items(others)] : [text(about.nothingElseFits)]),
    text(about.personReady),
  ];
}

function proof(at: At): Block[] {
  const events = told(eventsOf(at), about.proofEvents);
  if (!at.open) return events;
  const { services, values } = deedsOf(at);
  return [...events, ...told(services, about.proofServices), ...told(values, about.proofValue)];
}

const TOUCHES: readonly [keyof typeof about.parts, Risk][] = [
  ['registry', 'registry'],
  ['services', 'service'],
  ['files', 'files'],
  ['rights', 'permissions'],
];

function reach(at: At): Block[] {
  if (!at.open) return [];
  const { risks, onlyLooks, values, services } = deedsOf(at);
  const has = (risk: Risk) =>
    risks.has(risk) || (risk === 'registry' && values.length > 0) || (risk === 'service' && services.length > 0);
  const what = TOUCHES.filter(([, risk]) => has(risk)).map(([part]) => about.parts[part]);
  return [
    ...(onlyLooks ? [text(about.reachNothing)] : told(what, about.reachAll)),
    ...(risks.has('network') ? [text(about.mayCutOff)] : []),
  ];
}

const timesOf = (line: TriageLine): string =>
  about.kind(eventName(line), line.times, plainTime(line.firstTime), plainTime(line.lastTime));

function times({ case: kept }: At): Block[] {
  const { lines } = triaged(kept.known.events);
  const timed = lines.some(({ firstTime }) => plainTime(firstTime) !== undefined);
  const ending = timed ? about.onlyPasted : about.noTimes;
  return lines.length > 0 ? [...items(lines.slice(0, MOST_NAMED).map(timesOf)), text(ending)] : [];
}

function changedBy(at: At): Block[] {
  const named = triaged(at.case.known.events).lines.flatMap((line) => {
    const accounts = line.parameters.flatMap(({ kind, value }) => (kind === 'account' ? plainName(value) : []));
    return accounts.length > 0 ? [about.accounts(eventName(line), unique(accounts))] : [];
  });
  const { open } = at;
  // What the article says of its cause says what may have changed the setting, though not who.
  const because =
    open && open.article.settings.length > 0 ? claimBlocks(open.article.cause.slice(0, 3), at.answers) : [];
  const nobody = named.length === 0 && (open || at.case.known.events.length > 0) ? [text(about.nobodyNamed)] : [];
  return [...items(named.slice(0, MOST_NAMED)), ...nobody, ...because];
}

function machine({ case: kept, open }: At): Block[] {
  const names = unique(kept.known.events.flatMap(({ computer }) => plainName(computer ?? '') || []));
  if (names.length > 0) return [text(about.machines(names.slice(0, MOST_NAMED)))];
  return open || kept.known.events.length > 0 ? [text(about.noMachine)] : [];
}

function rights(at: At): Block[] {
  return at.open ? [text(deedsOf(at).onlyLooks ? about.noRights : about.adminOf)] : [];
}

function savedFirst(at: At): Block[] {
  const { open } = at;
  if (!open) return [];
  const { files, onlyLooks, risks } = deedsOf(at);
  if (onlyLooks) return [text(about.noBackup)];
  const step = open.plan.screens.find((screen) => screen.kind === 'step' && screen.task === 'backup');
  const first = step?.kind === 'step' ? [text(about.backupStep(step.title))] : [];
  const warned = first.length === 0 && risks.size > 0 ? [text(about.backupWarned)] : [];
  return [...first, ...warned, ...told(files, about.backupFiles)];
}

function downtime(at: At): Block[] {
  if (!at.open) return [];
  const { services } = deedsOf(at);
  return services.length > 0 ? [text(about.cutsOff(services)), text(about.lookAnyTime)] : [text(about.noOutage)];
}

function changes(at: At): Block[] {
  if (!at.open) return at.case.known.events.length > 0 ? [text(about.noFixYet)] : [];
  const { values, services, titles, onlyLooks } = deedsOf(at);
  if (onlyLooks) return [text(about.changesNothing)];
  return [
    ...told(values, about.changesNumber),
    ...told(titles, about.changesSteps),
    ...told(services, about.changesServices),
    text(about.yourHands),
  ];
}

function meaningOfWord(at: At, heard: Heard): Block[] {
  const term = termAsked(heard.begins);
  return term ? [text(about.term(term.word)), ...claimBlocks([term.means], at.answers)] : [];
}

/** Questions about a fix before and after it is done: from the open article, the events of the case, and the glossary. */
export const ABOUT = {
  return: comesBack,
  'plan-b': planB,
  proof,
  reach,
  times,
  'changed-by': changedBy,
  self: () => [text(about.self), text(about.selfHow), text(about.selfWho)],
  machine,
  rights,
  'saved-first': savedFirst,
  downtime,
  changes,
  glossary: meaningOfWord,
} satisfies Partial<Record<AnsweredFrom, (at: At, heard: Heard) => Block[]>>;
