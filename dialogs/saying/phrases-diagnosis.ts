import { words } from '../../knowledge/vocabulary/words.ts';

// What is said about recognised events, matches and numbers.

const list = (items: readonly (string | number)[]) => items.join(', ');
const lines = (from: number) => `line ${from}`;

/** A confidence in words; the number stands beside it. */
const sureness = (confidence: number) =>
  confidence >= 0.9 ? 'very likely' : confidence >= 0.6 ? 'likely' : confidence >= 0.3 ? 'possible' : 'not likely';
export const percent = (confidence: number) => `${Math.min(99, Math.max(1, Math.round(confidence * 100)))} %`;

export const diagnosis = {
  title: 'What the events point to',
  recognised: (events: number, codes: number) =>
    `I read ${events === 1 ? '1 event' : `${events} events`}${codes > 0 ? ` and ${codes === 1 ? '1 code' : `${codes} codes`}` : ''}.`,
  recognisedLines: (lines: number) => `I read ${lines === 1 ? '1 line' : `${lines} lines`} that I know.`,
  more: 'There were more in what you sent; these are the ones that tell most.',
  pointsTo: (names: string) => `Together they point to **${names}**.`,
  howSure: (confidence: number) => `How sure I am: ${sureness(confidence)} (${percent(confidence)}).`,
  why: 'Why',
  cause: 'Why it happens:',
  speaksFor: 'What speaks for it:',
  speaksAgainst: 'What speaks against it:',
  evidence: (what: string, line: number | undefined, repeated: string) =>
    line === undefined ? what : `${what} (${lines(line)}${repeated && `, ${repeated}`})`,
  repeated: (times: number, first: string | undefined, last: string | undefined) =>
    `x ${times}${first ? `, first ${first}` : ''}${last ? `, last ${last}` : ''}`,
  missing: (ids: readonly number[]) =>
    `Not in your paste, though the article lists ${ids.length === 1 ? 'it' : 'them'}: ${list(ids)}. Logs are often cut, so this alone does not speak against it.`,
  unused: (unused: readonly number[], more: number) =>
    `Read, but without use for this: ${list(unused.map((id) => `event ${id}`))}${more > 0 ? ` and ${more} more` : ''}.`,
  codes: 'What the codes say:',
  symptoms: 'The article describes this:',
  reference: (title: string, reference: string | undefined, covers: string) =>
    [
      'Article: ',
      title,
      ...(reference === undefined ? [] : ['. ', reference]),
      covers === '' ? '.' : `. It covers ${covers}.`,
    ].join(''),
  computers: (names: readonly string[]) =>
    `The events come from several computers: ${list(names)}. If they are not one failure, paste those of one server.`,
  didYouMean: (asWritten: string, means: string, line: number) =>
    `Line ${line} reads like a slip. Did you mean ${means} where it says "${asWritten}"?`,

  chooseTitle: 'Several causes fit',
  oneTitle: 'One cause may fit',
  choose: (count: number) =>
    `What you pasted is not enough to name one cause. ${count === 1 ? 'This one may fit' : 'These fit'}:`,
  whichSource: () => {
    const { exampleEvent = '7031', exampleSource = 'Service Control Manager' } = words().texts;
    return `Other programs write events with the same numbers. Which source wrote yours? Paste the line "Source" too, or write for example "event ${exampleEvent} from ${exampleSource}".`;
  },
  candidate: (article: string, names: string, confidence: number) =>
    `**${article}**: ${names} (${percent(confidence)})`,
  lookFor: (ids: readonly number[]) =>
    `Look for these events in the same minutes, and paste what is there: ${list(ids)}.`,
  askWhich: 'Or answer this, it separates them best:',
  onlyOne: 'Paste more of the log, or open the article.',
  noQuestion: 'I have no question that would separate them. Paste more of the log, or open one of the articles.',

  otherCauseTitle: 'Your answers point elsewhere',
  otherCause: (article: string, names: string) => `With what is known now, **${article}** fits better: ${names}.`,
  otherVersionTitle: 'Another article covers your version',
  openIt: (article: string) => `I can go on with ${article}.`,

  unknownTitle: 'I have no article for this',
  unknownEvent: (eventId: number, source: string | undefined, repeated: string) =>
    `I read event ${eventId}${source ? ` from ${source}` : ''}${repeated && ` (${repeated})`}; I have no article for it.`,
  unknownMore: (more: number) => `And ${more} more without an article.`,
  code: (code: string, name: string | undefined, meaning: string) => `**${code}**${name ? ` ${name}` : ''}: ${meaning}`,
  unknownNext:
    'Paste the events of the minutes before as well: the first one in a run often names the cause. "Talk to a human" makes a summary for a colleague.',

  codeTitle: 'What the code says',
  codeSource: (source: string) => `Source: ${source}`,
  codeParts: (severity: string, facility: string, low: string) =>
    `Severity ${severity}, facility ${facility}, code ${low}.`,
  codeAlone: 'One code fits many failures. Paste the events around it, and I can say which one it is.',
  unknownName: 'I do not know this name.',
  whichCode: 'Which code? Write it as it stands in the event, for example 0x80040115.',
} as const;

