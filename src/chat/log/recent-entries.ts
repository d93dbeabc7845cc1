import type { Types } from "mongoose";
import type { Message } from "./message.model.js";

/** Long enough to be handed to those who listen, short enough to be the state that is stored. */
const KEEP_MS = 1_000;
const MAX_ENTRIES = 5_000;

interface Recent {
  readonly message: Message;
  readonly until: number;
}

/**
 * What hints say was just written, here or by another node, so that delivering it need not read it
 * back. By revision; what is not all here, without a hole, is read from the log.
 */
export class RecentEntries {
  /** Null: the message has moved to a later revision. */
  private readonly entries = new Map<string, Recent | null>();
  private readonly newest = new Map<string, number>();

  /** In any order, also repeatedly: what comes late is not news any more. */
  add(message: Message): void {
    if (this.entries.size >= MAX_ENTRIES) this.clear();
    const { conversationId, revision } = message;
    const id = message._id.toHexString();
    const known = this.newest.get(id) ?? revision;
    if (known !== revision)
      this.entries.set(placeOf(conversationId, Math.min(known, revision)), null);
    if (known > revision) return;
    this.newest.set(id, revision);
    const until = performance.now() + KEEP_MS;
    this.entries.set(placeOf(conversationId, revision), { message, until });
  }

  /** Both ends inclusive, ascending; null where the log must be asked. */
  read(conversationId: Types.ObjectId, from: number, to: number): Message[] | null {
    const found: Message[] = [];
    for (let revision = from; revision <= to; revision += 1) {
      const recent = this.entries.get(placeOf(conversationId, revision));
      if (recent === undefined) return null;
      if (recent === null) continue;
      if (recent.until < performance.now()) return null;
      found.push(recent.message);
    }
    return found;
  }

  private clear(): void {
    this.entries.clear();
    this.newest.clear();
  }
}

function placeOf(conversationId: Types.ObjectId, revision: number): string {
  return `${conversationId.toHexString()}:${revision}`;
}
