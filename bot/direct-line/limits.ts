import { MAX_UTTERANCE_LENGTH } from '../../knowledge/recognizer/utterance.ts';

/** What one stranger may cost. Every limit but those of the GET, which the client library does not survive. */
export interface DirectLineLimits {
  /** bytes of one JSON body */
  bodyBytes: number;
  /** UTF-16 code units of an activity's `text` */
  textLength: number;
  /** bytes of one file */
  fileBytes: number;
  filesPerPost: number;
  /** bytes of one upload with all its files */
  uploadBytes: number;
  /** bytes that one conversation may upload within an hour */
  uploadBytesPerHour: number;
  postsPerMinute: number;
  /** new conversations from one address */
  conversationsPerMinute: number;
  streamsPerConversation: number;
  /** bytes handed to one reader before the next are read; a larger activity travels alone */
  frameBytes: number;
  /** milliseconds between keep-alives; a reader that shows no life between two of them is dropped */
  keepAliveMs: number;
  /** milliseconds a POST waits for the bot before it acknowledges what is already stored */
  turnWaitMs: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;

export const DIRECT_LINE_LIMITS: DirectLineLimits = {
  // The text of one turn, twice: JSON writes line breaks, tabs and backslashes in two bytes.
  bodyBytes: 2 * MIB,
  textLength: MAX_UTTERANCE_LENGTH,
  // A default NT event log file is 512 KB, a saved export of a busy one a few MB.
  fileBytes: 5 * MIB,
  filesPerPost: 5,
  uploadBytes: 10 * MIB,
  uploadBytesPerHour: 50 * MIB,
  // Two a second for a whole minute: more than a person who clicks through the steps, less than a flood.
  postsPerMinute: 120,
  // An office behind one address may open the page at the same time.
  conversationsPerMinute: 60,
  // Tabs of one browser; half-dead sockets of a phone that changed networks count as well.
  streamsPerConversation: 8,
  frameBytes: 256 * KIB,
  // The client library sends its own empty frame every 20 s, and proxies cut after 30 to 60 s of silence.
  keepAliveMs: 20_000,
  // The client library gives up after 20 s and would show the message as failed.
  turnWaitMs: 15_000,
};
