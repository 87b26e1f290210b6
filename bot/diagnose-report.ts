import type { Diagnosis } from '../knowledge/diagnose.ts';

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** A diagnosis as text for a terminal. */
export function diagnosisReport(diagnosis: Diagnosis): string {
  const sections = [
    [headline(diagnosis)],
    eventLines(diagnosis),
    codeLines(diagnosis),
    ...diagnosis.matches.map(matchLines),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headline({ verdict, events, matches }: Diagnosis): string {
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

function matchLines({ article, title, confidence, evidence }: Diagnosis['matches'][number]): string[] {
  return [
    `${article} (${percent(confidence)}): ${title}`,
    ...evidence.map(
      (found) => `  ${found.for ? '+' : '-'} ${found.what}${found.line === undefined ? '' : ` (line ${found.line})`}`,
    ),
  ];
}
