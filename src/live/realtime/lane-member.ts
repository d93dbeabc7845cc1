import type { FrameTemplate } from "./frame.js";
import type { Reader } from "./operation-renderer.js";

/** What a lane, its frames and shared pages know of one who follows. */
export interface LaneMember {
  readonly userId: string;
  readonly operationId: Buffer;
  readonly joinedSeq: number;
  readonly reader: Reader;
  /** What is at that position, for its socket. */
  take(template: FrameTemplate, position: number): void;
  /** It goes on by itself, and checks its rights again. */
  fallBehind(): void;
}
