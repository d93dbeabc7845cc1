import type { FastifyRequest } from "fastify";
import { badInput } from "../../platform/core/errors.js";
import { isMultipart } from "./uploads.js";

export const EVENT_STREAM = "text/event-stream";
const JSON_TYPES = ["application/json", "application/graphql-response+json"];

/** What is asked by a request whose answer is a stream. */
export interface StreamedOperation {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Record<string, unknown>;
}

/** Clients that take JSON as well are given JSON. */
export function wantsEvents({ method, headers }: FastifyRequest): boolean {
  if (method === "HEAD") return false;
  const ranges = (headers.accept ?? "").toLowerCase().split(",");
  const types = ranges.map((range) => (range.split(";")[0] ?? "").trim());
  return types.includes(EVENT_STREAM) && !types.some((type) => JSON_TYPES.includes(type));
}

/** Throws BAD_USER_INPUT. */
export function operationIn(request: FastifyRequest): StreamedOperation {
  if (isMultipart(request))
    throw badInput("body", `Files are not sent with Accept: ${EVENT_STREAM}.`);
  const isPost = request.method === "POST";
  const given: unknown = isPost ? request.body : request.query;
  if (!isObject(given)) throw badInput("body", "A request is a JSON object with a query.");
  const { query, operationName, variables: asked } = given;
  if (typeof query !== "string" || query === "") throw badInput("query", "A request has a query.");
  if (!isNullOr(operationName, (name) => typeof name === "string"))
    throw badInput("operationName", "An operation's name is a text.");
  const variables = isPost ? asked : parsed(asked);
  if (!isNullOr(variables, isObject)) throw badInput("variables", "Variables are a JSON object.");
  return {
    query,
    operationName: (operationName as string | null | undefined) ?? null,
    variables: (variables as Record<string, unknown> | null | undefined) ?? {},
  };
}

function parsed(text: unknown): unknown {
  if (typeof text !== "string" || text === "") return text === "" ? null : text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isNullOr(value: unknown, isIt: (value: unknown) => boolean): boolean {
  return value === undefined || value === null || isIt(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
