import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { PresentError } from "../../api/graphql/present-error.js";
import { badInput, notFound } from "../../platform/core/errors.js";
import { readRange } from "./byte-range.js";
import { sendFailure } from "./failure.js";

interface Answered {
  readonly path: string;
  /** A strong entity tag, in its quotes. */
  readonly tag: string;
  readonly present: PresentError;
}

/** A file, or the part of it that is asked for. Its other headers are set by whoever calls. */
export async function sendFile(
  { method, headers }: FastifyRequest,
  reply: FastifyReply,
  { path, tag, present }: Answered,
): Promise<FastifyReply> {
  const found = await stat(path).catch(() => null);
  if (!found) return sendFailure(reply, present, notFound("file"));
  const modified = new Date(Math.floor(found.mtimeMs / 1_000) * 1_000);
  const lastModified = modified.toUTCString();
  reply.header("accept-ranges", "bytes").header("etag", tag).header("last-modified", lastModified);
  const { "if-none-match": known, "if-modified-since": since } = headers;
  const isKnown = known ? matches(known, tag) : since && modified <= new Date(since);
  if (isKnown) return reply.code(304).send();

  const { "if-range": condition } = headers;
  const holds = !condition || condition === tag || condition === lastModified;
  const range = method === "GET" && holds ? readRange(headers.range, found.size) : null;
  if (range === "none") {
    reply.header("content-range", `bytes */${found.size}`);
    const message = "That part of the file does not exist.";
    return sendFailure(reply, present, badInput("range", message, { limit: found.size }), 416);
  }
  const { start, end } = range ?? { start: 0, end: found.size - 1 };
  if (range) reply.code(206).header("content-range", `bytes ${start}-${end}/${found.size}`);
  reply.header("content-length", end - start + 1);
  // Of a stream, the length is what it was said to be.
  if (method === "HEAD" || found.size === 0) return reply.send(Readable.from([]));
  return reply.send(createReadStream(path, { start, end }));
}

function matches(known: string, tag: string): boolean {
  return known.split(",").some((item) => ["*", tag, `W/${tag}`].includes(item.trim()));
}
