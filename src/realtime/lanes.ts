import type { Follower } from "./follower.js";
import { Lane } from "./lane.js";
import type { LogTail } from "./log-tail.js";
import type { Presentation } from "./presentation.js";
import type { Stream } from "./stream.js";

/** The lanes of this node: one for each conversation, operation and class of readers. */
export class Lanes {
  private readonly lanes = new Map<string, Lane>();

  get size(): number {
    return this.lanes.size;
  }

  join(follower: Follower, tail: LogTail, stream: Stream, presentation: Presentation): Lane {
    const readers = presentation.classOf(follower.reader);
    const key = `${tail.conversationId} ${stream.name} ${presentation.key} ${readers}`;
    const known = this.lanes.get(key);
    const lane =
      known?.tail === tail
        ? known
        : new Lane({ tail, stream, presentation }, () => this.close(key, lane));
    this.lanes.set(key, lane);
    lane.join(follower);
    return lane;
  }

  private close(key: string, lane: Lane): void {
    if (this.lanes.get(key) === lane) this.lanes.delete(key);
  }
}
