import { LRUCache } from "lru-cache";
import type { LaneMember } from "./lane-member.js";
import type { EntryEvent } from "./feed-event.js";
import type { FrameTemplate } from "./frame.js";
import { LaneFrames } from "./lane-frames.js";
import type { LogTail, Page } from "./log-tail.js";
import type { OperationRenderer } from "./operation-renderer.js";
import type { LogOrder } from "./log-order.js";

const PAGE = 100;
const MAX_CHARS = 16_000_000;
const CHARS_BESIDE_BODY = 500;
/** Frames also hold what is not in the log: names, links that expire, who has read. */
const KEEP_MS = 1_000;

/** A page of a log, and its frames: by operation and class of readers. */
export interface SharedPage extends Page {
  readonly frames: Map<string, LaneFrames>;
}

interface Place {
  readonly tail: LogTail;
  readonly order: LogOrder;
  readonly from: number;
}

/**
 * Those who are behind at the same place read and encode a page once, as when a restart makes all
 * come back at the same position. Pages end at the same places whoever reads, so that readers who
 * begin at different ones come together. A page counts only while its log stays as it was, and for a moment.
 */
export class ReplayPages {
  private readonly kept = new LRUCache<string, SharedPage>({
    ttl: KEEP_MS,
    maxSize: MAX_CHARS,
    sizeCalculation: ({ entries }) =>
      entries.reduce((sum, { body }) => sum + CHARS_BESIDE_BODY + (body?.length ?? 0), 1),
  });
  private readonly reading = new Map<string, Promise<SharedPage>>();

  /** What follows a position. Rejects while the log cannot be read. */
  async read(tail: LogTail, order: LogOrder, from: number): Promise<SharedPage> {
    const key = `${tail.id.toHexString()} ${tail.head.revision} ${order.name} ${from}`;
    return this.kept.get(key) ?? this.reading.get(key) ?? this.load(key, { tail, order, from });
  }

  /** Rejects while it cannot be rendered. */
  async template(
    { frames }: SharedPage,
    reader: LaneMember,
    renderer: OperationRenderer,
    events: readonly EntryEvent[],
  ): Promise<FrameTemplate> {
    const replayed = events.some((event) => event.replayed);
    const news = events.map(({ isNew }) => (isNew ? 1 : 0)).join("");
    const key = `${renderer.key} ${renderer.classOf(reader.reader)} ${replayed} ${news}`;
    const shared = frames.get(key) ?? new LaneFrames(renderer, events);
    frames.set(key, shared);
    try {
      return shared.ready(reader) ?? (await shared.prepare(reader));
    } catch (error) {
      frames.delete(key);
      throw error;
    }
  }

  private load(key: string, { tail, order, from }: Place): Promise<SharedPage> {
    const reading = tail
      .after(order, from, PAGE - (from % PAGE))
      .then((page) => {
        const shared = { ...page, frames: new Map<string, LaneFrames>() };
        this.kept.set(key, shared);
        return shared;
      })
      .finally(() => this.reading.delete(key));
    this.reading.set(key, reading);
    return reading;
  }
}
