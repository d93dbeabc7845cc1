import { hash } from "node:crypto";
import { Types } from "mongoose";
import { Recent } from "./recent.js";

const OURS = /^[0-9a-f]{24}$/;

/**
 * What an id of the source is here: the same in each run, so that nothing has to be remembered. One
 * of our own form stays as it is; any other becomes 12 bytes of its hash, each kind for itself.
 */
export function idOf(kind: string, sourceId: string): Types.ObjectId {
  if (OURS.test(sourceId)) return new Types.ObjectId(sourceId);
  return new Types.ObjectId(hash("sha256", `${kind}\n${sourceId}`, "hex").slice(0, 24));
}

const REMEMBERED = 200_000;

/** Of one kind, for ids that are named again and again. */
export class SourceIds {
  private readonly recent = new Recent<Types.ObjectId>(REMEMBERED);

  constructor(private readonly kind: string) {}

  of(sourceId: string): Types.ObjectId {
    const known = this.recent.get(sourceId);
    if (known) return known;
    const id = idOf(this.kind, sourceId);
    this.recent.set(sourceId, id);
    return id;
  }
}
