// What is said to questions about a fix before it is done: when, where, by whom, with what behind it.

const list = (items: readonly string[]) => items.join(', ');
const setting = (names: readonly string[]) => list(names.map((name) => `**${name}**`));

export const about = {
  setStays: (names: readonly string[]) =>
    `The steps remove the cause: ${setting(names)} stays as it is set, until somebody or some program sets it again.`,
  causeGone: 'The steps are meant to remove the cause, not only what it does.',
  watchFor: (events: readonly string[]) =>
    `It is back when these are logged again: ${list(events)}. Paste them here then; the case is kept.`,
  undoReady: 'The change can be taken back at any time: "undo the change".',
  nextCandidates: 'The next ones that fit:',
  nothingElseFits: 'Nothing else that I know fits what was read so far.',
  personReady: 'A person can take over at any point, with everything that was read: "talk to a human".',
  proofEvents: (events: readonly string[]) => `These must not be logged any more after the change: ${list(events)}.`,
  proofServices: (labels: readonly string[]) => `These keep running: ${list(labels)}.`,
  proofValue: (names: readonly string[]) => `And ${setting(names)} reads as the number that you set.`,
  reachAll: (what: readonly string[]) =>
    `What has to be reached of that machine: ${list(what)}. I cannot reach it myself.`,
  reachNothing: 'The steps only look at that machine; whoever can see its logs and settings can do them.',
  parts: { registry: 'its registry', services: 'its services', files: 'its files', rights: 'its permissions' },
  mayCutOff: 'A step can cut the network off: have another way to the machine, or somebody beside it.',
  kind: (event: string, times: number, first: string | undefined, last: string | undefined) =>
    [
      `${event}: ${times === 1 ? 'once' : `${times} times`}`,
      ...(first === undefined ? [] : [times === 1 ? `at ${first}` : `first ${first}`]),
      ...(last === undefined || last === first || times === 1 ? [] : [`last ${last}`]),
    ].join(', '),
  noTimes:
    'No time stood beside the events, so I cannot tell since when. The log has it: sort it by event and look at the oldest.',
  onlyPasted: 'That is what was pasted; the log may go back further.',
  nobodyNamed: 'Who it was does not stand in what was pasted.',
  accounts: (event: string, names: readonly string[]) => `${event} names the account ${list(names)}.`,
  self: 'I am Faultline, a program for support: no person, and no part of the products that I write about.',
  selfHow:
    'I compare the events that you paste with articles and tables that people wrote, and say what fits and why. Nothing is made up on the way, and no language model is asked.',
  selfWho: 'It is open source (MIT licence), by the Faultline maintainers. Whoever gave you this chat runs it.',
  machines: (names: readonly string[]) => `The events are from ${list(names)}.`,
  noMachine: 'What was pasted names no machine. What is done belongs on the one whose log it is.',
  adminOf: 'It takes an account of the group Administrators of that machine.',
  noRights: 'The steps only look; no administrator is needed, unless something refuses to be read.',
  backupStep: (title: string) => `Yes: its own step, "${title}", comes before the change, and says how.`,
  backupWarned: 'Yes: the warning before the first of these steps says what to save.',
  backupFiles: (titles: readonly string[]) => `Copy the files aside before these steps: ${list(titles)}.`,
  noBackup: 'The steps of this article change nothing, so there is nothing to save first.',
  cutsOff: (labels: readonly string[]) =>
    `Yes, a short one: its steps restart ${list(labels)}, and whoever uses them is cut off meanwhile. Take a quiet hour for that.`,
  noOutage: 'No step of this article stops a service, so people can go on working.',
  lookAnyTime: 'What only looks can be done right now.',
  changesNumber: (names: readonly string[]) => `It sets one number in the registry: ${setting(names)}.`,
  changesServices: (labels: readonly string[]) => `It restarts ${list(labels)}.`,
  changesSteps: (titles: readonly string[]) => `These steps change something: ${list(titles)}.`,
  changesNothing: 'Nothing: the steps of this article only look.',
  noFixYet: 'Nothing is to be changed yet: no fix is open.',
  yourHands: 'You do it, step by step; I run nothing, and have no access to your machine.',
  term: (word: string) => `**${word}**`,
} as const;
