import type { Activity } from 'botbuilder';

/** A case as it lies in the store: `value` is a stranger's until it has been parsed. */
export interface StoredCase {
  value: unknown;
  /** changes with every write; a commit names the one it has read */
  etag: number;
}

/** Where a reply goes: into the log of a Direct Line conversation, or through the outbox to a connector. */
export type Outgoing =
  | { to: 'log'; conversationId: string; activity: Partial<Activity> }
  | { to: 'outbox'; conversationId: string; activity: Partial<Activity> };

/** Somebody wants to be written to at a time. A person has at most one in a conversation. */
export interface Reminder {
  /** as the case names it */
  id: string;
  due: Date;
  /** where the turn that speaks writes to */
  to: Outgoing['to'];
  conversationId: string;
  /** begins that turn */
  activity: Partial<Activity>;
}

/** Everything one turn changes; it is written in one transaction or not at all. */
export interface TurnCommit {
  /** opaque: conversation and person together */
  caseKey: string;
  /** the etag that was read; undefined when there was no case yet */
  etag: number | undefined;
  value: unknown;
  /** names the inbound activity of a connector, which may send it again: a second commit with the same one is `duplicate` */
  inboundId?: string | undefined;
  /** the id of the activity of a log that this turn answers: once it is no longer pending, a commit is `duplicate` */
  settles?: string | undefined;
  replies: Outgoing[];
  at: Date;
  /**
   * Set when the person asked in this turn to be forgotten: instead of being written, the case is removed, with what
   * was said before in the person's Direct Line conversation and what still waits for them. The replies stay.
   */
  forget?: Omit<Person, 'caseKey'>;
  /** What the person is to be reminded of from now on, in the place of what was before; `none`: of nothing. */
  remind?: Reminder | 'none';
}
export type CommitResult = 'committed' | 'conflict' | 'duplicate';

/** One person in one conversation: whose data is shown or deleted. */
export interface Person {
  caseKey: string;
  conversationId: string;
  userId: string;
}

/** What is kept about one person in one conversation beside the log of it, as it lies in the store. */
export interface PersonData {
  case: unknown;
  touchedAt: Date | undefined;
  /** the files that are kept with their Direct Line conversation; the messages they came with have their names */
  files: { id: string; bytes: number }[];
  /** replies that wait for their connector, or were set aside */
  outbox: Partial<Activity>[];
  /** when the person is to be reminded */
  reminders: Date[];
}

/** How much was deleted. */
export interface Forgotten {
  cases: number;
  activities: number;
  outbox: number;
}

/** A Direct Line conversation. */
export interface Conversation {
  id: string;
  /** the user id its token is bound to */
  userId: string;
  createdAt: Date;
}

/**
 * An activity in a conversation's log. `sequence` counts from 1 without gaps and is the watermark after it. What is
 * stored in a form that cannot be read has a message that says so in its place.
 */
export interface LoggedActivity {
  sequence: number;
  activity: Partial<Activity>;
}

/** A conversation with activities that were acknowledged and whose turns are not yet committed. */
export interface Unanswered {
  conversationId: string;
  /** the id of the newest of them */
  last: string;
}

/** How often a turn is begun that ends with its process, before it is given up. */
export const MOST_BEGINNINGS = 2;

/**
 * Whether a turn may run again. `run`: it was counted. `too often`: it was begun {@link MOST_BEGINNINGS} times before and
 * never ended. `elsewhere`: as often, but so lately that another process may have it in hand. `settled`: it was answered.
 */
export type Beginning = 'run' | 'too often' | 'elsewhere' | 'settled';

/** A reply that waits in the outbox for its connector. Those of one conversation go out in order of `id`. */
export interface OutboxItem {
  id: number;
  conversationId: string;
  /** undefined when it is stored in a form that cannot be read: then it can only be set aside */
  activity: Partial<Activity> | undefined;
  /** deliveries begun before this one */
  attempts: number;
  createdAt: Date;
}

