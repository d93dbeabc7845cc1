import { metricsOfAll } from "./cluster-metrics.js";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** What is read at the moment somebody asks. */
export interface Gauges {
  readonly connections: () => number;
  readonly subscriptions: () => number;
  readonly tails: () => number;
  /** Entries that the log is known to have and its readers on this node have not read yet. */
  readonly lag: () => number;
  /** What waits: writes to logs, passwords to be hashed, mails. */
  readonly writes: () => number;
  readonly passwords: () => number;
  readonly mails: () => Promise<number>;
  /** Of those that follow the logs, by kind. */
  readonly followers: () => Promise<readonly FollowerFigures[]>;
}

export interface FollowerFigures {
  readonly kind: string;
  readonly lagSeconds: number;
  readonly undelivered: number;
}

export interface HttpAnswer {
  readonly method: string;
  /** Of the route, not of the request. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** The figures of this process. They name nobody: no user, conversation or address. */
export class Prometheus {
  readonly registry = new Registry();
  private readonly deliveries = new Counter({
    name: "confab_deliveries_total",
    help: "Events of conversations handed to sockets",
    registers: [this.registry],
  });
  private readonly appends = new Histogram({
    name: "confab_send_seconds",
    help: "From a message that waits to be written to its durable write",
    buckets: SECONDS,
    registers: [this.registry],
  });

  private readonly requests = new Histogram({
    name: "confab_http_request_seconds",
    help: "HTTP requests by method, route and status",
    labelNames: ["method", "route", "status"] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });
  private readonly operations = new Histogram({
    name: "confab_graphql_operation_seconds",
    help: "GraphQL operations by type and transport; a subscription until it has begun",
    labelNames: ["type", "transport"] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });
  private readonly failures = new Counter({
    name: "confab_graphql_errors_total",
    help: "Errors of GraphQL operations by type of operation and code",
    labelNames: ["type", "code"] as const,
    registers: [this.registry],
  });

  answered({ method, route, status, ms }: HttpAnswer): void {
    this.requests.observe({ method, route, status }, ms / 1_000);
  }

  operated(type: string, transport: string, ms: number): void {
    this.operations.observe({ type, transport }, ms / 1_000);
  }

  failed(type: string, code: string): void {
    this.failures.inc({ type, code });
  }

  private readonly faults = new Counter({
    name: "confab_faults_total",
    help: "What must not be, and is tried again or worked around, by kind",
    labelNames: ["kind"],
    registers: [this.registry],
  });

  fault(kind: string): void {
    this.faults.inc({ kind });
  }

  delivered(events: number): void {
    this.deliveries.inc(events);
  }

  sent(ms: number): void {
    this.appends.observe(ms / 1_000);
  }

  /** Once, when everything that is measured exists. */
  start(gauges: Gauges): void {
    // With the delay of the event loop, memory and garbage collection.
    collectDefaultMetrics({ register: this.registry });
    this.gauge("processes", "Processes that serve", () => 1);
    this.gauge("connections", "Open sockets", gauges.connections);
    this.gauge("subscriptions", "Live subscriptions to conversations", gauges.subscriptions);
    this.gauge("log_tails", "Conversations that somebody follows here", gauges.tails);
    this.gauge("log_lag_entries", "Entries of logs known but not read yet", gauges.lag);
    this.gauge("log_queue_depth", "Writes to logs that wait", gauges.writes);
    this.gauge("password_queue_depth", "Passwords that wait to be hashed", gauges.passwords);
    this.followers(gauges);
    new Gauge({
      name: "confab_mail_queue_depth",
      help: "Mails of all nodes that wait to go out, counted to 10,000",
      registers: [this.registry],
      // Every worker counts the same rows.
      aggregator: "max",
      async collect() {
        // While the database is away the other figures are wanted all the more.
        const mails = await gauges.mails().catch(() => null);
        if (mails !== null) this.set(mails);
      },
    });
  }

  private followers({ followers }: Gauges): void {
    const labels = { labelNames: ["kind"] as const, registers: [this.registry] };
    // Every worker reads the same rows.
    const same = { ...labels, aggregator: "max" as const };
    const name = "confab_follower_lag_seconds";
    const help = "How long the oldest entry waits that a follower of all logs has not had, by kind";
    const undelivered = new Gauge({
      ...same,
      name: "confab_follower_undelivered",
      help: "Entries of logs that followers have not had yet, by kind",
    });
    new Gauge({
      ...{ ...same, name, help },
      async collect() {
        for (const one of await followers().catch(() => [])) {
          this.set({ kind: one.kind }, one.lagSeconds);
          undelivered.set({ kind: one.kind }, one.undelivered);
        }
      },
    });
  }

  /** Of all workers, where this is one of several. */
  readonly text = metricsOfAll(this.registry);

  private gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name: `confab_${name}`,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }
}
