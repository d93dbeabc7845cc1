import type { mongo } from "mongoose";
import type { Span, Traces } from "../platform/tracing/traces.js";

/**
 * The commands to the database that are part of a traced piece of work: their names and
 * collections, nothing of what they hold. Those of no work, or of one that is over, are left out.
 */
export function traceCommands(client: mongo.MongoClient, traces: Traces): void {
  const open = new Map<number, Span>();
  const end = (requestId: number, failed: boolean): void => {
    const span = open.get(requestId);
    open.delete(requestId);
    if (failed) span?.fail();
    span?.end();
  };
  client.on("commandStarted", ({ commandName, requestId, command }) => {
    if (!traces.current) return;
    const collection = collectionOf(commandName, command);
    const attributes = {
      "db.system.name": "mongodb",
      "db.operation.name": commandName,
      ...(collection !== null && { "db.collection.name": collection }),
    };
    const name = collection === null ? commandName : `${commandName} ${collection}`;
    const span = traces.begin({ name, kind: "client", attributes });
    if (span) open.set(requestId, span);
  });
  client.on("commandSucceeded", ({ requestId }) => end(requestId, false));
  client.on("commandFailed", ({ requestId }) => end(requestId, true));
}

/** `{ find: "messages", … }`, `{ getMore: …, collection: "messages" }`. */
function collectionOf(name: string, command: mongo.Document): string | null {
  const given: unknown = name === "getMore" ? command["collection"] : command[name];
  return typeof given === "string" ? given : null;
}
