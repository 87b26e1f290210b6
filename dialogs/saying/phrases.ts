import type { ArchiveRead, LeftOut, LogRead } from '../../knowledge/recognizer/recognizer-result.ts';
import { words } from '../../knowledge/vocabulary/words.ts';
import type { Risk } from '../walking/screen.ts';
import { reminders } from './asked/phrases-reminders.ts';
import type { Block, Choice } from './reply.ts';

// Every sentence that belongs to no single article and to no derived step.

/** A button whose label is what it says. */
export const choice = (label: string, say = label): Choice => ({ label, say });
export const text = (say: string): Extract<Block, { kind: 'text' }> => ({ kind: 'text', text: say });

export const CHOICES = {
  next: choice('Next'),
  goOn: choice('Go on'),
  done: choice('Done'),
  back: choice('Back'),
  agree: choice('I agree'),
  stop: choice('Stop'),
  again: choice('Show it again', 'repeat'),
  questions: choice('Show the questions', 'repeat'),
  unknown: choice("I don't know"),
  skip: choice('Skip'),
  solved: choice('Solved'),
  notSolved: choice('Not solved'),
  undo: choice('Undo the change'),
  human: choice('Talk to a human'),
  startOver: choice('Start over'),
  deleteData: choice('Delete my data'),
  deleteDataNow: choice('Delete my data now'),
  startOverNow: choice('Start over now'),
  example: choice('Show an example'),
  others: choice('Other explanations'),
  absent: choice('It is absent', 'absent'),
  still: (number: string) => choice(`Saved; still ${number}`, 'saved'),
  addValue: choice('Add the value'),
  sameCase: choice('Same case'),
  newCase: choice('New case'),
  stay: choice('Stay with this article'),
  whereAmI: choice('Where am I'),
  help: choice('Help'),
  goTo: (articleId: string) => choice(`Go to ${articleId}`),
  goBackTo: choice('Return'),
  noneOfThem: choice('None of these', 'none of these articles'),
  remind: (wait: number) => choice(reminders.button(wait)),
  noReminder: choice(reminders.offButton),
} as const;

/** What is asked all at once. */
export const form = {
  title: 'A few questions',
  how: 'Answer what you know. What you leave open counts as not known.',
  value: (name: string) => `What is **${name}** now?`,
  valueExample: '0x5, 5 decimal, or absent',
  stillAsked: ([first = '', ...others]: readonly string[]) =>
    others.length === 0
      ? `Still asked: ${first}`
      : `Still asked: ${first} And ${others.length} more, which you may leave open.`,
  lookUp: 'Where to look it up, without a registry editor',
  whyAsked: 'Where to look, and why I ask',
} as const;

/** What was left out of an archive: the first such file, how many, and what to do instead. */
const leftOut: Readonly<Record<LeftOut, (first: string, count: number) => string>> = {
  encrypted: (first, count) =>
    `${theFiles(first, count)} encrypted: unpack it with its password and send the file itself.`,
  archive: (first, count) =>
    `${theFiles(first, count)} an archive inside the archive, which I do not open: unpack it first.`,
  large: (first, count) =>
    `${theFiles(first, count)} too large to be unpacked here, where 64 MB is the limit: save the log with a filter (the last day, errors and warnings).`,
  many: (first, count) =>
    `${theFiles(first, count)} left out, since I read 20 files of an archive: send the others in one of their own.`,
  long: (first, count) => `${theFiles(first, count)} longer than I read: I stopped after about a million characters.`,
  method: (first, count) => `${theFiles(first, count)} packed in a way that I do not know: pack it as a plain .zip.`,
  damaged: (first, count) =>
    first === ''
      ? 'The archive is cut or damaged: pack it again.'
      : `${theFiles(first, count)} damaged: pack it again.`,
};
const theFiles = (first: string, count: number) =>
  count > 1 ? `${first} and ${counted(count - 1, 'more file')} in it: each is` : `${first} is`;

const counted = (count: number, what: string) => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;

