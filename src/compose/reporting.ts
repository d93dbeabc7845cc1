import { createLogger, type Logger } from "../adapters/logger.js";
import { Prometheus } from "../adapters/prometheus.js";
import type { Config } from "../platform/config/config.types.js";
import { SecurityLog } from "../platform/audit/security-log.js";
import { FaultLog } from "../platform/core/fault-log.js";
import type { OnFault } from "../platform/core/fault.js";
import { Traces } from "../platform/tracing/traces.js";
import { loadTracer } from "./tracing.js";

export interface Reporting {
  readonly logger: Logger;
  readonly metrics: Prometheus;
  readonly traces: Traces;
  readonly security: SecurityLog;
  readonly onFault: OnFault;
}

/** Where operators are told what happens: the log, the metrics and the traces. */
export function createReporting(
  config: Config,
  log: { write(line: string): void } | undefined,
): Reporting {
  const logger = createLogger(config.logLevel, log);
  const metrics = new Prometheus();
  const faults = new FaultLog({
    log: (kind, error, place) => logger.error({ err: error, ...place }, kind),
    count: (kind) => metrics.fault(kind),
  });
  const security = new SecurityLog({
    event: (facts) => logger.info(facts, "security event"),
    head: (auditHead) => logger.info({ auditHead }, "audit head"),
  });
  const traces = new Traces(loadTracer(config.traces));
  return { logger, metrics, traces, security, onFault: faults.report };
}
