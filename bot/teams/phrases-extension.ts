/** What the message extension says around a diagnosis. */
export const EXTENSION = {
  title: 'Faultline',
  ask: 'Paste what the Windows event log says',
  askHint: 'Several events at once are best. Nothing is sent to the chat.',
  placeholder: 'Event ID: 4116 …',
  diagnose: 'Diagnose',
  continue: 'Continue in chat',
  tooLong: 'This text is too long to be carried over. To go on, paste it into the chat with Faultline.',
  continued: 'The case is open in your chat with Faultline.',
  notContinued:
    'Your chat with Faultline could not be opened. Add the app Faultline in Teams, then paste the events there.',
} as const;
