import { Types } from "mongoose";
import { notFound } from "./errors.js";

const HEX = /^[0-9a-f]{24}$/;
/** A viewer's own id names them, too, wherever that of a user is asked for. */
const VIEWER = /^viewer-/;

/**
 * The only way from a client's string to an ObjectId, so that no other kind of value reaches a
 * filter. A malformed id is answered like an unknown one.
 */
export function parseId(value: string, what: string): Types.ObjectId {
  const id = readId(value, what);
  if (!id) throw notFound(what);
  return id;
}

/** Null for a malformed one. */
export function readId(value: string, what: string): Types.ObjectId | null {
  const hex = what === "user" ? value.replace(VIEWER, "") : value;
  return HEX.test(hex) ? new Types.ObjectId(hex) : null;
}

/** For ids of our own, such as the keys of loaders. */
export function toId(hex: string): Types.ObjectId {
  return new Types.ObjectId(hex);
}
