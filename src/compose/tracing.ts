import type { TraceTarget } from "../platform/config/config.types.js";
import type { Tracer } from "../platform/tracing/traces.js";

/** Loads the tracing library only where it is configured; null: nowhere to send traces to. */
export function loadTracer(target: TraceTarget | null): (() => Promise<Tracer>) | null {
  return (
    target &&
    (async () => {
      const { OpenTelemetry } = await import("../adapters/opentelemetry.js");
      return new OpenTelemetry(target);
    })
  );
}
