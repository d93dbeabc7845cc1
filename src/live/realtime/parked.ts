import type { Reader } from "./operation-renderer.js";
import type { Template } from "./template.types.js";

/** Where a cursor waits for what comes, together with others. */
export interface AudienceHandle {
  leave(one: Parked): void;
}

/** One who gets frames that others get as well. */
export interface Recipient {
  readonly userId: string;
  readonly operationId: Buffer;
  readonly reader: Reader;
}

/** How far a batch takes whoever is given it. */
export interface Reached {
  /** In the order in which the log is followed. */
  readonly reached: number;
  /** Every entry up to that number was given. */
  readonly seq: number;
}

/** What an audience knows of a cursor that is parked in it. */
export interface Parked extends Recipient {
  readonly firstSeq: number;
  /** It is parked there from now on. */
  parkIn(audience: AudienceHandle): void;
  /** What takes it so far, or null for nothing. It falls behind where its socket has no room. */
  take(frame: Template | null, reached: Reached): void;
  /** It goes on by itself, with rights that it reads anew. */
  fallBehind(): void;
}
