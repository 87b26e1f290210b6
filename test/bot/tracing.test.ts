import { SpanStatusCode, trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Converse, converseWith } from '../../bot/converse.ts';
import { plainUtterance } from '../../knowledge/recognizer/utterance.ts';
import { KNOWLEDGE } from '../dialogs/conversation.ts';
import { counting, processes, turnOf } from './turns/turn-processes.ts';

// As an operator does it: an SDK is put into the process, and the product itself knows only the API.
const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });

beforeAll(() => provider.register());
beforeEach(() => exporter.reset());
afterAll(async () => {
  await provider.shutdown();
  trace.disable();
});

const named = (spans: readonly ReadableSpan[], name: string) => spans.filter((span) => span.name === name);

/** Each span by its name and the name of the span it is a part of. */
function tree(spans: readonly ReadableSpan[]): string[] {
  const nameOf = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
  return spans.map((span) => `${span.name} < ${nameOf.get(span.parentSpanContext?.spanId ?? '') ?? 'nothing'}`);
}

describe('the spans of a turn', () => {
  it('are the turn and its parts, in one trace', async () => {
    const { run } = await processes(1, converseWith(KNOWLEDGE));
    await run(turnOf('m1', { said: plainUtterance('event 4094 from MSExchangeIMC, error 0x8004011d') }));
    const spans = exporter.getFinishedSpans();
    expect(tree(spans)).toEqual([
      'faultline.load < faultline.turn',
      'faultline.dialogs < faultline.turn',
      'faultline.draw < faultline.turn',
      'faultline.commit < faultline.turn',
      'faultline.turn < nothing',
    ]);
    expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(1);
  });

  it('show each try of a turn that met another one', async () => {
    let met = false;
    const meeting: Converse = async (...turn) => {
      if (!met) {
        met = true;
        await run(turnOf('theirs'), 1);
      }
      return counting(...turn);
    };
    const { run } = await processes(2, meeting);
    await run(turnOf('mine'));
    const spans = exporter.getFinishedSpans();
    expect(named(spans, 'faultline.turn')).toHaveLength(2);
    expect(named(spans, 'faultline.commit')).toHaveLength(3);
  });

  it('say that something failed, and not with which words', async () => {
    const { run } = await processes(1, async () => {
      throw new Error('a secret sentence');
    });
    await run(turnOf('m1'));
    const [failed] = named(exporter.getFinishedSpans(), 'faultline.dialogs');
    expect(failed?.status).toEqual({ code: SpanStatusCode.ERROR });
    expect(failed?.events).toEqual([]);
  });

  it('hold neither ids nor words of a person', async () => {
    const { run } = await processes(1);
    await run(turnOf('m1', { said: plainUtterance('a secret sentence') }));
    const told = exporter.getFinishedSpans().map(({ attributes, events, status }) => ({ attributes, events, status }));
    expect(told.find(({ attributes }) => Object.keys(attributes).length > 0)?.attributes).toEqual({ to: 'log' });
    expect(JSON.stringify(told)).not.toMatch(/secret|ada|chat-1|m1/);
  });
});
