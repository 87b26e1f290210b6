import type { Article, Claim } from '../../../knowledge/article.ts';
import type { AnsweredFrom } from '../../../knowledge/folder/topic-file.ts';
import { alsoStopped, type Service, serviceNamed, startOrder } from '../../../knowledge/services.ts';
import { eventKnowledge, sourceNamed } from '../../../knowledge/triage/known-events.ts';
import { explainEvent, triaged } from '../../../knowledge/triage.ts';
import type { Heard } from '../../reading/sayings.ts';
import { saying } from '../../reading/sayings.ts';
import type { At } from '../../walking/at.ts';
import type { StoredEvent } from '../../walking/case.ts';
import { claimBlocks } from '../claim-blocks.ts';
import { text } from '../phrases.ts';
import { asks } from '../phrases-asks.ts';
import { triagePhrases } from '../phrases-triage.ts';
import { plainName, plainTime } from '../plain-name.ts';
import type { Block } from '../reply.ts';
import { items, unique } from './answer-blocks.ts';
import { ABOUT } from './case-answers.ts';
import { eventName } from './case-events.ts';
import { kindsOf } from './event-kinds.ts';
import { type Provided, providedBlocks } from './provided-blocks.ts';

const MOST_EVENTS = 6;

/** What the events of the case mean, each with what to look at next. */
export function meaningBlocks(events: readonly StoredEvent[], shelf: Provided): Block[] {
  const told = kindsOf(events)
    .slice(0, MOST_EVENTS)
    .map(({ event }): { line?: string; blocks?: Block[] } => {
      const [known] = explainEvent(event.source, event.eventId).known;
      if (known)
        return {
          line: asks.meaning(eventName(event), `${known.means} ${asks.next(known.next)} ${asks.from(known.from)}`),
        };
      const blocks = providedBlocks(shelf, event.eventId, event.source);
      return blocks.length > 0 ? { blocks } : { line: asks.unknownEvent(eventName(event)) };
    });
  return [...items(told.flatMap(({ line }) => line ?? [])), ...told.flatMap(({ blocks = [] }) => blocks)];
}

const restarted = (article: Article): string[] =>
  article.steps.flatMap((step) => ('restart' in step ? step.restart : []));
const labels = (services: readonly Service[]) => services.map(({ label }) => label);

/** The services that the open article restarts, else those whose names the events bear. */
function servicesHere({ open, case: kept, knowledge }: At): Service[] {
  const names = open ? restarted(open.article) : kept.known.events.flatMap(({ source }) => source ?? []);
  return unique(names.flatMap((name) => serviceNamed(knowledge.services, name) ?? []));
}

function restartOrder(at: At): Block[] {
  const services = servicesHere(at);
  const names = services.filter(({ keepRunning }) => keepRunning === undefined).map(({ name }) => name);
  const order = startOrder(at.knowledge.services, names);
  if (order.length === 0) return [];
  const too = alsoStopped(at.knowledge.services, names);
  return [
    text(asks.stopOrder(labels(order.toReversed()))),
    text(asks.startOrder(labels(order))),
    ...(too.length > 0 ? [text(asks.stopsToo(labels(too)))] : []),
  ];
}

function risk(at: At): Block[] {
  const { open } = at;
  // Without an article nothing is changed; whether it is bad that the events are there is what is meant.
  if (!open) return severity(at);
  const warning = open.plan.screens.find((screen) => screen.kind === 'warning');
  if (!warning) return [text(asks.noRisk)];
  return [...items(warning.risks.map((one) => asks.risks[one])), text(asks.warned)];
}

function files({ open }: At): Block[] {
  if (!open) return [];
  const titles = open.article.steps.flatMap((step) =>
    'risk' in step && step.risk.includes('files') ? [step.title] : [],
  );
  return [text(titles.length > 0 ? asks.fileSteps(titles) : asks.noFileStep)];
}

function severity(at: At): Block[] {
  const { open, case: kept } = at;
  // At the warning and at a step "is this dangerous" asks about what is to be done.
  const here = open?.screen.kind === 'warning' || open?.screen.kind === 'step' ? risk(at) : [];
  const { lines } = triaged(kept.known.events);
  const judged = lines
    .slice(0, MOST_EVENTS)
    .map((line) =>
      asks.judged(
        eventName(line),
        asks.severity[line.severity],
        line.because ?? [line.known?.means, line.known && asks.next(line.known.next)].filter(Boolean).join(' '),
      ),
    );
  return [...here, ...(open ? [text(asks.staysUntilRemoved)] : []), ...items(judged)];
}

function cause(at: At): Block[] {
  if (at.open) return claimBlocks(at.open.article.cause, at.answers);
  const fitting = at.matches.slice(0, 3).map(({ article }) => `${article.id}: ${article.names}`);
  const { chains, first, lines } = triaged(at.case.known.events);
  const begin = lines.find(({ key }) => key === first);
  const named = (keys: readonly string[]) =>
    keys.flatMap((key) => lines.filter((line) => line.key === key)).map(eventName);
  return [
    ...(fitting.length > 0 ? [text(asks.candidates), ...items(fitting)] : []),
    ...chains
      .slice(0, 2)
      .flatMap((chain) => [
        text(`${chain.says} ${asks.next(chain.next)}`),
        ...items([triagePhrases.chainEvents(named(chain.causes), named(chain.effects))]),
      ]),
    ...(begin ? [text(asks.first(eventName(begin)))] : []),
    ...(begin?.known ? [text(`${begin.known.means} ${asks.next(begin.known.next)}`)] : []),
  ];
}

