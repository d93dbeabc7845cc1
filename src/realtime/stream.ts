import type { Message } from "../messages/message.model.js";

export interface Head {
  readonly seq: number;
  readonly revision: number;
}

/** What the engine reads: the log, which is the truth behind every hint. */
export interface LogSource {
  head(conversationId: string): Promise<Head>;
  /** Ascending by revision, each message in its latest state, at most `limit`. */
  changesAfter(conversationId: string, revision: number, limit: number): Promise<Message[]>;
  /** Ascending by seq, at most `limit`. */
  messagesAfter(conversationId: string, seq: number, limit: number): Promise<Message[]>;
}

/** The two ways to follow a log: its new messages by seq, or every change by revision. */
export interface Stream {
  readonly name: "messages" | "changes";
  positionOf(at: Head): number;
  read(log: LogSource, conversationId: string, after: number, limit: number): Promise<Message[]>;
  /** The root value of the subscription for an entry. */
  event(entry: Message, replayed: boolean): object;
  /** Missed entries from which on a client is told to load the conversation instead. */
  readonly replayMax: number;
}

export const messageStream: Stream = {
  name: "messages",
  positionOf: ({ seq }) => seq,
  read: (log, conversationId, after, limit) => log.messagesAfter(conversationId, after, limit),
  event: (entry) => entry,
  replayMax: Infinity,
};
