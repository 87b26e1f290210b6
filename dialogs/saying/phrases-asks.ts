import type { Risk } from '../walking/screen.ts';

// What is said to questions that people ask at any point, and to failures told in words.

const list = (items: readonly string[]) => items.join(', ');
const many = (count: number, one: string) => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;

export const asks = {
  risks: {
    registry: 'A step edits the registry.',
    files: 'A step moves or deletes files.',
    permissions: 'A step changes who may do what.',
    service: 'Services are stopped on the way.',
    data: 'A step can lose data.',
    downtime: 'People cannot work meanwhile.',
    network: 'A step changes the network.',
    security: 'A step changes what protects this machine.',
  } satisfies Record<Risk, string>,
  warned: 'A warning comes before the first of these steps, and nothing goes on without your "I agree".',
  noRisk: 'The steps of this article change nothing that could break: they only look.',
  stopOrder: (labels: readonly string[]) => `Stop in this order: ${list(labels)}.`,
  startOrder: (labels: readonly string[]) => `Start in this order: ${list(labels)}.`,
  stopsToo: (labels: readonly string[]) => `These stop with it and have to be started again: ${list(labels)}.`,
  keepRunning: (labels: readonly string[]) => `Leave ${list(labels)} running: everything depends on it.`,
  fileSteps: (titles: readonly string[]) =>
    `These steps move or delete files: ${list(titles)}. Copy the files aside first.`,
  noFileStep: 'No step of this article moves or deletes files that hold data.',
  versions: (versions: readonly string[]) => `The article covers ${list(versions)}.`,
  staysUntilRemoved:
    'A cause is known here, and it stays until it is removed; so the events come back if it is ignored.',
  severity: { act: 'act on it', watch: 'watch it', noise: 'harmless noise', unknown: 'not known to me' },
  event: (id: number, source: string | undefined, times: string) =>
    `event ${id}${source === undefined ? '' : ` of ${source}`}${times}`,
  judged: (event: string, how: string, because: string) => `${event}: ${how}.${because === '' ? '' : ` ${because}`}`,
  next: (what: string) => `Next: ${what}`,
  from: (where: string) => `Known from: ${where}.`,
  candidates: 'Several causes still fit:',
  first: (event: string) => `The one to begin with is ${event}.`,
  noServerRestart: 'No step of this article restarts the whole server.',
  serviceRestarts: (labels: readonly string[]) => `Its steps restart ${list(labels)}, not the whole server.`,
  length: (steps: number, restarts: number) =>
    `It has ${many(steps, 'step')}${restarts > 0 ? `, ${restarts === 1 ? 'one of which restarts' : `${restarts} of which restart`} services and cuts people off until they run again` : ''}. Nobody wrote down how many minutes it takes.`,
  cutOff: (labels: readonly string[]) => `While they are stopped, everybody who uses them is cut off: ${list(labels)}.`,
  namesIn: (event: string, names: readonly string[]) => `${event} names ${list(names)}.`,
  times: (times: number, first: string | undefined, last: string | undefined) =>
    ` (${times} times${first === undefined || first === '' ? '' : `, first ${first}`}${last === undefined || last === '' ? '' : `, last ${last}`})`,
  moreKinds: (more: number) => `And ${more} more kinds.`,
  component: (source: string, component: string, product: string) => `${source} is ${component} (${product}).`,
  article: (id: string, title: string, reference: string | undefined) =>
    `${id}: ${title}.${reference === undefined ? '' : ` ${reference}.`}`,
  link: (label: string, url: string) => `${label}: ${url}`,
  regFile: 'A .reg file for the change is offered at its step, behind the warning. I run nothing myself.',
  covered: (products: readonly string[]) => `My articles, the ones with steps, are about ${products.join('; ')}.`,
  scope: (articles: number, products: readonly string[], events: number) =>
    `I have ${many(articles, 'article')} with a checked way to a fix, about ${list(products)}. I know ${many(events, 'event')} of Windows and its servers: what each means, how serious it is and what to look at next. Anything else I can only read and hand over.`,
  readAndUnanswered: (events: readonly string[], inGeneral: boolean) =>
    inGeneral
      ? `I have read ${list(events)}, and have no article with a fix for ${events.length === 1 ? 'it' : 'them'}. In general:`
      : `I have read ${list(events)}. I know no certain answer to that for ${events.length === 1 ? 'it' : 'them'}.`,
  notInArticle: 'The article says nothing about that, and I do not guess.',
  depends: 'Several causes still fit, and the answer depends on which one it is.',
  oneOpen: 'One question is still open:',
  meaningTitle: 'What it means',
  meaning: (event: string, means: string) => `${event}: ${means}`,
  unknownNext:
    'Read its text and the code in it, and look for the first error in the minutes before: the first one in a run often names the cause.',
  severalSources: (id: number, sources: number) =>
    `${sources} sources that I know of write an event ${id}; which one it is stands beside the id in the log:`,
  moreSources: (sources: readonly string[]) => `So do ${list(sources)}.`,
  unknownEvent: (event: string) => `${event}: nobody has described it to me.`,

  fixAnswerFirst: 'The way to the fix goes through what is still asked:',
  fixWarning: 'The steps come after this warning:',
  fixHere: 'This is the step where we are; the fix goes on from here.',
  fixChoosing: 'Several causes fit, and each has another fix. The answer to this question tells them apart:',
  fixUnknown: 'I have read your events, and know no fix for them that I could vouch for.',
  fixWho:
    'Whoever looks after the program or device that the events name can tell more; "talk to a human" makes a summary for them. This is what I can say:',
  fixNothingTitle: 'What happened?',
  fixNothing:
    'I can lead to a fix once I know what is wrong. Paste what the event log says, or describe the failure in a sentence.',

  soundsTitle: 'This sounds like …',
  sounds: 'Going by your words alone, which proves less than events do, it may be:',
  soundsOne: 'Going by your words alone, which proves less than events do, it sounds like:',
  soundsAsk: 'One answer would tell them apart:',
  soundsPaste: 'If you can, paste the events of that minute: they decide it.',
  soundsItem: (id: string, title: string) => `${id}: ${title}`,

  searchTitle: 'What I have',
  searchNone: 'I have no article with these words.',
  listed: (shown: number, all: number) => (shown < all ? `The first ${shown} of ${all}:` : `${all}:`),

  angry:
    'I am sorry. That is annoying, and I may not be the right help here: a person can take over, with everything that was read so far.',
  notRightTitle: 'Then it may be something else',
  notRight:
    'Noted. What speaks for and against it, and what else fits, stands here; a further event from the log decides best.',
  notRightEarly: 'Noted. Tell me what is wrong with it, or paste more of the log; what I read stays.',
  solvedTitle: 'Good that it works',
  solved: 'I note that it works again. If it comes back, paste the new events here: the case is kept.',
  notHelpedTitle: 'It did not help',
  notHelped: 'Noted. What else fits stands here; a person can take over as well.',
  betweenTitle: 'Which one do you mean?',
  between: 'I did not understand that for certain. Did you mean one of these?',

  casesTitle: 'Your cases',
  caseLine: (number: number, what: string, open: boolean) => `${number}. ${what}${open ? ' (open now)' : ''}`,
  caseOf: (article: string | undefined, events: readonly string[]) =>
    article ?? (events.length > 0 ? list(events) : 'nothing read yet'),
  caseChange: ' - a change was made here; "undo the change" takes it back from anywhere',
  onlyCase: 'There is no other case.',
  besideOpened:
    'That has nothing to do with the open case, so I keep it beside that one. "My cases" shows all of them.',
  kept: 'The case is kept beside; "my cases" shows it.',
  backIn: (what: string) => `Back in the case: ${what}.`,
  noSuchCase: 'I did not find that case. These are yours:',
} as const;
