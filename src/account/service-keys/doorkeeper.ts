import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { Party } from "../../platform/core/viewer.js";
import type { SessionCheckService } from "../sessions/session-check.service.js";
import type { ServiceKeyCheckService, ShownKey } from "./service-key-check.service.js";

/** What a request or a socket says of whose it is. */
export interface Introduction {
  readonly authorization: string;
  /** Whom a service acts for. */
  readonly actAs: string | null;
  readonly ipAddress: string;
}

/** Asks people for their tokens and backends for their keys: the scheme says which. */
export class Doorkeeper {
  constructor(
    private readonly sessions: SessionCheckService,
    private readonly keys: ServiceKeyCheckService,
    private readonly servicePrefix: string,
  ) {}

  async authenticate(given: Introduction): Promise<Party> {
    const key = this.keyIn(given);
    if (key) return this.keys.authenticate(key);
    const viewer = await this.sessions.authenticate(given.authorization);
    return { viewer, service: null, expiresAt: viewer.expiresAt };
  }

  /** For what stays open: calls back when it ends. */
  async attend(
    given: Introduction,
    ended: () => void,
  ): Promise<{ readonly party: Party; readonly leave: () => void }> {
    const key = this.keyIn(given);
    if (key) return this.keys.attend(key, ended);
    const { viewer, leave } = await this.sessions.attend(given.authorization, ended);
    return { party: { viewer, service: null, expiresAt: viewer.expiresAt }, leave };
  }

  /** Null: it is a person's. */
  private keyIn({ authorization, actAs, ipAddress }: Introduction): ShownKey | null {
    const [scheme = "", secret = "", ...rest] = authorization.trim().split(/ +/, 3);
    if (scheme.toLowerCase() === this.servicePrefix.toLowerCase())
      return { secret: rest.length === 0 ? secret : "", actAs, ipAddress };
    // Left out in silence, it would have a person's request taken for somebody else's.
    if (actAs !== null)
      throw new AppError(ErrorCode.UNAUTHENTICATED, "Only a service acts for people.");
    return null;
  }
}
