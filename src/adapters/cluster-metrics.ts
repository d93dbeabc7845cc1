import cluster, { type Worker } from "node:cluster";
import { AggregatorRegistry, type PrometheusContentType, type Registry } from "prom-client";

const REQUEST = "confab:metrics?";
const RESPONSE = "confab:metrics";
const LIMIT_MS = 6_000;

interface Message {
  readonly type: string;
  readonly text?: string;
}

let aggregator: AggregatorRegistry<PrometheusContentType> | null = null;
function all(): AggregatorRegistry<PrometheusContentType> {
  return (aggregator ??= new AggregatorRegistry());
}

/**
 * A scrape reaches any one of the workers, so each gives the figures of all: the primary process
 * collects them. A process of its own gives its own.
 */
export function metricsOfAll(registry: Registry): () => Promise<string> {
  if (!cluster.isWorker) return () => registry.metrics();
  AggregatorRegistry.setRegistries([registry]);
  all();
  return () =>
    new Promise((resolve, reject) => {
      const receive = (message: unknown): void => {
        const { type, text } = message as Message;
        if (type !== RESPONSE) return;
        end();
        if (text === undefined) reject(new Error("a worker did not give its metrics"));
        else resolve(text);
      };
      const late = setTimeout(() => {
        end();
        reject(new Error("the primary process did not give the metrics"));
      }, LIMIT_MS);
      const end = (): void => {
        clearTimeout(late);
        process.off("message", receive);
      };
      process.on("message", receive);
      process.send?.({ type: REQUEST } satisfies Message);
    });
}

/** In the primary process, for each message of a worker. */
export function answerForMetrics(worker: Worker, message: unknown): void {
  if ((message as Message | null)?.type !== REQUEST) return;
  const answer = (response: Message): void => {
    if (worker.isConnected()) worker.send(response);
  };
  all()
    .clusterMetrics()
    .then(
      (text) => answer({ type: RESPONSE, text }),
      () => answer({ type: RESPONSE }),
    );
}
