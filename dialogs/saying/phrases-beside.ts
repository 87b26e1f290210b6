/** Words of the case that is shown beside the conversation. */
export const beside = {
  said: 'you said so',
  read: 'from what you pasted',
  undo: 'undo the change',
};
