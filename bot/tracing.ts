import type { Attributes, Span } from '@opentelemetry/api';

type Api = typeof import('@opentelemetry/api');

// The API alone: without an OpenTelemetry SDK in the process nothing is recorded. Loaded by the first turn, and once: to import
// again is to look for it in the file system again.
let loaded: Promise<Api> | undefined;
const load = (): Promise<Api> => (loaded ??= import('@opentelemetry/api'));

/** Runs one part of a turn as a span. Attributes hold neither ids nor words of a person. */
export async function traced<T>(
  name: string,
  run: (span: Span) => Promise<T>,
  attributes: Attributes = {},
): Promise<T> {
  const { SpanStatusCode, trace } = await load();
  return trace.getTracer('faultline').startActiveSpan(name, { attributes }, async (span) => {
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
