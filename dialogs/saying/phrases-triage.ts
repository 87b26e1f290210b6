// What is said about events that no article covers: what they mean, which of them explains the others, what may be left.

const list = (items: readonly (string | number)[]) => items.join(', ');

const KINDS: Readonly<Record<string, string>> = {
  service: 'service',
  process: 'program',
  module: 'module',
  disk: 'disk',
  volume: 'volume',
  account: 'account',
};

export const triagePhrases = {
  title: 'What these events say',
  read: (events: number, kinds: number) =>
    events === 1
      ? 'I read 1 event. I have no article with steps for it; this is what is known about it.'
      : `I read ${events} events of ${kinds === 1 ? 'one kind' : `${kinds} kinds`}. I have no article with steps for them; this is what is known about them, what matters first.`,
  chain: (title: string, says: string) => `**${title}.** ${says}`,
  chainEvents: (causes: readonly string[], effects: readonly string[]) =>
    effects.length > 0 ? `${list(causes)}; from that ${list(effects)}.` : `${list(causes)}.`,
  named: (event: string, names: readonly string[]) => (names.length > 0 ? `${event} [${list(names)}]` : event),
  next: (next: string) => `Next: ${next}`,
  explains: (event: string) => `Begin with **${event}**: it explains the others.`,
  explainsSome: (event: string, others: readonly string[]) => `Begin with **${event}**: it explains ${list(others)}.`,
  apart: (events: readonly string[]) =>
    events.length === 1
      ? `Nothing ties **${list(events)}** to it: that is a problem of its own.`
      : `Nothing ties these to it: ${list(events)}. Look at each on its own.`,
  firstInTime: (event: string) => `The first in time of those that want somebody is **${event}**.`,
  nothingSerious: 'Nothing here wants somebody at once.',
  act: 'These want somebody:',
  watch: 'These matter when they repeat:',
  known: (event: string, names: readonly string[], means: string, next: string) =>
    `**${event}**${names.length > 0 ? ` [${list(names)}]` : ''}: ${means} ${next}`,
  shared: (kind: string, value: string, events: readonly string[]) =>
    `The ${KINDS[kind] ?? kind} ${value} stands in ${list(events)}.`,
  noise: 'These may be left:',
  noiseMore: (more: number) => `And ${more} more kinds that may be left.`,
  unknown: (events: readonly string[]) =>
    `I read ${list(events)}; nobody has described ${events.length === 1 ? 'it' : 'them'} to me.`,
  provided: (event: string, level: string) =>
    `**${event}**${level === '' ? '' : ` (${level})`}: nobody has described it to me. The machine's own message file says this of it (imported, not reviewed; %1 stands for what the event fills in):`,
  unknownNext:
    'For those read the text and the code in it, and look for the first error in the minutes before: the first one in a run often names the cause.',
  more: (more: number) => `And ${more} more kinds, of less weight.`,
  morePasted:
    'Paste the events of the minutes before as well: the first one in a run often names the cause. "Talk to a human" makes a summary for a colleague.',
} as const;
