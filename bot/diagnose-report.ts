import type { Diagnosis } from '../knowledge/diagnose.ts';
import { judgeCurrent, readsSetting } from '../knowledge/judge-number.ts';
import type { Knowledge } from '../knowledge/load-knowledge.ts';

type Reading = NonNullable<Diagnosis['readings']>[number];

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** A diagnosis as text for a terminal; the articles say what a number means that was read. */
export function diagnosisReport(diagnosis: Diagnosis, knowledge: Knowledge): string {
  const sections = [
    [headline(diagnosis)],
    eventLines(diagnosis),
    codeLines(diagnosis),
    readingLines(diagnosis, knowledge),
    ...diagnosis.matches.map(matchLines),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headline({ verdict, events, matches, readings }: Diagnosis): string {
  const [first] = matches;
  switch (verdict) {
    case 'match':
      return `One cause: ${first?.article}, ${first?.title}.`;
    case 'choose':
      return 'Several causes fit. The chat (npm start) asks the question that tells them apart.';
    case 'unknown':
      return events.length > 0
        ? 'I read what is listed here, but have no article for it.'
        : 'I read the codes listed here, but no event. The events around them tell more.';
    case 'nothing':
      if (readings)
        return 'I read the numbers listed here, but no event and no error code. The events around the failure tell more.';
      return 'I saw no event and no error code here. Export or copy the events with their text, and try again.';
  }
}

function eventLines({ events }: Diagnosis): string[] {
  if (events.length === 0) return [];
  const counted = Map.groupBy(events, ({ source, eventId, codes }) =>
    [`${eventId}${source === undefined ? '' : ` from ${source}`}`, ...codes].join(' '),
  );
  const rows = [...counted].map(([what, same]) => {
    const [event] = same;
    return `  ${what}${same.length > 1 ? ` (${same.length} times)` : ''}, line ${event?.at.line}`;
  });
  return [`Events read: ${events.length}`, ...rows];
}

function codeLines({ codes }: Diagnosis): string[] {
  if (codes.length === 0) return [];
  return [
    'Codes:',
    ...codes.map(({ code, name, meaning }) => `  ${[code, name].filter(Boolean).join(' ')}: ${meaning}`),
  ];
}

const SHOWN_BY = { registry: 'the registry', perfwiz: 'perfwiz -r', 'perfopt.log': 'perfopt.log' };

function readingLines({ readings = [] }: Diagnosis, knowledge: Knowledge): string[] {
  if (readings.length === 0) return [];
  return [
    'Numbers read:',
    ...readings.flatMap((reading) => [numberLine(reading), ...meaningLines(reading, knowledge)]),
  ];
}

/** Both bases: a registry editor shows the one that a log does not. */
function numberLine({ name, value, from, line }: Reading): string {
  const number = value === 'absent' ? 'not there' : `${value} (0x${value.toString(16)})`;
  return `  ${name}: ${number}, says ${SHOWN_BY[from]}, line ${line}`;
}

function meaningLines(reading: Reading, { articles }: Knowledge): string[] {
  return [...articles.values()].flatMap(({ id, title, settings }) =>
    settings
      .filter((setting) => readsSetting(setting, reading))
      .flatMap((setting) => [
        `    a setting of ${id}, ${title}`,
        ...setting.verdicts[judgeCurrent(setting, reading.value)].map(({ say }) => `    ${say}`),
        ...(reading.from === 'perfopt.log' ? ['    The log tells what was set then; look whether it still is.'] : []),
      ]),
  );
}

function matchLines({ article, title, confidence, evidence }: Diagnosis['matches'][number]): string[] {
  return [
    `${article} (${percent(confidence)}): ${title}`,
    ...evidence.map(
      (found) => `  ${found.for ? '+' : '-'} ${found.what}${found.line === undefined ? '' : ` (line ${found.line})`}`,
    ),
  ];
}
