import type { OnFault } from "../../platform/core/fault.js";
import type { Viewer } from "../../platform/core/viewer.js";
import type { Audiences } from "./audiences.js";
import type { Batches } from "./batches.js";
import type { FrameWriter } from "./frame-writer.js";
import type { LogOrder } from "./log-order.js";
import type { Memberships } from "./memberships.js";
import type { OperationRenderer } from "./operation-renderer.js";

/** Who reads, by which operation, and from what. */
export interface Source {
  readonly viewer: Viewer;
  readonly userId: string;
  readonly operationId: Buffer;
  readonly order: LogOrder;
  readonly renderer: OperationRenderer;
  readonly batches: Batches;
  readonly memberships: Memberships;
  readonly hasBlocks: () => boolean;
}

/** What the cursors of one subscription share. */
export interface Subscriber extends Source {
  readonly writer: FrameWriter;
  readonly audiences: Audiences;
  readonly onFault: OnFault;
  /** Called once, when the reader has lost the conversation. */
  readonly onLost: (conversationId: string) => void;
}
