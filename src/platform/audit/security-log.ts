import { LRUCache } from "lru-cache";
import { networkOf } from "../limits/network.js";
import { requestScope, type RequestFacts } from "../core/request-scope.js";

const WINDOW_MS = 60_000;
/** Of one event and one party in a minute, and of all: whoever floods must not fill the disk. */
const LINES_OF_ONE = 30;
const LINES_OF_ALL = 3_000;
const MAX_PARTIES = 10_000;

/** Ids, addresses of the network and words of ours: never a secret, an address of mail or a number. */
export interface SecurityEvent {
  readonly event: string;
  readonly [fact: string]: string | number | null;
}

export interface SecuritySinks {
  readonly event: (facts: object) => void;
  readonly head: (head: string) => void;
}

/** Events of security as lines of the log, each with the request that it belongs to. */
export class SecurityLog {
  private readonly told = new LRUCache<string, { lines: number }>({
    max: MAX_PARTIES,
    ttl: WINDOW_MS,
  });
  private windowEndsAt = 0;
  private linesOfAll = 0;

  constructor(private readonly sinks: SecuritySinks) {}

  /** Of the request in whose scope it is, unless another is given. */
  tell(facts: SecurityEvent, request: RequestFacts | null = requestScope.current): void {
    const ipAddress = facts["ipAddress"] ?? request?.ipAddress ?? null;
    const userId = request?.userId ?? null;
    const party = userId ?? networkOf(String(ipAddress ?? ""));
    const key = `${facts.event}|${String(facts["errorCode"] ?? "")}|${party}`;
    const room = this.take(key);
    if (room === "none") return;
    this.sinks.event({
      ...facts,
      ...(ipAddress !== null && { ipAddress }),
      ...(userId !== null && { userId }),
      ...(request && { requestId: request.requestId }),
      // Whoever reads must not take the silence that follows for peace.
      ...(room === "last" && { othersLeftOut: true }),
    });
  }

  head(head: string): void {
    this.sinks.head(head);
  }

  private take(key: string): "some" | "last" | "none" {
    const now = performance.now();
    if (now >= this.windowEndsAt) {
      this.windowEndsAt = now + WINDOW_MS;
      this.linesOfAll = 0;
    }
    let count = this.told.get(key);
    if (!count) this.told.set(key, (count = { lines: 0 }));
    count.lines += 1;
    if (count.lines > LINES_OF_ONE) return "none";
    this.linesOfAll += 1;
    if (this.linesOfAll > LINES_OF_ALL) return "none";
    return count.lines === LINES_OF_ONE || this.linesOfAll === LINES_OF_ALL ? "last" : "some";
  }
}
