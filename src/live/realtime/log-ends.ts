import { Types } from "mongoose";
import type { FollowedHead } from "./log-order.js";

const EMPTY: FollowedHead = { seq: 0, revision: 0, lastAbout: new Map() };

export type ReadEnds = (
  conversationIds: readonly Types.ObjectId[],
) => Promise<ReadonlyMap<string, FollowedHead>>;

/** Where logs end. What is asked for in one turn is read together, as when somebody follows many. */
export class LogEnds {
  private readonly asked = new Map<string, ((end: FollowedHead | Error) => void)[]>();

  constructor(private readonly read: ReadEnds) {}

  /** Of a log that does not exist, zero. */
  of(conversationId: string): Promise<FollowedHead> {
    return new Promise((resolve, reject) => {
      const settle = (end: FollowedHead | Error): void =>
        end instanceof Error ? reject(end) : resolve(end);
      if (this.asked.size === 0) queueMicrotask(() => void this.answer());
      this.asked.set(conversationId, [...(this.asked.get(conversationId) ?? []), settle]);
    });
  }

  private async answer(): Promise<void> {
    const asked = new Map(this.asked);
    this.asked.clear();
    const ids = [...asked.keys()].map((id) => new Types.ObjectId(id));
    const ends = await this.read(ids).catch((error: unknown) => error as Error);
    for (const [id, settlers] of asked)
      for (const settle of settlers) settle(ends instanceof Error ? ends : (ends.get(id) ?? EMPTY));
  }
}
