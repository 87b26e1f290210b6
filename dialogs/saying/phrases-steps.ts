import { words } from '../../knowledge/vocabulary/words.ts';

// What the derived steps say: saving a key, noting a number, changing it, looking again, restarting, taking it back.

const list = (names: readonly string[]) => names.join(', ');

export const steps = {
  keyLabel: 'Key',
  valueLabel: 'Value name',
  typeLabel: 'Type',
  numberLabel: 'Number, in hexadecimal',
  commandsLabel: 'Commands, in this order',
  withOther: (editor: string) => `With ${editor} instead`,
  more: 'More about this step',
  alsoGood: 'Good to know',

  backupTitle: 'Save the registry key first',
  backupWhy:
    'Save the whole key before anything in it is touched, on a disk where you find it again. Nothing is changed by this step.',

  noteTitle: 'Save the key, and look at the number',
  noteFirst: (value: string) => `Save the key first, then look at **${value}**. Nothing is changed by this.`,
  stillAsk: (number: string) =>
    `You told me ${number}. Does it still say so? If not, tell me the number with its base.`,
  noteAsk: (value: string) =>
    `Tell me the number of **${value}** with its base: "0x5" or "5 decimal". If it is not there, write "absent".`,
  notAFolder: (value: string) => `**${value}** is a value in the right-hand pane, not a folder on the left.`,
  otherSpelling: (value: string, say: string) => `${say} If **${value}** is there instead, use that one.`,

  changeTitle: (value: string, number: string) => `Change ${value} to ${number}`,
  addTitle: (value: string) => `Add ${value}`,
  target: (number: string, type: string) =>
    `The new number is **${number}**, type ${type}. To use another one, write it with its base.`,
  radixTrap: (target: number) =>
    `Mind the base: ${target} typed as hexadecimal would be ${Number.parseInt(String(target), 16)}.`,
  oneSpelling:
    'The name must stand exactly as shown, blanks and brackets too. A misspelt name is ignored without a word. Never create a second spelling beside an existing one.',
  regFileWhy: 'Makes the change by a double-click. Read it first.',
  regFileNot351: 'For Windows NT 4.0 and 2000 only. Never use it on Windows NT 3.51.',
  undoFileWhy: (before: string) => `Takes the change back to ${before}.`,

  verifyTitle: 'Look again',
  verifyAsk: (number: string) =>
    `The editor must now show ${number}. Tell me the number you see, or write "done" when it is this one.`,
  verifyName: (value: string) => `Compare the name letter by letter with **${value}**.`,

  lookLabel: 'Look',
  setLabel: 'Set it',
  removeLabel: 'Take it away',
  backLabel: 'If it was there before',
  backAbsentLabel: 'If it was not there before',
  lookTitle: 'See how it is now',
  noteAsItIs: 'Write down exactly what is there now, also when nothing is: that is what undo goes back to.',
  setTitle: (value: string, data: string) => `Set ${value} to ${data}`,
  removeTitle: (value: string) => `Take ${value} away`,
  valueLook: (value: string) => `Look at **${value}**: whether it is there, its type and its data.`,
  valueSet: (value: string, type: string, data: string) =>
    `Set **${value}** of the type ${type} to **${data}**. If it is not there, it is added.`,
  valueRemove: (value: string) => `Take the value **${value}** away - the value, never the key it stands in.`,
  valueBack: (value: string, type: string) =>
    `Set **${value}** of the type ${type} back to what you wrote down. If it was not there before, delete the value again.`,
  asNoted: 'WHAT YOU WROTE DOWN',
  verifyChanged: 'Compare it with what the change was to make.',
  undoOther: (title: string) => `Take back: ${title}`,
  expect: (seen: string) => `You should see: \`${seen.replaceAll('`', "'")}\``,
  link: (label: string, url: string) => `${label}: ${url}`,

  restartTitle: 'Restart the services in this order',
  restartSay: (labels: readonly string[]) => `Type these one after the other. They stop and start ${list(labels)}.`,
  alsoStopped: (names: readonly string[]) =>
    `If net stop lists other services that depend on these (such as ${list(names)}), note which were running. Start those again afterwards. Stop nothing else.`,

  troubleTitle: 'A service does not start or stop',
  trouble: [
    'Leave everything as it is for a moment. Why a service does not start stands in the event log: paste its newest events here, from the System log and from the Application log.',
    'A service that takes long to stop may be waiting for its users; give it some minutes, and do not end its process.',
  ],
  troubleUndo: 'If it began with the change, take the change back: write "undo the change".',

  undoTitle: 'Take the change back',
  undoTo: (before: string | undefined, value: string) =>
    before === undefined
      ? `**${value}** was absent before. Delete the value, not the key; then the built-in default is used again.`
      : before === 'unknown'
        ? `The old number of **${value}** was not noted. The saved copy of the key still holds it.`
        : `Set **${value}** back to **${before}**.`,
  restoreBackup: () =>
    `Bring the saved copy of the key back the way it was saved: Registry, Restore in regedt32 with the same key selected, or Registry, Import Registry File in regedit. ${words().texts.beforeRestore ?? 'Stop first what uses the key.'} If the value did not exist before, an import does not remove it: delete it by hand.`,
} as const;

/** How a setting without a number is told in a sentence. */
export const noted = { before: 'as you wrote it down', target: 'as the article says' } as const;
