import type { Diagnosis, Repeated } from '../../knowledge/diagnose.ts';
import { judgeCurrent, readsSetting } from '../../knowledge/judge-number.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';

type Reading = NonNullable<Diagnosis['readings']>[number];

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** A diagnosis as text for a terminal; the articles say what a number means that was read. */
export function diagnosisReport(diagnosis: Diagnosis, knowledge: Knowledge): string {
  const sections = [
    [headline(diagnosis)],
    logLines(diagnosis),
    eventLines(diagnosis),
    leftOutLines(diagnosis),
    triageLines(diagnosis),
    codeLines(diagnosis),
    readingLines(diagnosis, knowledge),
    soundsLines(diagnosis),
    ...diagnosis.matches.map(matchLines),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function logLines({ logs = [] }: Diagnosis): string[] {
  return logs.map(
    ({ name, read, kinds }) => `${name}: ${read} records read; told once where they say the same, ${kinds}.`,
  );
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
  const read = events.reduce((total, { times = 1 }) => total + times, 0);
  const rows = events.map(({ source, eventId, codes, at, ...repeated }) => {
    const what = [`${eventId}${source === undefined ? '' : ` from ${source}`}`, ...codes].join(' ');
    return `  ${what}, line ${at.line}${repeatedText(repeated)}`;
  });
  return [`Events read: ${read}`, ...rows];
}

/** What the events say where no article speaks for them. */
function triageLines({ verdict, triage }: Diagnosis): string[] {
  if (!triage || verdict === 'match') return [];
  const { chains, lines, first, shared, more = 0 } = triage;
  return [
    `What they say${first === undefined ? '' : `; begin with ${first}`}:`,
    ...chains.flatMap(({ title, says, next, causes, effects }) => [
      `  ${title}: ${[causes.join(', '), effects.join(', ')].filter(Boolean).join('; from that ')}.`,
      `    ${says}`,
      `    Next: ${next}`,
    ]),
    ...lines.map(({ event, severity, times, means, next, because }) => {
      const what = means === undefined ? 'nobody has described it.' : `${means} ${because ?? next ?? ''}`;
      return `  [${severity}] ${event}${times > 1 ? ` x ${times}` : ''}: ${what}`;
    }),
    ...shared.map(({ kind, value, events }) => `  ${kind} ${value} stands in ${events.join(', ')}.`),
    ...(more > 0 ? [`  And ${more} more kinds, of less weight.`] : []),
  ];
}

function soundsLines({ soundsLike = [] }: Diagnosis): string[] {
  if (soundsLike.length === 0) return [];
  return [
    'Going by its words alone, which proves less than events do, it sounds like:',
    ...soundsLike.map(({ article, title }) => `  ${article}: ${title}`),
  ];
}

function leftOutLines({ leftOut = {} }: Diagnosis): string[] {
  const { lines, ...lists } = leftOut;
  const told = Object.entries(lists).map(([name, count]) => `Not listed: ${count} more ${name}.`);
  return lines === undefined ? told : [...told, `Not read: the last ${lines} lines; the text has too many.`];
}

/** ", x 312, first …, last …" of what was there more than once. */
function repeatedText({ times, firstTime, lastTime, lastLine }: Repeated): string {
  if (times === undefined) return '';
  const first = firstTime === undefined ? '' : `, first ${firstTime}`;
  return `, x ${times}${first}, last ${lastTime ?? ''}${lastTime === undefined ? '' : ', '}line ${lastLine}`;
}

function codeLines({ codes }: Diagnosis): string[] {
  if (codes.length === 0) return [];
  return [
    'Codes:',
    ...codes.map(({ code, name, meaning }) => `  ${[code, name].filter(Boolean).join(' ')}: ${meaning}`),
  ];
}

/** The screen or log as people know it. */
const shownBy = (from: string, { vocabulary }: Knowledge) =>
  from === 'registry' ? 'the registry' : (vocabulary.readings.find(({ name }) => name === from)?.shown ?? from);

function readingLines({ readings = [] }: Diagnosis, knowledge: Knowledge): string[] {
  if (readings.length === 0) return [];
  return [
    'Numbers read:',
    ...readings.flatMap((reading) => [numberLine(reading, knowledge), ...meaningLines(reading, knowledge)]),
  ];
}

/** Both bases: a registry editor shows the one that a log does not. */
function numberLine({ name, value, from, line }: Reading, knowledge: Knowledge): string {
  const number = value === 'absent' ? 'not there' : `${value} (0x${value.toString(16)})`;
  return `  ${name}: ${number}, says ${shownBy(from, knowledge)}, line ${line}`;
}

const isPast = (from: string, { readings }: Knowledge['vocabulary']) =>
  readings.some((one) => one.name === from && one.is === 'log');

function meaningLines(reading: Reading, { articles, vocabulary }: Knowledge): string[] {
  return [...articles.values()].flatMap(({ id, title, settings }) =>
    settings
      .filter((setting) => readsSetting(setting, reading))
      .flatMap((setting) => [
        `    a setting of ${id}, ${title}`,
        ...setting.verdicts[judgeCurrent(setting, reading.value)].map(({ say }) => `    ${say}`),
        ...(isPast(reading.from, vocabulary) ? ['    The log tells what was set then; look whether it still is.'] : []),
      ]),
  );
}

function matchLines({ article, title, confidence, evidence }: Diagnosis['matches'][number]): string[] {
  return [
    `${article} (${percent(confidence)}): ${title}`,
    ...evidence.map(
      (found) =>
        `  ${found.for ? '+' : '-'} ${found.what}${found.line === undefined ? '' : ` (line ${found.line}${repeatedText(found)})`}`,
    ),
  ];
}
