import type { News } from "./follower-positions.js";

/** What comes within it goes together. */
const SHORTEST_MS = 50;
/** The more is written, the longer: then a turn has more to do, and many turns share their commands. */
const LONGEST_MS = 800;
/** So many logs within one wait are a load. */
const LOAD = 8;
/** More is found again by the rows. */
const MAX = 10_000;

/** Holds news back for a moment, so that the turns of many logs begin together. */
export class Gathering {
  private news = new Map<string, News>();
  private timer: NodeJS.Timeout | null = null;
  private waitMs = SHORTEST_MS;

  constructor(private readonly over: (news: ReadonlyMap<string, News>) => void) {}

  add(hex: string, { conversationId, head }: News): void {
    const known = this.news.get(hex);
    if (!known && this.news.size >= MAX) return;
    this.news.set(hex, { conversationId, head: Math.max(head, known?.head ?? 0) });
    this.timer ??= setTimeout(() => this.end(), this.waitMs).unref();
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.news.clear();
  }

  private end(): void {
    this.timer = null;
    const { news } = this;
    this.news = new Map();
    const next = news.size > LOAD ? this.waitMs * 2 : this.waitMs / 2;
    this.waitMs = Math.min(Math.max(next, SHORTEST_MS), LONGEST_MS);
    this.over(news);
  }
}
