/** What a channel or a group chat shows when the bot was added to it; short, since everybody reads it. */
export const ADDED_TITLE = 'Faultline';
export const ADDED = [
  'Mention me and paste what the event log says. I answer in the thread.',
  'Everybody has a case of their own here, and only its owner’s buttons act.',
];
