import { isDeepStrictEqual } from 'node:util';
import { reply as replyOf } from '../../dialogs/saying/compose-reply.ts';
import { CHOICES, phrases, text } from '../../dialogs/saying/phrases.ts';
import type { Reply } from '../../dialogs/saying/reply.ts';
import { type Case, newCase } from '../../dialogs/walking/case.ts';
import { readStoredCase } from '../../dialogs/walking/stored-case.ts';
import type { Converse, Exchange } from '../converse.ts';
import { whereFrom } from '../log.ts';
import { UNREAD } from '../reading/phrases-reading.ts';
import type { Unread } from '../reading/read.ts';
import type { StoredCase, TurnCommit } from '../store/store.ts';
import { traced } from '../tracing.ts';
import type { Said, Turn, TurnDeps } from './one-turn.ts';
import { readOwnData, withOwnData } from './own-data.ts';
import { toRemind } from './reminders.ts';

/** What a turn says, and what is to be stored with it. */
export interface Answered extends Pick<Exchange, 'asks' | 'beside' | 'reply'> {
  /** the case as it is to be stored; of a case that cannot be read, what was stored */
  keeps: unknown;
  /** what the buttons of the reply carry */
  buttons: Pick<Case, 'caseId' | 'turn'>;
  /** the dialogs threw, and the reply says so */
  failed?: boolean;
  /** the case before was left for good: put aside for a new one, or deleted */
  leaves?: boolean;
  /** it brought evidence that the case did not have */
  isNews?: boolean;
  /** what the person is to be reminded of from now on */
  remind?: TurnCommit['remind'];
}

/**
 * Reads the stored case and runs the dialogs on it. Rejects only when the store does.
 * @returns undefined where nothing is said: a reminder that has been answered meanwhile
 */
export async function answerTurn(
  { converse, log, store }: Pick<TurnDeps, 'converse' | 'log' | 'store'>,
  turn: Turn,
  heard: Exclude<Said, 'nothing'>,
  stored: StoredCase | undefined,
  now: Date,
): Promise<Answered | undefined> {
  if (heard === 'given up') return excused(stored?.value, now);
  if (heard !== 'opened' && heard.is === 'unread') return notRead(stored?.value, now, heard.why);
  const { before, strange } = caseBefore(stored, now);
  const reminder = heard !== 'opened' && heard.is === 'reminder' ? heard.id : undefined;
  if (reminder !== undefined && before.reminder?.id !== reminder) return undefined;
  if (strange) log.warn({ code: `case-shape-${strange}` }, 'a stored case could not be read');
  let exchange: Exchange;
  try {
    exchange = await traced('faultline.dialogs', () => exchanged(converse, turn, heard, before, now));
  } catch (error) {
    const { conversationId } = turn.place;
    // The inbound activity counts as answered, since it would fail again.
    log.error({ code: 'dialog-failed', conversationId, ...whereFrom(error) }, 'a dialog threw');
    // Nobody waits for the excuse of a reminder.
    return reminder === undefined ? excused(stored?.value, now) : undefined;
  }
  return settled(store, turn, stored, { before, strange }, exchange);
}

function exchanged(
  converse: Converse,
  { place, to }: Turn,
  heard: 'opened' | Extract<Said, { is: 'read' | 'reminder' }>,
  before: Case,
  now: Date,
): Promise<Exchange> {
  const writesFirst = place.writesFirst && to !== 'caller';
  if (heard === 'opened') return converse(before, undefined, now, undefined, writesFirst);
  if (heard.is === 'reminder') return converse(before, undefined, now, undefined, 'now');
  return converse(before, heard.utterance, now, heard.result, writesFirst);
}

