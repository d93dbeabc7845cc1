import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import {
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span as SdkSpan,
  type Tracer as SdkTracer,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { TraceTarget } from "../platform/config/config.types.js";
import { VERSION } from "../platform/config/version.js";
import type { Attributes, Span, Tracer, Work } from "../platform/tracing/traces.js";

const EXPORT_TIMEOUT_MS = 5_000;
const STOP_LIMIT_MS = 2_000;
const MAX_CHARS = 200;
const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  internal: SpanKind.INTERNAL,
} as const;
const TRACEPARENT = /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;

class OpenSpan implements Span {
  open = true;

  constructor(readonly sdk: SdkSpan) {}

  describe(name: string, attributes: Attributes): void {
    this.sdk.updateName(name.slice(0, MAX_CHARS)).setAttributes(attributes);
  }

  fail(): void {
    this.sdk.setStatus({ code: SpanStatusCode.ERROR });
  }

  end(attributes: Attributes = {}): void {
    this.open = false;
    this.sdk.setAttributes(attributes).end();
  }
}

/**
 * Nothing of it is global, so that several apps can live in one process, and nothing hooks itself
 * into libraries: what is recorded is what is said here and by those who call it.
 */
export class OpenTelemetry implements Tracer {
  private readonly at = new AsyncLocalStorage<OpenSpan>();
  private readonly provider: TracerProvider;
  private readonly tracer: SdkTracer;

  constructor({ url, headers, serviceName, ratio }: TraceTarget) {
    const exporter = new OTLPTraceExporter({ url, headers, timeoutMillis: EXPORT_TIMEOUT_MS });
    this.provider = new TracerProvider({
      resource: resourceFromAttributes({
        "service.name": serviceName,
        "service.version": VERSION,
        "service.instance.id": randomUUID(),
      }),
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
      spanLimits: { attributeValueLengthLimit: MAX_CHARS },
      spanProcessors: [new BatchSpanProcessor({ exporter })],
    });
    this.tracer = this.provider.getTracer("confab", VERSION);
  }

  get current(): OpenSpan | null {
    const span = this.at.getStore();
    return span?.open ? span : null;
  }

  begin({ name, kind, attributes = {}, parent }: Work): OpenSpan {
    const { current } = this;
    const context = current ? trace.setSpan(ROOT_CONTEXT, current.sdk) : contextOf(parent);
    const options = { kind: KINDS[kind], attributes };
    return new OpenSpan(this.tracer.startSpan(name.slice(0, MAX_CHARS), options, context));
  }

  inSpan<T>(span: Span, body: () => T): T {
    return this.at.run(span as OpenSpan, body);
  }

  /** A collector that is away does not hold up the end. */
  async stop(): Promise<void> {
    let late: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => (late = setTimeout(resolve, STOP_LIMIT_MS)));
    await Promise.race([this.provider.shutdown().catch(() => undefined), limit]);
    clearTimeout(late);
  }
}

function contextOf(traceparent: string | undefined): Context {
  const [, traceId = "", spanId = "", flags = "0"] = TRACEPARENT.exec(traceparent ?? "") ?? [];
  const remote = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(remote) ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT;
}
