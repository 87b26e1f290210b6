import { type Attributes, type Span, SpanStatusCode, trace } from '@opentelemetry/api';

// The API alone: without an OpenTelemetry SDK in the process nothing is recorded.
const tracer = trace.getTracer('faultline');

/** Runs one part of a turn as a span. Attributes hold neither ids nor words of a person. */
export function traced<T>(name: string, run: (span: Span) => Promise<T>, attributes?: Attributes): Promise<T> {
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await run(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
