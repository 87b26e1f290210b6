import type { Activity } from 'botbuilder';

/** What one channel can show. Every number names where it comes from. */
export interface Channel {
  /** draws Adaptive Cards 1.5 */
  cards: boolean;
  /** whether the text twin goes into `text` although a card shows the same; clients that show both would say it twice */
  textBesideCard: boolean;
  /** takes a file as an attachment with a data: URL; elsewhere a file's text is shown to be copied */
  dataFiles: boolean;
  /** shows the case beside the conversation, as our own page does */
  caseBeside: boolean;
  /** fetches a picture by a path alone, since its page comes from this server */
  pathsFetched: boolean;
  /** shows where a claim comes from as a citation, and asks whether an answer helped; both are forms of Teams alone */
  citations: boolean;
  feedback: boolean;
  /** draws a mention within a card */
  mentions: boolean;
  /** shows a message in a shared chat to one person alone, when its address says so */
  whispers: boolean;
  /** shows a message that was sent already anew, so that its buttons can be taken away */
  updates: boolean;
  /** shows in the chat what a pressed button says, when the button asks for it */
  spokenButtons: boolean;
  /** can be written to when nobody has said anything, at the place where somebody spoke before */
  writesFirst: boolean;
  /** buttons that fit into one row of a card; more of them make another row */
  actionsPerRow: number;
  /** the whole activity as JSON, counted in `encoding` */
  maxBytes: number;
  encoding: 'utf8' | 'utf16le';
}

// The built-in Direct Line publishes 256 KB for one activity. Web Chat's host config allows 100 actions;
// five is what the Adaptive Cards renderer takes when a client brings no host config of its own.
const directLine: Channel = {
  cards: true,
  textBesideCard: true,
  dataFiles: true,
  caseBeside: true,
  pathsFetched: true,
  citations: false,
  feedback: false,
  mentions: false,
  whispers: false,
  updates: false,
  spokenButtons: true,
  writesFirst: true,
  actionsPerRow: 5,
  maxBytes: 256 * 1024,
  encoding: 'utf8',
};

// Microsoft Learn, "Format your bot messages": 100 KB a message, counted as UTF-16.
// "Designing Adaptive Cards": up to six primary actions; text and card would be two bubbles.
const teams: Channel = {
  cards: true,
  textBesideCard: false,
  dataFiles: false,
  caseBeside: false,
  pathsFetched: false,
  citations: true,
  feedback: true,
  mentions: true,
  whispers: true,
  updates: true,
  spokenButtons: true,
  writesFirst: true,
  actionsPerRow: 6,
  maxBytes: 100 * 1024,
  encoding: 'utf16le',
};

/** Our name for Teams as the Microsoft 365 Agents Playground plays it. */
const PLAYGROUND = 'msteams in the playground';

const channels = new Map<string, Channel>([
  // Programs that speak Direct Line read `text`; our own page shows the card alone.
  ['directline', directLine],
  // The hosted Web Chat shows text and card one below the other.
  ['webchat', { ...directLine, textBesideCard: false, caseBeside: false, pathsFetched: false, writesFirst: false }],
  ['emulator', { ...directLine, textBesideCard: false, caseBeside: false, pathsFetched: false, writesFirst: false }],
  ['msteams', teams],
  // Tried with 0.2.28: the page throws when a button is pressed whose data asks for a shown message.
  [PLAYGROUND, { ...teams, spokenButtons: false }],
]);

// An unknown channel is promised nothing but plain text. Its size limit is our own choice: no channel with a smaller
// one is known, and a reply is a few KB.
const plain: Channel = {
  cards: false,
  textBesideCard: true,
  dataFiles: false,
  caseBeside: false,
  pathsFetched: false,
  citations: false,
  feedback: false,
  mentions: false,
  whispers: false,
  updates: false,
  spokenButtons: false,
  writesFirst: false,
  actionsPerRow: 0,
  maxBytes: 28 * 1024,
  encoding: 'utf8',
};

/** The row of the table for a channel id; plain text for an id that is not in it. */
export function channelOf(channelId: string): Channel {
  return channels.get(channelId) ?? plain;
}

/** The id under which the table has the channel an activity came by: its own, but for the playground's imitation of Teams. */
export function shownBy({ channelId = '', serviceUrl = '' }: Partial<Activity>): string {
  return channelId === 'msteams' && /^http:\/\/[\w.:]{1,100}\/_connector\/?$/.test(serviceUrl) ? PLAYGROUND : channelId;
}
