/** Words of the case that is shown beside the conversation. */
export const beside = {
  said: 'you said so',
  read: 'from what you pasted',
  undo: 'undo the change',
};

/** What each picture shows, for whoever does not see it. */
export const drawn = {
  dialog: (name: string, data: string) =>
    `The dialog of the editor: ${data} is typed for ${name}, with the hexadecimal base chosen.`,
  key: (key: string, value: string) => `The way to the value ${value}, folder by folder: ${key}.`,
  order: (stop: readonly string[], start: readonly string[]) =>
    `Stop in this order: ${stop.join(', ')}. Then start in this order: ${start.join(', ')}.`,
  events: (seen: readonly number[], missing: readonly number[]) =>
    [
      `The events of the paste: ${seen.join(', ')}.`,
      ...(missing.length > 0 ? [`Not seen: ${missing.join(', ')}.`] : []),
    ].join(' '),
};
