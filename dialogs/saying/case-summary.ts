import { repeatsOf, timesOf } from '../../knowledge/recognizer/fold-events.ts';
import { inBothBases } from '../../knowledge/registry-path.ts';
import type { At } from '../walking/at.ts';
import type { Case } from '../walking/case.ts';
import { passed } from '../walking/walk-article.ts';
import { type EventKind, kindsOf } from './asked/event-kinds.ts';
import { momentOf, reminders } from './asked/phrases-reminders.ts';
import { beside } from './phrases-beside.ts';
import { plainName, plainTime } from './plain-name.ts';

/**
 * What is known in a case, to be shown beside the conversation and never in its place. Texts hold names out of pastes
 * (sources, times), so whoever shows them takes them as text alone. Bounded: some 10 KB at most.
 */
export interface CaseSummary {
  /** folded by id and source, in the order of the paste; `line` counts from 1 in the paste */
  events: { id: number; source?: string; count: number; first?: string; last?: string; line: number }[];
  /** kinds of events beyond those in `events` */
  moreEvents: number;
  /** what was answered or read, each with where it comes from */
  facts: { what: string; is: string; from: string }[];
  /** `share` 0 … 1; `missing` ids of events that would make it surer */
  causes: { article: string; names: string; share: number; missing: number[] }[];
  steps: { title: string; state: 'done' | 'now' | 'ahead' }[];
  /** when the person is written to, and the words that cancel it */
  reminder?: { at: string; off: string };
  /** what was changed on the machine, and the words that take it back */
  change?: { what: string; before: string; after: string; undo: string };
}

const MOST = { events: 30, facts: 20, causes: 4, steps: 30, characters: 200 };
const cut = (text: string) => text.slice(0, MOST.characters);

/** The case as it stands after a turn. */
export function caseSummary(at: At): CaseSummary {
  const { case: kept, matches, imported } = at;
  const kinds = kindsOf(kept.known.events);
  return {
    events: kinds.slice(0, MOST.events).map(eventRow),
    moreEvents: Math.max(0, kinds.length - MOST.events),
    facts: [...answersOf(at), ...readings(kept)].slice(0, MOST.facts),
    causes: [
      ...matches.map(({ article, confidence, missing }) => ({ ...article, confidence, missing })),
      ...imported.map(({ id, title, confidence }) => ({ id, names: title, confidence, missing: [] })),
    ]
      .slice(0, MOST.causes)
      .map(({ id, names, confidence, missing }) => ({
        article: id,
        names: cut(names),
        // Nothing is certain, and nobody shall read that it is.
        share: Math.min(0.99, Math.round(confidence * 100) / 100),
        missing: missing.slice(0, 5),
      })),
    steps: stepsOf(at),
    ...reminderOf(kept),
    ...changeOf(kept),
  };
}

function eventRow({ event, same }: EventKind): CaseSummary['events'][number] {
  const repeats = repeatsOf(same);
  const first = plainTime(repeats?.firstTime ?? event.time);
  const last = plainTime(repeats?.lastTime);
  return {
    id: event.eventId,
    ...(event.source !== undefined && { source: plainName(event.source) }),
    count: timesOf(same),
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
    line: event.line,
  };
}

function answersOf({ answers, case: kept, knowledge }: At): CaseSummary['facts'] {
  return [...answers].flatMap(([id, option]) => {
    const question = knowledge.questions.get(id);
    const label = question?.options.find((one) => one.id === option)?.label;
    if (!question || label === undefined) return [];
    const from = kept.known.answers[id] === option ? beside.said : beside.read;
    return [{ what: cut(question.ask), is: cut(label), from }];
  });
}

function readings({ known }: Case): CaseSummary['facts'] {
  return known.readings.map(({ name, value, from }) => ({
    what: cut(name.replace(/[^\P{C}]/gu, '')),
    is: inBothBases(value),
    from: from === 'said' ? beside.said : from,
  }));
}

function stepsOf({ open, case: kept }: At): CaseSummary['steps'] {
  if (!open) return [];
  const behind = passed(kept, open);
  return open.plan.screens.slice(0, MOST.steps).flatMap((screen, index) => {
    if (screen.kind !== 'step') return [];
    const state = index < behind ? 'done' : screen.id === open.screen.id ? 'now' : 'ahead';
    return [{ title: cut(screen.title), state } as const];
  });
}

const reminderOf = ({ reminder }: Case): Pick<CaseSummary, 'reminder'> =>
  reminder ? { reminder: { at: momentOf(new Date(reminder.due)), off: reminders.offButton } } : {};

function changeOf({ change }: Case): Pick<CaseSummary, 'change'> {
  if (!change?.made) return {};
  const { setting, before, target } = change;
  return { change: { what: setting, before: inBothBases(before), after: inBothBases(target), undo: beside.undo } };
}
