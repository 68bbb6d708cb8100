// Traces to an OpenTelemetry collector. Loaded only when one is configured; endpoint, headers, service name, sampler and
// batching are the SDK's own standard variables (OTEL_…). Nothing is registered globally.

import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Attributes,
  type Context,
  DiagLogLevel,
  diag,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace as spans,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Facts, Trace } from './trace.ts';

export interface OpenTelemetry {
  readonly trace: Trace;
  /** Sends what is left. */
  close(): Promise<void>;
}

const headersGetter = {
  keys: (headers: Headers) => [...headers.keys()],
  get: (headers: Headers, name: string) => headers.get(name) ?? undefined,
};

/** `onProblem` is told when traces can't be sent. */
export function startOpenTelemetry(onProblem: (message: string) => void): OpenTelemetry {
  const tell = (message: string) => onProblem(message);
  const logger = { error: tell, warn: tell, info() {}, debug() {}, verbose() {} };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const provider = new BasicTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'interlock' }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const tracer = provider.getTracer('interlock');
  const propagator = new W3CTraceContextPropagator();
  const around = new AsyncLocalStorage<Context>();
  const contextNow = () => around.getStore() ?? ROOT_CONTEXT;

  const trace: Trace = {
    stage(name, work, facts = {}) {
      const span = tracer.startSpan(name, { attributes: toAttributes(facts) }, contextNow());
      const within = spans.setSpan(contextNow(), span);
      return ended(span, () => around.run(within, () => work((more) => span.setAttributes(toAttributes(more)))));
    },
    begin(name) {
      const span = tracer.startSpan(name, {}, contextNow());
      return (failure) => {
        if (!span.isRecording()) return;
        if (failure !== undefined) markFailed(span, failure);
        span.end();
      };
    },
    request(headers, work) {
      const caller = propagator.extract(ROOT_CONTEXT, headers, headersGetter);
      const span = tracer.startSpan('request', { kind: SpanKind.SERVER }, caller);
      const describe = (name: string, facts: Facts) =>
        void span.updateName(name).setAttributes(toAttributes(facts)).setStatus(statusOf(facts));
      return ended(span, () => around.run(spans.setSpan(caller, span), () => work(describe)));
    },
  };
  return { trace, close: () => provider.shutdown().catch((error: Error) => onProblem(error.message)) };
}

function ended<Result>(span: Span, work: () => Result): Result {
  let isWaitedFor = false;
  try {
    const result = work();
    if (!(result instanceof Promise)) return result;
    isWaitedFor = true;
    return result
      .catch((error: unknown) => {
        markFailed(span, error);
        throw error;
      })
      .finally(() => span.end()) as Result;
  } catch (error) {
    markFailed(span, error);
    throw error;
  } finally {
    if (!isWaitedFor) span.end();
  }
}

/** By the kind of error: its message may hold what somebody wrote. */
function markFailed(span: Span, error: unknown): void {
  span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function statusOf({ 'http.response.status_code': status }: Facts) {
  return { code: Number(status) >= 500 ? SpanStatusCode.ERROR : SpanStatusCode.UNSET };
}

function toAttributes(facts: Facts): Attributes {
  return facts as Attributes;
}
