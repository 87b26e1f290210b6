/** What somebody reads who is new when there is no room for another conversation. */
export const NO_ROOM =
  'No new conversations can be opened at the moment: the disk of the server is nearly full. Please tell whoever runs it.';
