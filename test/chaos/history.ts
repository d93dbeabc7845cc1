import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Milliseconds of the one clock that all clients share, so that their order in time is sound. */
type Instant = number;

interface Answer {
  readonly at: Instant;
  readonly node: number;
  readonly id: string;
  readonly seq: number;
}

/** One message as its sender sees it: all tries under one clientMessageId. */
export interface Send {
  readonly key: string;
  readonly userId: string;
  readonly conversationId: string;
  readonly body: string;
  readonly invokedAt: Instant;
  readonly answers: Answer[];
  /** Tries whose outcome the client does not know: cut, timed out, or answered as an outage. */
  unknown: number;
  /** The code of a definitive refusal. */
  refusal: string | null;
  /** True: the client did not care to try until it knew. */
  abandoned: boolean;
  /** What an edit may have made of the body. */
  edited: string | null;
}

/** A change of a message that was acknowledged. */
export interface Change {
  readonly kind: "edit" | "react" | "delete";
  readonly conversationId: string;
  readonly messageId: string;
  /** That of the answer: its own, or a later one where it was known by then. */
  readonly revision: number;
  /** What it was edited to. */
  readonly body: string | null;
}

/** A message as some client was given it. */
export interface Entry {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly revision: number;
  readonly body: string | null;
  /** Only the sender is shown it. */
  readonly clientMessageId: string | null;
  readonly senderId: string | null;
}

/** In the log itself also what it says about members. */
export interface LogEntry extends Entry {
  readonly systemEvent: string | null;
  readonly subjectIds: readonly string[];
}

export interface Delivery extends Entry {
  readonly at: Instant;
  /** Counts the sockets of this subscriber. */
  readonly socket: number;
  readonly node: number;
}

export interface Subscriber {
  readonly name: string;
  readonly userId: string;
  readonly feed: "messages" | "events";
  /** One conversation, or null for all that its user is in. */
  readonly only: string | null;
  readonly deliveries: Delivery[];
  /** How often it came back with its positions. */
  sockets: number;
}

/** How far a conversation had come when somebody asked for it. */
export interface Glance {
  readonly userId: string;
  readonly conversationId: string;
  readonly node: number;
  readonly invokedAt: Instant;
  readonly lastSeq: number;
}

/** A conversation read from end to end after everything had healed. */
export interface Reading {
  readonly userId: string;
  readonly conversationId: string;
  readonly node: number;
  /** Null: there is no such conversation for that user. */
  readonly entries: readonly Entry[] | null;
}

export interface Removal {
  readonly conversationId: string;
  readonly userId: string;
  readonly acknowledgedAt: Instant;
}

/** Everything that the clients did and saw in one run. */
export class History {
  readonly sends: Send[] = [];
  readonly subscribers: Subscriber[] = [];
  readonly glances: Glance[] = [];
  readonly removals: Removal[] = [];
  readonly changes: Change[] = [];
  /** The messages that somebody has tried to delete, whatever became of it. */
  readonly deletions = new Set<string>();
  /** All revisions of each message, as they are stored in the end. */
  readonly revisions = new Map<string, readonly number[]>();
  readonly readings: Reading[] = [];
  /** By conversation, as its owner reads it in the end. */
  readonly logs = new Map<string, readonly LogEntry[]>();
  /** The members of direct conversations, whose logs do not name them. */
  readonly pairs = new Map<string, readonly string[]>();
  /** What is wrong with the logs as they are stored. */
  readonly brokenLogs: string[] = [];
  /** What must never happen at all: a process that ends by itself, an answer that is a fault. */
  readonly incidents: string[] = [];

  /** For whoever has to find out. Returns where it is. */
  async keep(folder: string): Promise<string> {
    const file = join(folder, "history.json");
    await mkdir(folder, { recursive: true });
    const maps = {
      ...{ logs: [...this.logs], pairs: [...this.pairs] },
      ...{ deletions: [...this.deletions], revisions: [...this.revisions] },
    };
    await writeFile(file, JSON.stringify({ ...this, ...maps }));
    return file;
  }
}