export const phrases = {
  welcomeTitle: 'Faultline',
  welcome: (): readonly string[] => words().texts.welcome ?? phrases.anyWelcome,
  anyWelcome: [
    'Paste what an event log or the log of a program says. Several events at once are best: I look at which ones stand together.',
    'I name the cause they point to and go through the fix with you, step by step. What you paste stays in this program.',
  ],
  welcomeBack: 'Your earlier case is still open.',

  nothingTitle: 'I saw no event here',
  nothing: [
    'I looked for an event id with its source or text, and for an error code. I found neither.',
    'In Event Viewer, open the event and choose Copy; in older versions mark the text and press Ctrl+C. Paste everything here. A code alone also works, for example 0x80040115.',
  ],
  bareNumbers: (numbers: readonly number[]) => {
    const [spoken] = words().sources.spoken;
    const may = `${numbers.join(', ')} may be ${numbers.length > 1 ? 'event ids' : 'an event id'}, but a number alone could be anything.`;
    if (!spoken) return `${may} Paste the whole event, or write its source too.`;
    return numbers.length > 1
      ? `${may} Write "event ${numbers[0]} from ${spoken.source}", or paste the whole event.`
      : `${may} If it is event ${numbers[0]} of the ${spoken.label} (${spoken.source}), answer "yes"; else paste the whole event.`;
  },
  unreadable: (names: readonly string[]) =>
    `I could not read this: ${names.join(', ')}. I read text files, .evt and .evtx logs and .reg files, alone or in a .zip or .gz. Images and other archives are not read: unpack those first. Please copy the text of the event and paste it here.`,
  tooLarge: (names: readonly string[]) =>
    `I did not read this, since it has more than 21 MB: ${names.join(', ')}. Send it in a .zip, which is much smaller. Or save the log in Event Viewer with a filter (the last day, errors and warnings).`,
  elsewhere: (names: readonly string[]) =>
    `I did not get this: ${names.join(', ')}. Only its address came with the message. I do not ask it, or it did not answer in time. Please attach the file itself, or paste its text.`,
  archiveRead: ({ name, read, left }: ArchiveRead) =>
    [
      read > 0
        ? `I opened ${name} and read ${counted(read, 'file')} in it.`
        : `I opened ${name} and read nothing in it.`,
      ...left.map(({ why, first, count }) => leftOut[why](first, count)),
      ...(read === 0 && left.length === 0 ? ['It holds no file.'] : []),
    ].join(' '),
  logRead: ({ name, read, kinds, damaged, late }: LogRead) =>
    [
      `I read ${counted(read, 'record')} of ${name}${kinds < read ? `; told once where they say the same, they are ${kinds.toLocaleString('en')}` : ''}.`,
      ...(damaged > 0
        ? [
            `${counted(damaged, 'record')} of it cannot be read: the file is damaged there, or was copied before it was written whole.`,
          ]
        : []),
      ...(late > 0
        ? [
            `For ${counted(late, 'older record')} there was no time. A log that is saved with a filter (the last day, errors and warnings) is read whole.`,
          ]
        : []),
    ].join(' '),
  cut: (characters: number) => `The text was too long; I did not read the last ${characters} characters.`,
  cutLines: (lines: number) => `The text has too many lines; I did not read the last ${lines} of them.`,

  warningTitle: 'Before you go on',
  warning: {
    registry: [
      'The next steps open the registry editor. A wrong edit there can make Windows unusable, up to having to install it again.',
      'Nobody can guarantee that such damage can be repaired. You act at your own risk.',
      'Save the registry first, and make sure that you know how to restore it before you change anything.',
    ],
    files: ['The next steps move or delete files. A file that is deleted cannot be brought back. Copy it aside first.'],
    permissions: [
      'The next steps change who may do what on this server. A wrong right can stop services or open the server to others. Note every setting before you change it.',
    ],
    service: [
      'Services are stopped on the way. Users lose their connection while a service is down, so choose a maintenance window.',
    ],
    data: [
      'The next steps change or delete data. What is lost so cannot be brought back. Make a backup first, and make sure that it can be read.',
    ],
    network: [
      'The next steps change how this machine is reached. A mistake can cut it off, you with it. Have another way in, or somebody beside it.',
    ],
    security: [
      'The next steps change what protects this machine. Note every setting before you change it, and leave nothing open that was closed.',
    ],
    downtime: ['Something that people use is not there on the way. Tell them, and choose a maintenance window.'],
  } satisfies Record<Risk, string[]>,
  warningAsk: 'To go on, write "I agree". Nothing but your agreement leads past this point.',
  stillWarning:
    'That was not an agreement. To go on, write "I agree" as your whole message. "Stop" or "Back" is fine too.',
  refused:
    'Good. Nothing is changed, and I show no registry step. You can hand the case over, or go back to the explanation.',
  refusedMade:
    'Good. I show no registry step until you agree again. The change that was made stays as it is; "undo the change" takes it back, once you agree.',
  notYetOver:
    'That can only be seen once the services are restarted, and that step is still to come. I note no end yet; go on with the steps.',

  backTo: 'Back to where we were:',
  notUnderstood: 'I did not understand that here.',
  whichField:
    'That could answer several of these. Write its number before it, for example "2 5.0". "Go on" leaves the rest open.',
  noFieldHere:
    'That answers none of the questions above. Answer what you know, in any order; "go on" leaves the rest open.',
  noQuestionHere: 'Choose one of the answers, or write it.',
  takenOut: (ids: readonly number[]) =>
    `Taken out: ${ids.map((id) => `event ${id}`).join(', ')}. If ${ids.length === 1 ? 'it is' : 'they are'} there after all, paste ${ids.length === 1 ? 'it' : 'them'} again.`,
  answerNoted: (label: string) => `Noted: ${label}.`,
  answerChanged: (before: string, label: string) =>
    `Noted: ${label}, and not ${before}. What follows is made for that; an earlier agreement to the warning no longer counts.`,
  sayDone: 'That does not tell me whether it is done. Write "done" once it is; I wait here.',
  notOptional:
    'This step is part of the fix, so I do not pass over it. Come back to it whenever you like, I wait here; "stop" leaves the case as it is, and "undo the change" takes a change back.',
  noFurtherBack: 'This is the beginning; there is nothing before it.',
  stale: 'That button belongs to an earlier message or to another case, and no longer acts. This is where we are:',
  skipBackupHow:
    'A backup is passed over only when you say so in so many words: write "skip the backup". I advise against it.',
  backupSkipped: 'You chose to go on without a saved copy of the key. Note the old number with care.',
  howUndo:
    'The number that was there before is noted in the step before the change. Taking it back means setting that number again, or deleting the value if there was none. The same services are restarted. The key is also saved to a file first.',
  undoNow: 'Write "undo the change" and I lead you through it.',
  nothingToUndo: 'As far as I know nothing has been changed in this case, so there is nothing to take back.',
  revised: (article: string) =>
    `The article ${article} has changed since we last spoke. To be safe we start it again; your pasted events and answers are kept, an earlier agreement is not.`,
  noSuchArticle: (article: string) => `I have no article ${article}.`,
  changeNoted: (setting: string, before: string, target: string) =>
    `A change was made in this case: ${setting} was ${before}, and was to become ${target}. Better take it back or check it first; "undo the change" works from any case, until this one is deleted. To go on all the same, write "start over now".`,
  changeKept: (setting: string, before: string, target: string) =>
    `A change was made before: ${setting} was ${before}, and was to become ${target}. "Undo the change" still takes it back.`,
  changeNotedDelete: (setting: string, before: string, target: string) =>
    `A change was made in this case: ${setting} was ${before}, and was to become ${target}. Write that down, or take it back first with "undo the change"; once deleted, nobody here knows it. To delete all the same, write "delete my data now".`,
  gone: (article: string) => `The article ${article} is no longer here. Your pasted events and answers are kept.`,
  shapeLost:
    'Your case is stored in a form that I cannot read, and I do not throw it away unasked. To begin a new one write "start over"; to see what is stored write "show my data"; to have it deleted write "delete my data".',
  shapeNewer:
    'Your case was last changed by a newer version of me. I cannot read what it wrote, so I leave it as it is. Please ask again when the update has gone through everywhere. To begin a new case here write "start over"; to have everything deleted write "delete my data".',
  shapeTitle: 'Your case is kept',
  ownDataTitle: 'Your data',
  ownData: 'This is what I keep about you in this chat.',
  ownDataFile:
    'The file has the case as it is stored, what you wrote, and what I answered. By its ids, whoever runs this server finds all of it.',
  ownDataCut:
    'Not all of it fits into a message: in the file long pieces are cut, or the oldest are left out. Whoever runs this server can print all of it.',
  ownDataAlone: 'Others read here. Write "show my data" to me as a message, and you alone get the answer.',
  ownDataTooLong: 'Word for word it is too long for this chat. Whoever runs this server can print all of it.',
  thanks: 'You are welcome.',
  offTopic: (): string =>
    words().texts.offTopic ??
    'I read event logs of Windows and its servers, and lead through the fixes that my articles cover. Paste an event, or write "help".',
  sameEvents: 'These are the events I already have.',
  logIsHistory: 'The log shows what was set then. Somebody may have changed the number by hand since.',
  stoppedTitle: 'Stopped',
  stopped:
    'Stopped. The case is kept; paste events or write "where am I" to take it up again, or "start over" for a new one.',
  asideTitle: 'Put this case aside?',
  startOverHow: 'To put this case aside and begin a new one, write "start over". Nothing is lost until then.',
  deleteHow: 'To delete this case with its events, answers and notes, write "delete my data".',
  startedOver: 'A new case. What was before is kept beside; "my cases" shows it.',
  example: (): readonly string[] =>
    words().texts.example ?? [
      'Service Control Manager 7034: The Windows Time service terminated unexpectedly. It has done this 1 time(s).',
      'disk 153: The IO operation at logical block address 0x2a for Disk 1 was retried.',
    ],
  exampleTitle: 'An example',
  exampleSay: 'Copy this and send it, or paste your own events in any form Windows shows or saves them.',
  deleted:
    'Deleted: this case with its events, answers and notes, and what was written and sent in this chat until now. What this window, or your chat program, still shows is its own copy.',

  collectorTitle: 'Scripts that collect what I need',
  collector: (): readonly string[] => [
    [
      'Both write one text file and nothing else. It holds errors and warnings of the System and Application logs of the last 3 days. Settings that my articles ask about stand there too.',
      ...(words().texts.collected ?? []),
      'They change nothing and send nothing; they are short, so read them first.',
    ].join(' '),
    'Windows 7 and later: save **collect.ps1** and run `powershell -ExecutionPolicy Bypass -File collect.ps1`. Windows NT 4 to 2003: save **collect.cmd** and run it.',
    'Look through the file that it names, then paste or attach it here.',
  ],

  helpTitle: 'What you can say',
  help: (): readonly string[] => [
    '"next" or "done", "back", "skip", "repeat", "where am I"',
    [
      'what does 0x80040115 mean',
      'is it safe',
      'which number',
      ...(words().texts.exampleQuestion ?? []),
      'how do I undo',
    ]
      .map((one) => `"${one}"`)
      .join(', '),
    '"other explanations", "summary", "give me a script", "talk to a human"',
    '"undo the change" after a change was made',
    '"start over" for a new case, "stop" to leave this one, "show my data", "delete my data"',
  ],

  newOrSameTitle: 'The same failure, or a new case?',
  newOrSame: (count: number) =>
    `You pasted ${count === 1 ? 'an event' : `${count} events`} while a case is open. Do they belong to the same failure? Choose "Same case" or "New case".`,

  noTopicTitle: 'Not in this article',
  noTopic: 'The article has no answer to that, and I do not guess.',
  topicFirstTitle: 'First the events',
  topicNeedsArticle:
    'That depends on the cause, and I know none yet. Paste what the event log says, and I can answer it for your case.',

  handoffTitle: 'Hand over to a person',
  handoff:
    'I cannot call anybody. Give this summary to a colleague or put it into your ticket; it holds what was read, answered, warned and done.',
  summaryTitle: 'Where the case stands',
  caseLabel: 'The case',
  errorTitle: 'Something went wrong',
  error: 'This message could not be worked on, and nothing of your case is lost. Send it again, or say "where am I".',
} as const;
