import type { Activity } from 'botbuilder';
import type { Logger } from 'pino';
import type { Store } from '../store/store.ts';
import type { DirectLineLimits } from './limits.ts';

/** What the channel needs from the rest of the bot. */
export interface DirectLineDeps {
  store: Store;
  /** signing keys of at least 32 characters, newest first: the first signs, all verify */
  keys: readonly string[];
  /** the operator's; without it nobody can use the calls that ask for it */
  secret?: string;
  /** keys with which sites sign who a person is; none: nobody is known */
  userKeys?: readonly string[];
  /** origins (`https://example.com`) of other sites that may show the chat */
  trustedOrigins: readonly string[];
  /** how long a conversation may rest before it is removed */
  retentionSeconds: number;
  limits: DirectLineLimits;
  /**
   * Runs one whole turn, whose commit settles the activity; rejects when nothing was committed.
   * @returns how many bytes of replies it has put into the log, as far as it tells
   */
  onActivity: (activity: Activity) => Promise<number | undefined>;
  /** Answers an activity whose turn fails again and again with a calm sentence, which settles it; rejects as `onActivity` does. */
  onGivenUp: (activity: Activity) => Promise<void>;
  /** whether the disk has room for another conversation; it always has when nobody looks */
  hasRoom?: () => Promise<boolean>;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** where browsers reach this server, when a proxy stands in front of it */
  publicUrl?: string;
}
