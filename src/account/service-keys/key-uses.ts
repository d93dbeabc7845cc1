import type { Model, Types } from "mongoose";
import type { ServiceKey } from "./service-key.model.js";

/** To the minute is enough, and costs a key one write a minute on each node. */
const EVERY_MS = 60_000;

/** When keys were last good for something. */
export class KeyUses {
  private readonly noted = new Map<string, number>();

  constructor(
    private readonly rows: Model<ServiceKey>,
    private readonly onFault: (error: unknown) => void,
  ) {}

  note(keyId: Types.ObjectId): void {
    const id = keyId.toHexString();
    const now = performance.now();
    if (now - (this.noted.get(id) ?? -Infinity) < EVERY_MS) return;
    this.noted.set(id, now);
    this.rows
      .updateOne({ _id: keyId }, { $max: { lastUsedAt: new Date() } })
      .catch((error: unknown) => {
        this.noted.delete(id);
        this.onFault(error);
      });
  }
}
