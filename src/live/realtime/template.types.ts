import type { Types } from "mongoose";

/** What is rendered for an event. */
export interface Payload {
  readonly bytes: Buffer;
  /** How far in its log it takes whoever is given it; null: nowhere. */
  readonly position: number | null;
}

/** Which log some events are of; null: of none. */
export type Log = Types.ObjectId | string | null;

/** Where the bytes go. */
export interface Sink {
  /** False: they wait here, as there is no room. */
  send(bytes: Buffer): boolean;
  /** What tells a reader how far they have come, where they are to be told. */
  placeLine(log: Log, position: number): Buffer | null;
}

/** Some events, encoded once for all who are given them. */
export interface Template {
  readonly events: number;
  writeTo(sink: Sink, operationId: Buffer, log: Log): void;
}
