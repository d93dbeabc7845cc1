import { ErrorCode } from "../../platform/core/errors.js";
import type { IncomingMessage } from "node:http";
import { networkOf } from "../../platform/limits/network.js";
import type { Party } from "../../platform/core/viewer.js";

/** Of all subprotocols that a client offers together. A token is longer. */
const MAX_PROTOCOL_CHARS = 64;

/** 0: no limit. */
interface SocketLimits {
  readonly all: number;
  readonly perUser: number;
  readonly perServiceKey: number;
  readonly perAddress: number;
  readonly anonymousPerAddress: number;
}

export interface AdmissionOptions {
  readonly limits: SocketLimits;
  /** Pages of these origins may connect, beside those of the server's own. */
  readonly origins: readonly string[];
  readonly addressOf: (request: IncomingMessage) => string;
}

export interface Refusal {
  readonly status: 400 | 403 | 429 | 503;
  readonly reason: string;
}

/** The codes of the contract for the answers to an upgrade. */
export const REFUSED_AS = {
  400: ErrorCode.BAD_USER_INPUT,
  403: ErrorCode.FORBIDDEN,
  429: ErrorCode.RATE_LIMITED,
  503: ErrorCode.SERVICE_UNAVAILABLE,
} as const;

/** Who may open a socket, and how many: decided before the upgrade where it can be. */
export class SocketAdmission {
  private open = 0;
  private readonly byNetwork = new Counter();
  private readonly byUser = new Counter();
  private readonly byKey = new Counter();
  private readonly strangers = new Counter();

  constructor(private readonly options: AdmissionOptions) {}

  refusal(request: IncomingMessage): Refusal | null {
    // A token in an address would end in logs and histories, so the address takes nothing.
    if (request.url?.includes("?")) return { status: 400, reason: "The socket takes no query." };
    if ((request.headers["sec-websocket-protocol"] ?? "").length > MAX_PROTOCOL_CHARS)
      return { status: 400, reason: "That is no subprotocol." };
    return this.refusalOfStream(request);
  }

  /** The same for what comes without an upgrade, and counts as a socket. */
  refusalOfStream(request: IncomingMessage): Refusal | null {
    if (!this.originAllowed(request))
      return { status: 403, reason: "This origin may not connect." };
    const { all, perAddress } = this.options.limits;
    if (all > 0 && this.open >= all)
      return { status: 503, reason: "This server has as many sockets as it takes." };
    if (perAddress > 0 && this.byNetwork.count(this.networkOf(request)) >= perAddress)
      return { status: 429, reason: "Too many sockets from this address." };
    return null;
  }

  /** Counts a socket until the returned function is called, which may be done once. */
  enter(request: IncomingMessage): () => void {
    const leave = this.byNetwork.add(this.networkOf(request));
    this.open += 1;
    return () => {
      leave();
      this.open -= 1;
    };
  }

  /** The same for whose it is: null when they have too many, or a network has of strangers'. */
  enterAs(
    { viewer, service }: Pick<Party, "viewer" | "service">,
    address: string,
  ): (() => void) | null {
    const { perUser, perServiceKey, anonymousPerAddress } = this.options.limits;
    if (service) return within(this.byKey, service.keyId.toHexString(), perServiceKey);
    if (viewer) return within(this.byUser, viewer.userId.toHexString(), perUser);
    return within(this.strangers, networkOf(address), anonymousPerAddress);
  }

  private networkOf(request: IncomingMessage): string {
    return networkOf(this.options.addressOf(request));
  }

  /** Browsers send an Origin, and cannot be made to send another; other clients send none. */
  private originAllowed({ headers }: IncomingMessage): boolean {
    const { origin, host } = headers;
    if (origin === undefined || this.options.origins.includes(origin)) return true;
    return (
      URL.canParse(origin) && new URL(origin).host === host && new URL(origin).origin === origin
    );
  }
}

function within(counter: Counter, key: string, max: number): (() => void) | null {
  return max > 0 && counter.count(key) >= max ? null : counter.add(key);
}

class Counter {
  private readonly counts = new Map<string, number>();

  count(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  add(key: string): () => void {
    this.counts.set(key, this.count(key) + 1);
    let counted = true;
    return () => {
      if (!counted) return;
      counted = false;
      const left = this.count(key) - 1;
      if (left > 0) this.counts.set(key, left);
      else this.counts.delete(key);
    };
  }
}
