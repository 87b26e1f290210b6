import type { Activity } from 'botbuilder-core';
import type { Logger } from 'pino';
import type { Place } from '../channels/place.ts';
import type { DrawingAddresses } from '../channels/with-drawings.ts';
import type { Converse } from '../converse.ts';
import type { Metrics } from '../metrics.ts';
import type { Read } from '../reading/read.ts';
import type { Store } from '../store/store.ts';

/** Where a turn's reply goes: into a Direct Line conversation, through the outbox, or back to the caller alone. */
export type Destination = 'log' | 'outbox' | 'caller';

/**
 * What a turn is about. `opened`: somebody only opened the chat; `nothing`: settled or remembered, and not answered;
 * `given up`: no dialog is asked, and the reply says so. `reminder`: the time of the reminder with this id has come.
 */
export type Said = Read | 'opened' | 'nothing' | 'given up' | { is: 'reminder'; id: string };

/** One turn to be run. What was said may still have to be read: that is done once, when the turn's place has come. */
export interface Turn {
  activity: Activity;
  place: Place;
  said: Said | (() => Promise<Said>);
  to: Destination;
}

export interface TurnDeps {
  store: Pick<Store, 'loadCase' | 'commitTurn' | 'endLine' | 'personData' | 'ownActivities'>;
  converse: Converse;
  /** where the pictures of a reply are fetched */
  drawings?: DrawingAddresses;
  /** what the bot calls itself now; by default its own name */
  called?: () => string | undefined;
  metrics: Metrics;
  log: Pick<Logger, 'warn' | 'error'>;
}
