import { setTimeout as sleep } from "node:timers/promises";
import { post, type TypedDocument } from "../support/graphql.js";
import type { NodeProcess } from "./node-process.js";
import type { Random } from "./random.js";

/** Longer than a busy machine takes. */
const TRY_LIMIT_MS = 10_000;
/** Longer than any fault lasts. */
const PATIENCE_MS = 120_000;
/** Codes that say "not now": nothing was refused, and nothing is known. */
const PASSING = ["SERVICE_UNAVAILABLE", "RATE_LIMITED"];

export type Outcome<T> =
  | { readonly kind: "ok"; readonly data: T }
  | { readonly kind: "refused"; readonly code: string }
  /** It may have happened. */
  | { readonly kind: "unknown"; readonly why: string };

export interface Operation<Result, Variables> {
  readonly document: TypedDocument<Result, Variables>;
  readonly variables: Variables;
  readonly token: string;
}

export interface Caller {
  readonly nodes: readonly NodeProcess[];
  readonly random: Random;
  readonly onIncident: (text: string) => void;
}

/** One request, given up after `limitMs`. */
export async function attempt<Result, Variables>(
  { onIncident }: Caller,
  node: NodeProcess,
  { document, variables, token }: Operation<Result, Variables>,
  limitMs = TRY_LIMIT_MS,
): Promise<Outcome<Result>> {
  // Not AbortSignal.timeout: Node 20 may collect it as garbage before it fires.
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(new Error("timed out")), limitMs);
  const answer = await post(node.url, document, variables, token, {}, abort.signal)
    .catch(String)
    .finally(() => clearTimeout(timer));
  if (typeof answer === "string") return { kind: "unknown", why: answer };
  const [error] = answer.errors ?? [];
  if (!error) return { kind: "ok", data: answer.data };
  const { code } = error.extensions;
  if (PASSING.includes(code)) return { kind: "unknown", why: code };
  if (code !== "INTERNAL_SERVER_ERROR") return { kind: "refused", code };
  onIncident(`node ${node.index} answered with a fault of its own: ${JSON.stringify(error)}`);
  return { kind: "unknown", why: code };
}

/** On any node, until the outcome is known or `giveUp` says so. */
export async function insist<Result, Variables>(
  caller: Caller,
  operation: Operation<Result, Variables>,
  giveUp: () => boolean = () => false,
): Promise<Outcome<Result>> {
  for (const end = performance.now() + PATIENCE_MS; ;) {
    const node = caller.random.pick(caller.nodes);
    const outcome = await attempt(caller, node, operation);
    if (outcome.kind !== "unknown" || giveUp()) return outcome;
    if (performance.now() > end) {
      const what = operation.document.toString().trim().slice(0, 40);
      caller.onIncident(`${what}… was not answered for ${PATIENCE_MS} ms: ${outcome.why}`);
      return outcome;
    }
    await sleep(caller.random.between(50, 200));
  }
}

/** The data; throws where it is refused. */
export async function demand<Result, Variables>(
  caller: Caller,
  operation: Operation<Result, Variables>,
): Promise<Result> {
  const outcome = await insist(caller, operation);
  if (outcome.kind === "ok") return outcome.data;
  throw new Error(`${operation.document.toString().slice(0, 40)}: ${JSON.stringify(outcome)}`);
}
