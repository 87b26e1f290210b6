import type { Unread } from './read.ts';

/** What is said to something that was not read. */
export const UNREAD: Record<Unread, { title: string; say: string }> = {
  busy: {
    title: 'One moment, please',
    say: 'Many long texts are being read just now, so I have not read yours. Please send it again in a minute. Nothing has changed, and short messages are answered as always.',
  },
  late: {
    title: 'That took too long to read',
    say: 'I stopped before the end, so nothing of it counts. Please send only the part around the failure: the events of an hour, or of the sources in question. Nothing else has changed.',
  },
  large: {
    title: 'That is too much at once',
    say: 'Reading it takes more memory than one message may use, so nothing of it counts. Please send only the part around the failure: the events of an hour, or of the sources in question. Nothing else has changed.',
  },
};
