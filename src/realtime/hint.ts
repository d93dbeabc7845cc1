/**
 * What one part of the service tells the others. A hint only says that there is something to
 * read: it may be lost, repeated or late, and the stored state is always the truth.
 */
export type Hint =
  | {
      readonly kind: "log";
      readonly conversationId: string;
      readonly seq: number;
      readonly revision: number;
    }
  | { readonly kind: "memberships"; readonly userId: string; readonly conversationId: string }
  | { readonly kind: "sessionEnded"; readonly userId: string; readonly sessionId: string };

/** The channel that a hint travels on; a node listens only to those that it has sockets for. */
export function channelOf(hint: Hint): string {
  return hint.kind === "log" ? logChannel(hint.conversationId) : userChannel(hint.userId);
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
  /** Returns the function that ends it. */
  listen(channel: string, listener: HintListener): () => void;
}
