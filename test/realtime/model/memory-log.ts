import { Types } from "mongoose";
import type { LogEntry } from "../../../src/live/realtime/log-entry.js";
import type { Memberships } from "../../../src/live/realtime/memberships.js";
import type { FollowedHead } from "../../../src/live/realtime/log-order.js";

export type Step =
  | { readonly kind: "append" | "remove" | "add"; readonly isHintLost: boolean }
  | { readonly kind: "change"; readonly at: number; readonly isHintLost: boolean }
  | { readonly kind: "project" | "stall" | "drain"; readonly isHintLost?: undefined };

/** A stay as whoever follows the log knows it. */
type Place = Parameters<Memberships["ended"]>[0];

/** From one entry to another, both inclusive; without an end while it lasts. */
export interface Stay {
  readonly first: LogEntry;
  readonly last: LogEntry | null;
}

interface Stored extends LogEntry {
  revision: number;
  readonly change?: "remove" | "add";
}

/** A log, and the row of its only reader, which may be older than the log. */
export class MemoryLog {
  readonly id = new Types.ObjectId();
  readonly reader = new Types.ObjectId();
  readonly entries: Stored[] = [];
  /** The row is made of the entries up to here. */
  projected = 0;
  private revision = 0;

  constructor() {
    this.add("add");
    this.projected = 1;
  }

  /** False: nothing was written. */
  apply(step: Step): boolean {
    switch (step.kind) {
      case "append":
        this.add();
        return true;
      case "remove":
      case "add":
        if (this.isIn === (step.kind === "add")) return false;
        this.add(step.kind);
        return true;
      case "change": {
        const said = this.entries.filter(({ change }) => !change);
        const changed = said[step.at % Math.max(1, said.length)];
        if (changed) changed.revision = this.revision += 1;
        return changed !== undefined;
      }
      case "project":
        this.projected = this.entries.length;
        return false;
      case "stall":
      case "drain":
        return false;
    }
  }

  /** As it is stored now, so that later changes do not reach who has read it. */
  between(field: "seq" | "revision", from: number, to: number): LogEntry[] {
    const found = this.entries.filter((one) => one[field] >= from && one[field] <= to);
    return found.sort((a, b) => a[field] - b[field]).map((one) => ({ ...one }));
  }

  head(): FollowedHead {
    const pending = this.entries.filter(({ seq, change }) => seq > this.projected && change);
    const said = pending.map(({ seq }) => [this.reader.toHexString(), seq] as const);
    return { seq: this.entries.length, revision: this.revision, lastAbout: new Map(said) };
  }

  /** What the log says, as whoever asks brings the row up to it. */
  membership(upTo = this.entries.length): Place | null {
    const changes = this.entries.filter(({ seq, change }) => change && seq <= upTo);
    const joined = changes.findLast(({ change }) => change === "add");
    const latest = changes.at(-1);
    if (!joined || !latest) return null;
    const left = latest.change === "remove" ? latest : null;
    return {
      ...{ userId: this.reader, conversationId: this.id, appliedSeq: latest.seq },
      ...{ joinedSeq: joined.seq, joinedRevision: joined.createdRevision },
      firstSeq: joined.seq,
      leftAt: left && new Date(),
      ...(left && { leftSeq: left.seq, leftRevision: left.createdRevision }),
    };
  }

  ended(stay: Place, next: Place): Place | null {
    const left = this.entries.find(
      ({ seq, change }) => change === "remove" && seq > stay.joinedSeq && seq < next.joinedSeq,
    );
    const end = left && { leftSeq: left.seq, leftRevision: left.createdRevision };
    return end ? { ...stay, ...end, leftAt: new Date(), appliedSeq: left.seq } : null;
  }

  changedSince({ leftRevision = 0 }: Place, after: number, to: number): LogEntry[] {
    return this.entries
      .filter(
        ({ createdRevision: at, revision }) => after < at && at <= to && revision > leftRevision,
      )
      .map((one) => ({ ...one }));
  }

  get stays(): Stay[] {
    const changes = this.entries.filter(({ change }) => change);
    return changes.flatMap((first, at) =>
      first.change === "add" ? [{ first, last: changes[at + 1] ?? null }] : [],
    );
  }

  private get isIn(): boolean {
    return this.stays.at(-1)?.last === null;
  }

  private add(change?: "remove" | "add"): void {
    this.revision += 1;
    this.entries.push({
      ...{ _id: new Types.ObjectId(), seq: this.entries.length + 1, senderId: null },
      ...{ revision: this.revision, createdRevision: this.revision },
      ...(change && { change, subjectIds: [this.reader] }),
    });
  }
}