/** No lease and no pause between tries is as long, in milliseconds. */
export const OUTBOX_FAR_MS = 2 * 3_600_000;

/** Clocks of two processes differ by less, in milliseconds; what was put in later than that was so by a clock that was set back. */
export const OUTBOX_SKEW_MS = 5 * 60_000;

/** What nobody has tried yet has no lease: when its time is further ahead, in milliseconds, the clock was set back since. */
export const OUTBOX_SOON_MS = 10_000;

/** A reminder whose time has come; undefined where its activity is stored in a form that cannot be read. */
export type DueReminder = Omit<Reminder, 'due' | 'activity'> & { activity: Reminder['activity'] | undefined };

/** What names one delivery of an item: a process whose lease ran out can no longer speak for the item. */
export type OutboxLease = Pick<OutboxItem, 'id' | 'attempts'>;
export type DeadLetter = OutboxItem & { reason: string };

/**
 * What must survive a crash. Two engines, one contract (test/bot/store/contract.ts).
 * Every method rejects with an Error whose message names the engine and what was tried when the engine cannot be reached.
 */
export interface Store {
  loadCase(caseKey: string): Promise<StoredCase | undefined>;
  /** `duplicate`: the inbound activity was answered before. `conflict`: the etag no longer holds. With both nothing changed. */
  commitTurn(commit: TurnCommit): Promise<CommitResult>;

  createConversation(conversation: Conversation): Promise<void>;
  findConversation(id: string): Promise<Conversation | undefined>;
  /** Marks the first start of a conversation; true for exactly one caller. */
  openConversation(id: string): Promise<boolean>;
  /**
   * Appends a person's activity to the log and to the pending ones, in one transaction. The activity gets the id
   * `<conversation>|<sequence, 7 digits>`. The same `clientId` again gives the first id and `isNew: false`.
   */
  receive(
    conversationId: string,
    activity: Partial<Activity>,
    clientId?: string,
  ): Promise<{ activity: Partial<Activity>; isNew: boolean }>;
  /** Conversations with activities whose turns were not committed within `olderThanMs`, the longest waiting first. */
  pending(olderThanMs: number, limit: number): Promise<Unanswered[]>;
  /**
   * The activities of a conversation that still wait for their turns, in order, up to and including the one with the id
   * `last`. One that cannot be read is left out: nobody could answer it.
   * @param inHand by id, as {@link receive} gave them: a megabyte that somebody still has is not read back
   */
  unanswered(
    { conversationId, last }: Unanswered,
    inHand?: ReadonlyMap<string, Partial<Activity>>,
  ): Promise<Partial<Activity>[]>;
  /**
   * Counts that the turn of a pending activity is run again; to be called before it runs, so that one that ends the
   * process has been counted. Receiving it counted as the first time.
   */
  beginAgain(activityId: string): Promise<Beginning>;
  /** The log after a watermark (0 for the beginning), in order. */
  activitiesAfter(conversationId: string, watermark: number, limit: number): Promise<LoggedActivity[]>;
  /**
   * Keeps the bytes of a file that came with a person's message as long as the conversation's log: both expire and are
   * forgotten together. The id is made from the bytes; saving the same again changes nothing.
   */
  saveAttachment(conversationId: string, attachmentId: string, bytes: Uint8Array): Promise<void>;
  /** The bytes of a kept file; undefined when the conversation has none with this id. */
  loadAttachment(conversationId: string, attachmentId: string): Promise<Uint8Array | undefined>;
  /** How many bytes {@link loadAttachment} would give, without reading them; undefined as there. */
  attachmentSize(conversationId: string, attachmentId: string): Promise<number | undefined>;
  /** Remembers that a token of the conversation was exchanged for a new one; the first time counts. */
  retireToken(conversationId: string, tokenId: string, at: Date): Promise<void>;
  /** When the token was exchanged; undefined when it was not. */
  tokenRetiredAt(conversationId: string, tokenId: string): Promise<Date | undefined>;
  /** Remembers that who held a token of the conversation until `at` has left it for good; the last time counts. */
  endLine(conversationId: string, at: Date): Promise<void>;
  /** When the conversation was left for good; undefined when it was not. */
  lineEndedAt(conversationId: string): Promise<Date | undefined>;
  /** Calls back after something was appended to the log, on this or another process. Returns the unsubscribe function. */
  watch(conversationId: string, changed: () => void): () => void;

