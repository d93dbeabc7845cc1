import type { FastifyRequest } from "fastify";
import { badInput } from "../../platform/core/errors.js";

/** No page of another origin can send these without being allowed to first. */
const PREFLIGHTED = ["apollo-require-preflight", "x-apollo-operation-name"] as const;
const ANSWERS = new Set([
  "application/json",
  "application/graphql-response+json",
  "text/event-stream",
]);
/** Of any type but these a browser asks first whether it may send it. */
const SIMPLE = new Set(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]);

/**
 * Throws BAD_USER_INPUT for what any page can make a browser send. A query by GET changes nothing,
 * and its answer is not readable from elsewhere: whoever expects JSON or events is no form and no image.
 */
export function refuseCrossSite({ method, headers }: FastifyRequest): void {
  if (PREFLIGHTED.some((name) => headers[name])) return;
  const type = headers["content-type"];
  if (method === "POST") {
    if (type !== undefined && !SIMPLE.has(essenceOf(type))) return;
    throw badInput("body", "A request needs Content-Type: application/json.");
  }
  if (type === undefined ? acceptsAnswer(headers.accept ?? "") : isPlainJson(type)) return;
  throw badInput(
    "query",
    "A query by GET says Accept: application/json or Apollo-Require-Preflight: true. In urql, preferGetMethod: false sends queries by POST.",
  );
}

function essenceOf(type: string): string {
  return (type.split(";")[0] ?? "").trim().toLowerCase();
}

/** A parameter may be another type in disguise: only the charset is one that JSON has. */
function isPlainJson(type: string): boolean {
  return /^\s*application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(type);
}

function acceptsAnswer(accept: string): boolean {
  return accept.split(",").some((range) => ANSWERS.has(essenceOf(range)));
}
