import { explainEvent } from '../../../knowledge/triage/explain-event.ts';
import type { EventAsked } from '../../reading/sayings.ts';
import type { At } from '../../walking/at.ts';
import { inPassing } from '../interruption.ts';
import { text } from '../phrases.ts';
import { asks } from '../phrases-asks.ts';
import type { Block, Reply } from '../reply.ts';
import { eventName } from './case-events.ts';
import { ambiguousBlocks, knownEventLine } from './event-lines.ts';
import { providedBlocks } from './provided-blocks.ts';

function blocksOf(at: At, { eventId, source }: EventAsked): Block[] {
  // Who asks about an event of the case means that one.
  const here = at.case.known.events.find((event) => event.eventId === eventId && event.source !== undefined);
  const whose = source ?? here?.source;
  if (whose === undefined) {
    const blocks = ambiguousBlocks(eventId);
    return blocks.length > 0 ? blocks : undescribed(at, { eventId });
  }
  const { known } = explainEvent(whose, eventId);
  const [event] = known;
  if (event) return [{ kind: 'list', items: [knownEventLine(event)] }];
  return undescribed(at, { eventId, source: whose });
}

function undescribed({ knowledge: { shelf } }: At, event: EventAsked): Block[] {
  const provided = providedBlocks(shelf, event.eventId, event.source);
  return [...(provided.length > 0 ? provided : [text(asks.unknownEvent(eventName(event)))]), text(asks.unknownNext)];
}

/** "What does 7031 mean", wherever the conversation stands. */
export const askedEventReply = (at: At, events: readonly EventAsked[]): Reply =>
  inPassing(
    at,
    asks.meaningTitle,
    events.flatMap((event) => blocksOf(at, event)),
  );