  /**
   * Takes due outbox items for `leaseMs`: no other process gets them, and never two of one conversation at once. What is
   * due in more than two hours, or not tried yet and put in by a clock that has been set back since, is due now.
   */
  takeOutbox(now: Date, leaseMs: number, limit: number): Promise<OutboxItem[]>;
  outboxDelivered(id: number): Promise<void>;
  /** Gives an item back until `at`. Does nothing once the lease is another's. */
  outboxRetry(lease: OutboxLease, at: Date): Promise<void>;
  /** Sets an item aside for the operator; later ones of its conversation go on. Does nothing once the lease is another's. */
  outboxDead(lease: OutboxLease, reason: string): Promise<void>;
  outboxDepth(): Promise<{ waiting: number; dead: number }>;
  /** Oldest first. */
  deadLetters(limit: number): Promise<DeadLetter[]>;
  /** Puts a dead letter back as if it had come at `at`, due then; false when there is none with this id. */
  reviveDeadLetter(id: number, at: Date): Promise<boolean>;
  /** Deletes a dead letter; false when there is none with this id. */
  dropDeadLetter(id: number): Promise<boolean>;

  /**
   * Takes due reminders for `leaseMs`: no other process gets them meanwhile. One that a clock had set which has been set
   * back since is due as long after now as it was after then.
   */
  takeReminders(now: Date, leaseMs: number, limit: number): Promise<DueReminder[]>;
  /** Removes a reminder that has come; does nothing when another has taken its place. */
  reminderDone(id: string): Promise<void>;

  /** "Show my data", all but the log. */
  personData(person: Person): Promise<PersonData>;
  /**
   * The log of the person's own Direct Line conversation, newest first, below a place in it (undefined: from its end).
   * Empty in other channels, which keep their own, and for somebody else's conversation.
   */
  ownActivities(person: Person, before: number | undefined, limit: number): Promise<LoggedActivity[]>;
  /** Deletes all that {@link personData} and {@link ownActivities} show, and the Direct Line conversation itself. Remembered inbound ids stay until they expire. */
  forgetPerson(person: Person): Promise<Forgotten>;
  /**
   * Removes what was last touched before `before`: cases, conversations with their logs, outbox items that old,
   * remembered inbound ids. A conversation may stay for an hour longer, an id for a day, and a case until its reminder has come.
   */
  expire(before: Date): Promise<{ cases: number; conversations: number }>;
  /** The end of the day (in UTC) in which a case or a conversation was touched last; undefined when there is none. */
  newestTouch(): Promise<Date | undefined>;
  /** A cheap round trip; rejects when the engine is not reachable. */
  ping(): Promise<void>;
  /** Bytes that the data take, where the engine keeps them on a disk of its own. */
  size?(): Promise<number>;
  close(): Promise<void>;
}

/** The part of a {@link Store} that keeps Direct Line conversations, but for watching them. */
export type ConversationStore = Pick<
  Store,
  | 'createConversation'
  | 'findConversation'
  | 'openConversation'
  | 'receive'
  | 'pending'
  | 'unanswered'
  | 'beginAgain'
  | 'activitiesAfter'
>;

/** The part of a {@link Store} that carries replies to their connector. */
export type OutboxStore = Pick<
  Store,
  | 'takeOutbox'
  | 'outboxDelivered'
  | 'outboxRetry'
  | 'outboxDead'
  | 'outboxDepth'
  | 'deadLetters'
  | 'reviveDeadLetter'
  | 'dropDeadLetter'
>;

/** The part of a {@link Store} that gives out reminders. */
export type ReminderStore = Pick<Store, 'takeReminders' | 'reminderDone'>;
