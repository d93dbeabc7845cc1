/**
 * What one part of the service tells the others. A hint only says that there is something to
 * read: it may be lost, repeated or late, and the stored state is always the truth.
 */
export type Hint =
  | {
      readonly kind: "log";
      /** The log's id: that of a conversation, or of the person whose own log it is. */
      readonly conversationId: string;
      readonly seq: number;
      readonly revision: number;
      /** What was written, so that whoever delivers it need not read it; the log knows its shape. */
      readonly entry?: object;
    }
  /** A member read or was given more. */
  | { readonly kind: "receipt"; readonly conversationId: string; readonly userId: string }
  /** Somebody started or stopped typing in one of their sessions. */
  | {
      readonly kind: "typing";
      readonly conversationId: string;
      readonly userId: string;
      readonly sessionId: string;
    }
  /** Somebody came, went, or became idle. */
  | { readonly kind: "presence"; readonly userId: string }
  /** Others may see something else of that person. */
  | { readonly kind: "user"; readonly userId: string }
  | { readonly kind: "memberships"; readonly userId: string; readonly conversationId: string }
  /** Sessions of that person ended, or may have. */
  | { readonly kind: "sessions"; readonly userId: string }
  /** What stands between the two changed: a request, a contact, a block. Both are told. */
  | { readonly kind: "contact"; readonly userId: string; readonly otherId: string }
  /** A block between that person and somebody was set or lifted. Clients are never told. */
  | { readonly kind: "blocks"; readonly userId: string };

/** All nodes listen to it: each may trust a session that ends. */
export const SESSIONS_CHANNEL = "sessions";

/** The channel that a hint travels on; a node listens only to those that it has sockets for. */
export function channelOf(hint: Hint): string {
  switch (hint.kind) {
    case "log":
      return logChannel(hint.conversationId);
    case "receipt":
    case "typing":
      return awarenessChannel(hint.conversationId);
    case "presence":
      return presenceChannel(hint.userId);
    case "user":
      return profileChannel(hint.userId);
    case "sessions":
      return SESSIONS_CHANNEL;
    case "memberships":
    case "contact":
    case "blocks":
      return userChannel(hint.userId);
  }
}

export function awarenessChannel(conversationId: string): string {
  return `awareness:${conversationId}`;
}

export function presenceChannel(userId: string): string {
  return `presence:${userId}`;
}

export function profileChannel(userId: string): string {
  return `profile:${userId}`;
}

export function logChannel(conversationId: string): string {
  return `log:${conversationId}`;
}

export function userChannel(userId: string): string {
  return `user:${userId}`;
}

export type HintListener = (hint: Hint) => void;

export interface HintBus {
  /** Never throws and is never awaited: what it loses, the log still has. */
  publish(hint: Hint): void;
  /** False while hints from other nodes may be missing: the log is then asked more often. */
  readonly connected: boolean;
  /** How many channels have a listener: back to zero when every feed is gone. */
  readonly channelCount: number;
  /** Called each time that hints arrive again after they did not. */
  whenReconnected(listener: () => void): void;
  /** Returns the function that ends it. */
  listen(channel: string, listener: HintListener): () => void;
  /** Ends it as well: for one who listens to so many channels that a function for each would weigh. */
  leave(channel: string, listener: HintListener): void;
}
