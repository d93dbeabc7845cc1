import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** What is read at the moment somebody asks. */
export interface Gauges {
  readonly connections: () => number;
  readonly subscriptions: () => number;
  readonly tails: () => number;
  /** Entries that the log is known to have and its readers on this node have not read yet. */
  readonly lag: () => number;
  readonly queues: Readonly<Record<string, () => number | Promise<number>>>;
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
    this.gauge("connections", "Open sockets", gauges.connections);
    this.gauge("subscriptions", "Live subscriptions to conversations", gauges.subscriptions);
    this.gauge("log_tails", "Conversations that somebody follows here", gauges.tails);
    this.gauge("log_lag_entries", "Entries of logs known but not read yet", gauges.lag);
    const { registry } = this;
    new Gauge({
      name: "confab_queue_depth",
      help: "What waits: log (writes), passwords (hashes), mail (of all nodes, counted to 10,000)",
      labelNames: ["queue"],
      registers: [registry],
      async collect() {
        for (const [queue, depth] of Object.entries(gauges.queues))
          try {
            this.set({ queue }, await depth());
          } catch {
            // The database is away: the other figures are wanted then all the more.
            this.remove({ queue });
          }
      },
    });
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

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
