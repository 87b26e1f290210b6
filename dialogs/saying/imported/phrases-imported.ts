// What is said about imported articles. Their own words stand beside it, marked as theirs.

const list = (items: readonly (string | number)[]) => items.join(', ');
const percent = (confidence: number) => `${Math.max(1, Math.round(confidence * 100))} %`;

export const imported = {
  title: 'What was imported about this',
  looksLike: (id: string, title: string) => `This looks like **${id}**: ${title}.`,
  opened: (id: string, title: string) => `**${id}**: ${title}.`,
  sure: (confidence: number) =>
    `How sure I am: ${confidence >= 0.6 ? 'likely' : confidence >= 0.3 ? 'possible' : 'not likely'} (${percent(confidence)}). Nobody here has reviewed it, so I never say more than 80 %.`,
  matched: 'What leads to it:',
  event: (eventId: number, source: string | undefined, line: number, named: 'record' | 'short' | 'mention') =>
    `event ${eventId}${source ? ` from ${source}` : ''}${line > 0 ? ` (line ${line})` : ''}: ${named === 'mention' ? 'the article names it in a sentence' : 'the article prints it'}`,
  code: (code: string) => `code ${code}`,
  appliesTo: (products: string) => `Applies to: ${products}.`,
  cause: 'Why it happens, in its own words:',
  symptoms: 'What it describes, in its own words:',
  causeHeld:
    'Its cause reads like a step that changes something, so I tell it behind the warning. What it describes, in its own words:',
  noCause: 'It tells no cause. Compare what it describes with what you see:',
  source: (from: string, reviewed: string | undefined, licence: string | undefined, url: string | undefined) =>
    [
      reviewed === undefined ? `Imported from ${from}, not reviewed.` : `Imported from ${from}, reviewed: ${reviewed}.`,
      licence === undefined ? 'Licence: not noted.' : `Licence: ${licence}.`,
      ...(url === undefined ? [] : [`Original: ${url}`]),
    ].join(' '),
  noSteps: 'It tells no steps. What else it says stands in the original.',
  warningOurs:
    'This warning was derived from the words of the steps. The article may say less, or more: what it says itself stands at its steps.',

  chooseTitle: 'Several imported articles fit',
  choose: 'They name the same events, and nothing you sent tells them apart. This does:',
  chooseUnsure: 'What you sent is not enough to name one. These name the events:',
  candidate: (id: string, title: string, confidence: number) => `**${id}**: ${title} (${percent(confidence)})`,
  differs: (what: string) => `    ${what}`,
  only: (words: readonly string[]) => `it alone speaks of ${list(words.map((word) => `"${word}"`))}`,
  applies: (products: string) => `applies to ${products}`,
  because: (cause: string) => `its cause: ${cause}`,
  none: 'None of these',
  noneSaid: 'Noted: none of them.',
  also: 'Imported articles, not reviewed:',
  named: (id: string) => `What you sent names **${id}**, and there is an imported article of that name.`,
  namedSeveral: 'What you sent names these imported articles, which nobody here has reviewed:',
  hitsTitle: 'Imported articles speak of this',
  hits: 'Nobody here has reviewed them. Going by your words alone:',
  hit: (id: string, title: string, from: string) => `**${id}**: ${title} (${from})`,
  passage: (words: string) => `    "${words}"`,
  inSteps: '    It stands in its steps.',
  hitsPaste: 'If you can, paste the events of that minute: they decide it.',

  stepTitle: (number: number, way: string) => (way === '' ? `Step ${number} of the article` : `${way}: step ${number}`),
  beforeTitle: 'Before its steps',
  heldTitle: 'What the article says of the cause',
  codeLabel: 'To copy',
  picture: (what: string, file: string | undefined) => `Picture: ${what}${file ? ` (${file})` : ''}`,
  lookTitle: 'Save the key, and tell me what is there',
  lookWhy: 'The next steps work in this registry key. Save it first, then look at it. Nothing is changed by this.',
  lookNoKey:
    'The next steps work in the registry, and the article does not spell the whole key out. Find it by its steps, save it, then look at it. Nothing is changed by this.',
  lookAsk:
    'Tell me what stands there now, as far as the next steps name it: the value and its data, or "absent". That is what "undo" goes back to.',
  saveLabel: 'Save it (Windows 2000 and later)',
  saveOld:
    'On Windows NT, save it in the registry editor: Registry, Save Key in regedt32, or Export Registry File in regedit.',
  lookPlease:
    'Tell me what stands there now, or "absent". "I don\'t know" goes on, and then only the saved key can bring it back.',
  looked: (was: string) => `Noted, as it was before: ${was}`,
  lookedUnknown: 'Noted as not known: only the saved key can bring it back.',
  unknownWas: 'not looked at',
  wasLabel: (key: string) => (key === '' ? 'What was there before' : `What was there before, in ${key}`),
  undoTitle: (number: number | undefined, title: string) =>
    number === undefined ? `Take back: ${title}` : `Take back: step ${number}`,
  undoRegistry:
    'Put back what you noted. If that is not enough, bring the saved key back; that puts every value of it back as it was then.',
  undoOther: 'The article does not say how this is taken back. Put back what it changed, as you noted or saved it.',
  undoWhat: 'This is what the step said:',
  backLabel: 'Bring the saved key back',
  nextWay: (title: string) => `The article tells another way: ${title}. "Next" leads to it.`,
  noteLine: (id: string, key: string, was: string) => `${id}, ${key || 'registry'}: before it was ${was}`,
  goneUndo:
    'The article of the change is not in the library any more. This is what you noted before it; the saved keys bring it back as well:',
  handoff: (id: string, from: string, revision: string, reviewed: string | undefined) =>
    `${id} was imported from ${from} (revision ${revision}), ${reviewed === undefined ? 'not reviewed' : `reviewed: ${reviewed}`}`,
  handoffCause: (id: string, confidence: number, title: string) => `${id}, imported, ${percent(confidence)}: ${title}`,
} as const;
