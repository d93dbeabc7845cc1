import type { FastifyRequest } from "fastify";
import type { ExecutionResult } from "graphql";
import { withOthers, type PresentError } from "../../api/graphql/present-error.js";
import type { EventStream, StreamedResult } from "./event-stream.js";

/** A request whose answer is a stream, and what is known of it. */
export interface Streamed {
  readonly request: FastifyRequest;
  readonly stream: EventStream;
  /** From here on the answer is a stream, whatever happens. */
  readonly begin: () => void;
}

export function presented(
  present: PresentError,
  { data, errors }: ExecutionResult,
): StreamedResult {
  if (!errors) return { data };
  const shown = withOthers(errors.map((error) => present(error)));
  return data === undefined ? { errors: shown } : { data, errors: shown };
}