export const value = {
  title: 'The current number',
  ask: (name: string) => `Before anything is changed: what is **${name}** now? No registry editor is needed for this.`,
  answerHow:
    'Tell me the number with its base ("0x5", "5 decimal"), or paste the line. Write "absent" if it is not listed.',
  youSaid: (number: string) => `The number is ${number}.`,
  isAbsent: (name: string) => `**${name}** is not there.`,
  whichBase: (digits: string, decimal: string, hex: string) =>
    `Is ${digits} meant as decimal (${decimal}) or as hexadecimal (${hex})? Write "${digits} decimal" or "${digits} hex".`,
  unknown:
    'Then we go on without it. You will see the number in the step before the change. If it is high enough already, we stop there.',
  notANumber: 'I need the number, "absent", or "I don\'t know".',
  notConfirmedTitle: 'The cause is not confirmed',
  notConfirmed: 'Nothing should be changed on the strength of this article.',
  otherCandidates: 'What else fits your events:',
  noOtherCandidates: () =>
    `No other article fits your events. ${words().texts.otherCauses ?? 'Look for a program crash or a full disk in the same minutes, and paste what you find.'}`,
  addLastResort:
    'If you have looked at the other explanations and still want to add the value, write "add the value". It can be undone by deleting it.',
  wanted: (number: string) => `You want ${number}.`,
  keeps: (number: string) => `The number stays at ${number}.`,
  now: (number: string) => `The new number is ${number}.`,
  verified: (number: string) => `${number} is what it should be.`,
  notVerified: (seen: string, target: string) => `You see ${seen}, but it should be ${target}.`,
  radixSlip: (digits: string, typedAs: string) =>
    `It looks as if ${digits} was typed with ${typedAs} selected. Change it once more.`,
  changeAgain: 'Go back one step and change it once more.',
  noted: (number: string) => `Noted: before the change it was ${number}. That is what "undo" goes back to.`,
  read: (name: string, number: string) => `I read \`${name.replace(/[`*]/g, '')}\`: ${number}.`,
  firstTitle: 'A number, and no event yet',
  firstEvents: 'The number alone is no failure. Paste what the event log says too; I keep the number until then.',
  ofArticle: (article: string, names: string) => `${article} is about this number: ${names}.`,
  notThisValue: 'That is not the value that this article is about.',
  neededHere:
    'Something speaks against this cause, so the number decides, and I do not lead to a change without it. Look it up, or look at the other explanations.',
  neededForUndo:
    'I need the number here, as it may be high enough already. Without it, or a saved copy of the key, the change could not be taken back. Look at the value, or go back and save the key.',
  registrySays: (number: string) =>
    `The registry text you pasted says ${number}. If that was another server, or it has changed since, paste the text as it is now.`,
  looseName: (name: string) =>
    `I cannot tell from that whether the name is right. It must read **${name}**, letter by letter. If it does, tell me the number alone, with its base; if not, that value does nothing.`,
  numberToo: 'Write the number with it, for example "20 decimal".',
  lookItUp:
    'That does not sound sure, and "undo" goes back to this very number. Look at the value, and tell me what stands there.',
  toldBefore: (number: string) =>
    `Then I keep what you told me before: ${number}. To correct it, write "old number" and the number with its base.`,
  changedBefore: (before: string) =>
    `Noted: the change is made already, and before it the number was ${before}; that is what "undo" goes back to. If it was another one, write "old number" and the number with its base. Now look at what is there.`,
  changedBeforeUnknown:
    'Noted: the change is made already. I do not know the number before it, so "undo" could only use a saved copy of the key. If you know it, write "old number" and the number with its base. Now look at what is there.',
  oldStays: (before: string) =>
    `The change has been made, so what is there now is the new number. For "undo" the old one stays noted: ${before}. If that is wrong, write "old number" and the number with its base.`,
  oldBase: (digits: string) =>
    `Is ${digits} decimal or hexadecimal? Write "old number ${digits} decimal" or "old number ${digits} hex".`,
  nameDiffers: (seen: string, name: string) =>
    `The name there is \`${seen.replace(/[`*]/g, '')}\`, and not **${name}**: blanks and brackets count, and a misspelt name is ignored without a word. I do not count its number. Look for the right name; if there is none, the value is absent.`,
  twoSpellings: (names: readonly string[], usual: string) =>
    `Two spellings are there: ${names.map((name) => `\`${name.replace(/[`*]/g, '')}\``).join(' and ')}. ${words().settings.twoSpellings} **${usual}** is that of the versions this article covers. Tell me its number together with its name, and note the other one for whoever looks after this server.`,
  notDword:
    'That is a text (REG_SZ), and the program reads a number there (REG_DWORD). A value of the wrong type is ignored without a word: delete it and add it with the right type.',
  tooMany: (number: string) =>
    `No source speaks of a number above ${number} here. Make sure that it is this value, and in which base it was shown.`,
  nameAndNumber: (name: string) =>
    `If **${name}** is the name there, write it together with its number: "${name} 0x5", for example. Then the steps use that name.`,
  notChanged:
    'Then nothing is changed. The number stays as it is until you change it; "stop" leaves the case as it is.',
  plainer: (target: string) =>
    `I am not sure what that says. Write "done" when the number is ${target}, or the number you see, alone and with its base.`,
  notNoted: 'The old number was not noted, so "undo" can only use the saved copy of the key.',
} as const;

export const outcome = {
  askTitle: 'Did it help?',
  ask: 'Is the failure gone?',
  askWatch: (ids: readonly number[]) => `These events must stay away now: ${list(ids)}.`,
  solvedTitle: 'Solved',
  solved: 'Good.',
  changed: (name: string, before: string, target: string) =>
    `Write this into the server's papers: ${name} was ${before}, now ${target}.`,
  later: 'What is left to do, when its time has come:',
  followUp: (title: string, after: string) => `${title} (${after})`,
  unsolvedTitle: 'Not solved',
  unsolved: 'Then this was not it, or not all of it.',
  nextCandidate: 'This is what fits your events next:',
  undoneTitle: 'Taken back',
  undone: 'The change is taken back. The case stays open.',
  versionTitle: 'The article does not apply',
  backTo: (article: string) => `This article was a step of ${article}. "Return" takes you back to it.`,
} as const;
