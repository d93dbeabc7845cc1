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
  const hex = what === "user" ? value.replace(VIEWER, "") : value;
  if (!HEX.test(hex)) throw notFound(what);
  return new Types.ObjectId(hex);
}

/** For ids of our own, such as the keys of loaders. */
export function toId(hex: string): Types.ObjectId {
  return new Types.ObjectId(hex);
}
