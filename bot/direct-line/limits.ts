import { MAX_UTTERANCE_LENGTH } from '../../knowledge/recognizer/utterance.ts';
import { MAX_FILE_BYTES } from '../channels/read-attachments.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** What one stranger may cost. Every limit but those of the GET, which the client library does not survive. */
export const DIRECT_LINE_LIMITS = {
  // The text of one turn, twice: JSON writes line breaks, tabs and backslashes in two bytes.
  bodyBytes: 2 * MIB,
  textLength: MAX_UTTERANCE_LENGTH,
  fileBytes: MAX_FILE_BYTES,
  filesPerPost: 5,
  // The largest file with what stands around it, or several smaller ones.
  uploadBytes: 25 * MIB,
  bytesPerHour: 100 * MIB,
  // An office behind one address may talk at the same time.
  addressBytesPerHour: 512 * MIB,
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

export type DirectLineLimits = typeof DIRECT_LINE_LIMITS;

/** What a limit counts, and what somebody above it gets. */
interface LimitMeaning {
  unit: string;
  meaning: string;
  answer: string;
}

const MEANINGS: Record<keyof DirectLineLimits, LimitMeaning> = {
  bodyBytes: { unit: 'bytes', meaning: 'one JSON body', answer: '413 TooLarge' },
  textLength: { unit: 'UTF-16 code units', meaning: 'the text of one message', answer: '413 TooLarge' },
  fileBytes: { unit: 'bytes', meaning: 'one file', answer: '413 TooLarge' },
  filesPerPost: { unit: 'files', meaning: 'files or cards of one message', answer: '413 TooLarge' },
  uploadBytes: { unit: 'bytes', meaning: 'one upload with all its files', answer: '413 TooLarge' },
  bytesPerHour: {
    unit: 'bytes',
    meaning:
      'what one conversation sends within an hour on one process, and the replies to it: texts, files and what they carry',
    answer: '429 TooManyRequests, Retry-After',
  },
  addressBytesPerHour: {
    unit: 'bytes',
    meaning: 'the same of one address in all its conversations, without the secret',
    answer: '429 TooManyRequests, Retry-After',
  },
  postsPerMinute: {
    unit: 'posts',
    meaning: 'messages, uploads and refreshed tokens of one conversation within a minute on one process',
    answer: '429 TooManyRequests, Retry-After',
  },
  conversationsPerMinute: {
    unit: 'conversations',
    meaning: 'new conversations of one address within a minute on one process, without the secret',
    answer: '429 TooManyRequests, Retry-After',
  },
  streamsPerConversation: {
    unit: 'sockets',
    meaning: 'open streams of one conversation on one process',
    answer: '429 TooManyRequests, Retry-After',
  },
  frameBytes: {
    unit: 'characters',
    meaning: 'what one reader is handed before more is read; a larger activity travels alone',
    answer: 'the rest in the next frame',
  },
  keepAliveMs: {
    unit: 'ms',
    meaning: 'time between keep-alives of a stream; a reader that shows no life between two of them is dropped',
    answer: 'the socket is cut',
  },
  turnWaitMs: {
    unit: 'ms',
    meaning: 'how long a POST waits for the bot; what it carried is stored by then',
    answer: '200, the reply follows',
  },
};

/** The table of limits that the README shows. */
export function publishedLimits(
  limits: DirectLineLimits = DIRECT_LINE_LIMITS,
): ({ name: string; value: number } & LimitMeaning)[] {
  return Object.entries(MEANINGS).map(([name, meaning]) => ({
    name,
    value: new Map(Object.entries(limits)).get(name) ?? 0,
    ...meaning,
  }));
}
