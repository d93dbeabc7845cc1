import type { KnownMembers } from "./known-members.js";
import type { LogStore } from "./log-store.js";
import type { HeadPosition } from "./position.js";
import type { Message } from "./message.model.js";
import type { TrustedHead } from "./trusted-head.js";

/** What a write to one conversation's log needs. */
export interface WriteDependencies {
  readonly store: LogStore;
  readonly head: TrustedHead;
  readonly members: KnownMembers;
  /** Called once for each entry and each change that is durable, in order. */
  readonly onStored: (message: Message, head: HeadPosition) => void;
}
