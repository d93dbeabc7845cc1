import type { FastifyRequest } from "fastify";
import type { ExecutionResult } from "graphql";
import { requestOf, type Context } from "../../api/graphql/context.js";
import { presentAll, type PresentError } from "../../api/graphql/present-error.js";
import type { EventStream, StreamedResult } from "./event-stream.js";

/** A request whose answer is a stream, and what is known of it. */
export interface Streamed {
  readonly request: FastifyRequest;
  readonly stream: EventStream;
  readonly context: Context;
  /** Resolves when a refusal may be told. */
  readonly hold: () => Promise<void>;
  /** From here on the answer is a stream, whatever happens. */
  readonly begin: () => void;
}

export function presented(
  present: PresentError,
  { data, errors }: ExecutionResult,
  context: Context,
): StreamedResult {
  if (!errors) return { data };
  const shown = presentAll(present, errors, requestOf(context));
  return data === undefined ? { errors: shown } : { data, errors: shown };
}
