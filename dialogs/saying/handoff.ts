import { describeEvidence } from '../../knowledge/evidence/describe-evidence.ts';
import { formatHresult, toHresult } from '../../knowledge/hresult.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { timesOf } from '../../knowledge/recognizer/fold-events.ts';
import { inBothBases } from '../../knowledge/registry-path.ts';
import type { At } from '../walking/at.ts';
import type { Case } from '../walking/case.ts';
import { kindsOf } from './asked/event-kinds.ts';
import { reminders } from './asked/phrases-reminders.ts';
import { imported as say } from './imported/phrases-imported.ts';
import { handoff } from './phrases-handoff.ts';
import { plainName } from './plain-name.ts';

// The summary is a text file; words of the paste stand in it on lines of their own, indented, so that they cannot pass for ours.
const quoted = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 200);

function eventLines(kept: Case): string[] {
  const kinds = kindsOf(kept.known.events).slice(0, 40);
  return kinds.flatMap(({ event, same }) => {
    const codes = event.codes.flatMap(({ code }) => toHresult(code) ?? []).map(formatHresult);
    return [
      handoff.event(event.eventId, event.source && plainName(event.source), timesOf(same), codes),
      ...(event.text ? [`    > ${quoted(event.text)}`] : []),
    ];
  });
}

function answerLines(knowledge: Knowledge, kept: Case): string[] {
  return Object.entries(kept.known.answers).flatMap(([id, option]) => {
    const question = knowledge.questions.get(id);
    if (!question) return [];
    return [handoff.answer(question.ask, question.options.find((one) => one.id === option)?.label ?? handoff.notKnown)];
  });
}

/** Everything a colleague needs to take a case over, as plain text lines. Holds words of the paste; never goes into a log. */
export function summaryLines({ knowledge, case: kept, matches, imported, open }: At): string[] {
  const section = (title: string, lines: string[]) =>
    lines.length > 0 ? ['', title, ...lines.map((line) => `- ${line}`.replace(/^- {4}/, '    '))] : [];
  return [
    handoff.title(kept.caseId, kept.startedAt),
    ...section(handoff.events, eventLines(kept)),
    ...section(handoff.answers, answerLines(knowledge, kept)),
    ...section(
      handoff.numbers,
      kept.known.readings
        .slice(-10)
        .map((reading) => handoff.reading(quoted(reading.name), inBothBases(reading.value), reading.from)),
    ),
    ...section(handoff.causes, [
      ...matches
        .slice(0, 3)
        .flatMap((match) => [
          handoff.cause(match.article.id, match.article.names, match.confidence),
          ...match.evidence.map((found) => `    ${found.for ? '+' : '-'} ${describeEvidence(knowledge, found)}`),
        ]),
      ...imported.slice(0, 3).map(({ id, confidence, title }) => say.handoffCause(id, confidence, quoted(title))),
    ]),
    ...section(handoff.done, [
      ...(kept.cursor ? [handoff.at(kept.cursor.articleId, kept.cursor.screen)] : []),
      ...(open?.article.imported
        ? [
            say.handoff(
              open.article.id,
              open.article.imported.from,
              open.article.revision,
              open.article.imported.reviewed,
            ),
          ]
        : []),
      ...(kept.noted ?? []).map(({ articleId, key, was }) => say.noteLine(articleId, key, quoted(was))),
      ...(kept.reminder ? [reminders.noted(new Date(kept.reminder.due))] : []),
      ...(kept.agreement ? [handoff.agreed(kept.agreement.articleId, kept.agreement.at)] : []),
      ...(kept.change?.made
        ? [handoff.changed(kept.change.setting, inBothBases(kept.change.before), inBothBases(kept.change.target))]
        : kept.carriedOut
          ? kept.carriedOut.map(({ articleId, setting }) => handoff.carriedOut(articleId, setting))
          : [handoff.nothingChanged]),
    ]),
  ];
}