/** What is said and stored after an exchange. */
async function settled(
  store: TurnDeps['store'],
  turn: Turn,
  stored: StoredCase | undefined,
  { before, strange }: ReturnType<typeof caseBefore>,
  exchange: Exchange,
): Promise<Answered> {
  const { place, to } = turn;
  // What cannot be read is left as it is until the person says so: while an update goes through, for example, the version
  // before it and the version after it answer side by side.
  const isLeft = strange !== undefined && exchange.after.caseId === before.caseId;
  const said = isLeft ? { ...exchange, reply: leftAsItIs(strange) } : exchange;
  const { after, asks, beside } = said;
  // The buttons of a case that is gone would not act.
  if (asks === 'forget')
    return { keeps: after, buttons: after, leaves: true, reply: { ...exchange.reply, choices: [] }, asks };
  const told = asks === 'show' ? await withStoredData(store, place, said.reply, to) : said.reply;
  if (isLeft) return { keeps: stored?.value, buttons: before, reply: told, ...(asks && { asks }) };
  const remind = toRemind(before.reminder, after.reminder, turn);
  return {
    keeps: after,
    buttons: after,
    ...(asks && { asks }),
    ...(remind && { remind }),
    leaves: stored !== undefined && after.caseId !== before.caseId,
    isNews: hasNews(before.known, after.known),
    reply: told,
    ...(beside && { beside }),
  };
}

/** The case as it was stored; a new one, and why, where that cannot be read. */
function caseBefore(stored: StoredCase | undefined, now: Date): { before: Case; strange?: 'newer' | 'unreadable' } {
  const read = stored && readStoredCase(stored.value);
  if (read?.is === 'case') return { before: read.case };
  return { before: newCase(now), ...(read && { strange: read.is }) };
}

async function withStoredData(store: TurnDeps['store'], place: Turn['place'], reply: Reply, to: Turn['to']) {
  // What is given back to the caller is shown where the others read.
  if (place.isShared && to === 'caller') return { ...reply, blocks: [text(phrases.ownDataAlone)] };
  const { caseKey, conversationId, userId } = place;
  return withOwnData(reply, await readOwnData(store, { caseKey, conversationId, userId }), place.isShownWhole);
}

type Known = Case['known'];

function hasNews(before: Known, after: Known): boolean {
  const isNew = (known: readonly unknown[]) => (one: unknown) => !known.some((old) => isDeepStrictEqual(old, one));
  return (
    after.events.some(isNew(before.events)) ||
    after.codes.some(isNew(before.codes)) ||
    after.readings.some(isNew(before.readings))
  );
}

/** The turn that says that something went wrong: the case stays as it was, and so do the buttons of the reply before. */
export function excused(stored: unknown, now: Date): Answered {
  return { ...unchanged(stored, now, sorry()), failed: true };
}

/** The turn that says why something was not read: nothing else has changed. */
function notRead(stored: unknown, now: Date, why: Unread): Answered {
  const { title, say } = UNREAD[why];
  return unchanged(stored, now, replyOf('error', title, [text(say)], [CHOICES.whereAmI, CHOICES.startOver]));
}

function unchanged(stored: unknown, now: Date, reply: Reply): Pick<Answered, 'buttons' | 'keeps' | 'reply'> {
  const read = stored === undefined ? undefined : readStoredCase(stored);
  // What cannot be read is left as it is.
  if (read && read.is !== 'case') return { keeps: stored, buttons: newCase(now), reply };
  const before = read?.case ?? newCase(now);
  // The buttons of the reply before go on acting, as the case is still there.
  const drawn = new Set([...(before.drawn ?? []), ...reply.choices.map(({ say }) => say)]);
  return { keeps: { ...before, drawn: [...drawn] }, buttons: before, reply };
}

/** The one calm sentence for what nobody foresaw. */
export function sorry(): Reply {
  return replyOf('error', phrases.errorTitle, [text(phrases.error)], [CHOICES.whereAmI, CHOICES.startOver]);
}

// Without buttons: a case that cannot be read cannot tell an old button from a new one.
function leftAsItIs(is: 'newer' | 'unreadable'): Reply {
  return replyOf('error', phrases.shapeTitle, [text(is === 'newer' ? phrases.shapeNewer : phrases.shapeLost)], []);
}
