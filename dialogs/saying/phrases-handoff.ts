import { percent } from './phrases-diagnosis.ts';

// The summary that is handed to a person.

export const handoff = {
  title: (caseId: string, startedAt: string) => `Faultline case ${caseId}, opened ${startedAt}`,
  events: 'Events and codes that were read',
  event: (eventId: number, source: string | undefined, times: number, codes: readonly string[]) =>
    `event ${eventId}${source ? ` from ${source}` : ''}${times > 1 ? `, ${times} times` : ''}${codes.length > 0 ? `, ${codes.join(', ')}` : ''}`,
  answers: 'Answers',
  answer: (ask: string, answer: string) => `${ask} ${answer}`,
  notKnown: 'not known',
  numbers: 'Numbers that were read or told',
  reading: (name: string, number: string, from: string) => `${name}: ${number} (${from})`,
  causes: 'What it points to',
  cause: (article: string, names: string, confidence: number) => `${article}, ${percent(confidence)}: ${names}`,
  done: 'What was done',
  at: (article: string, screen: string) => `last screen: ${screen} of ${article}`,
  agreed: (article: string, at: string) => `the warning of ${article} was agreed to at ${at}`,
  changed: (setting: string, before: string, target: string) => `${setting} was changed from ${before} to ${target}`,
  carriedOut: (article: string, what: string) => `${what} of ${article} was carried out`,
  nothingChanged: 'nothing was changed, as far as the conversation knows',
} as const;
