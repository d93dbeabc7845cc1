import { createHash } from "node:crypto";
import { Types } from "mongoose";

const OURS = /^[0-9a-f]{24}$/;

/**
 * What an id of the source is here: the same in each run, so that nothing has to be remembered. One
 * of our own form stays as it is; any other becomes 12 bytes of its hash, each kind for itself.
 */
export function idOf(kind: string, sourceId: string): Types.ObjectId {
  if (OURS.test(sourceId)) return new Types.ObjectId(sourceId);
  const hash = createHash("sha256").update(`${kind}\n${sourceId}`).digest();
  return new Types.ObjectId(hash.subarray(0, 12));
}