function reboot({ open, knowledge }: At): Block[] {
  if (!open) return [];
  const names = unique(restarted(open.article).flatMap((name) => serviceNamed(knowledge.services, name)?.label ?? []));
  return [text(names.length > 0 ? asks.serviceRestarts(names) : asks.noServerRestart)];
}

function duration({ open }: At): Block[] {
  if (!open) return [];
  const { steps } = open.article;
  const shown = open.plan.screens.filter(({ kind }) => kind === 'step').length;
  return [text(asks.length(shown || steps.length, steps.filter((step) => 'restart' in step).length))];
}

function people(at: At): Block[] {
  const services = servicesHere(at);
  return services.length > 0 ? [text(asks.cutOff(labels(services)))] : [];
}

/** Texts of an article that may be shown wherever it stands: what lies behind a warning is left out. */
function openTexts({ open }: At): Claim[] {
  if (!open) return [];
  const { cause: because, symptoms, answers, steps, unsolved, solved } = open.article;
  const walked = open.plan.risky ? [] : steps.flatMap((step) => ('say' in step ? step.say : []));
  return [...because, ...symptoms, ...Object.values(answers).flat(), ...walked, ...solved, ...unsolved].filter(
    ({ say }) => !/HKEY_|regedt|regedit/i.test(say),
  );
}

function hotfix(at: At): Block[] {
  const { open } = at;
  if (!open) return [];
  const about = openTexts(at).filter(({ say }) => /service pack|hotfix|update\b|newer build|later build/i.test(say));
  return [
    ...claimBlocks(about.slice(0, 3), at.answers),
    ...(open.article.settings.length > 0 ? [text(asks.regFile)] : []),
  ];
}

function places(at: At, heard: Heard): Block[] {
  const wanted = saying(heard, 'about')?.terms ?? [];
  const found = openTexts(at).filter(({ say }) => wanted.some((term) => say.toLowerCase().includes(term)));
  return wanted.length > 0 ? claimBlocks(found.slice(0, 3), at.answers) : [];
}

function reference({ open, matches }: At): Block[] {
  const articles = open ? [open.article] : matches.slice(0, 3).map(({ article }) => article);
  return articles.flatMap(({ id, title, reference: where, links }) => [
    text(asks.article(id, title, where)),
    ...links.map(({ label, url }) => text(asks.link(label, url))),
  ]);
}

/** What the articles here are about. */
export function covered({ knowledge }: At): string {
  const versions = Map.groupBy(knowledge.articles.values(), ({ product }) => product);
  return asks.covered(
    [...versions].slice(0, MOST_EVENTS).map(([product, all]) =>
      [
        product,
        unique(all.flatMap((article) => article.versions))
          .toSorted()
          .join(', '),
      ]
        .join(' ')
        .trim(),
    ),
  );
}

function component(at: At): Block[] {
  const { case: kept } = at;
  const sources = unique(kept.known.events.flatMap(({ source }) => source ?? [])).slice(0, MOST_EVENTS);
  const belongs = sources.flatMap((source) => {
    const known = sourceNamed(source);
    return known ? [asks.component(known.name, known.component, known.product)] : [];
  });
  const names = triaged(kept.known.events).lines.flatMap((line) => {
    const named = unique(line.parameters.map(({ value }) => plainName(value.replaceAll('\\', ' ')))).filter(Boolean);
    return named.length > 0 ? [asks.namesIn(eventName(line), named)] : [];
  });
  const told = items(unique([...names.slice(0, MOST_EVENTS), ...belongs]));
  return told.length > 0 && !at.open ? [...told, text(covered(at))] : told;
}

const MOST_LISTED = 40;

/** Every kind of event of the case, in the order of its weight. */
function events({ case: kept }: At): Block[] {
  const { lines, more } = triaged(kept.known.events);
  const told = lines.slice(0, MOST_LISTED).map((line) => {
    const times = line.times > 1 ? asks.times(line.times, plainTime(line.firstTime), plainTime(line.lastTime)) : '';
    return asks.judged(`${eventName(line)}${times}`, asks.severity[line.severity], line.known?.means ?? '');
  });
  const left = lines.length - told.length + more;
  return [...items(told), ...(left > 0 ? [text(asks.moreKinds(left))] : [])];
}

/** What is known, in numbers, and what not. */
export function scopeBlocks({ knowledge }: At): Block[] {
  const products = unique([...knowledge.articles.values()].map(({ product }) => product));
  return [text(asks.scope(knowledge.articles.size, products.slice(0, 6), eventKnowledge().events.size))];
}

/** Where each answer comes from: the open article's data, the services, the events of the case and what is known of them. */
export const FROM: Record<AnsweredFrom, (at: At, heard: Heard) => Block[]> = {
  risk,
  undo: () => [],
  'restart-order': restartOrder,
  files,
  versions: ({ open }) =>
    open && open.article.versions.length > 0 ? [text(asks.versions(open.article.versions))] : [],
  severity,
  cause,
  reboot,
  duration,
  people,
  hotfix,
  places,
  reference,
  component,
  events,
  scope: scopeBlocks,
  ...ABOUT,
};
