import { Types } from "mongoose";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import { Role } from "../../platform/core/role.js";
import type { UserService } from "../../people/users/user.service.js";
import type { SessionService } from "./session.service.js";
import type { TokenClaims, TokenService } from "./token.service.js";
import type { Viewer } from "../../platform/core/viewer.js";

/** How long a request is believed without a look at its session; word of an end comes before. */
const TRUST_MS = 5_000;
const MAX_TRUSTED = 50_000;

/** What is held open by a session. */
interface Attendance {
  readonly claims: TokenClaims;
  readonly ended: () => void;
}

/** A look at the database that is under way. */
interface Check {
  readonly userId: string;
  isStale: boolean;
}

export interface SessionCheckDependencies {
  readonly sessions: SessionService;
  readonly users: UserService;
  readonly tokens: TokenService;
}

/** Whether a token's session goes on, and what hears of its end. */
export class SessionCheckService {
  private readonly trusted = new Map<string, { userId: string; role: Role; until: number }>();
  private readonly checks = new Set<Check>();
  private readonly attending = new Map<string, Set<Attendance>>();

  constructor(private readonly deps: SessionCheckDependencies) {}

  /** Throws UNAUTHENTICATED for a bad token and for one whose session has ended. */
  async authenticate(authorization: string): Promise<Viewer> {
    const claims = this.deps.tokens.verifyAccess(authorization);
    const known = this.trusted.get(claims.sessionId);
    const isTrusted = known?.userId === claims.userId && known.until > performance.now();
    return viewerOf(claims, isTrusted ? known.role : await this.check(claims));
  }

  /** For what stays open: listens first, then looks, so that no end falls in between. */
  async attend(
    authorization: string,
    ended: () => void,
  ): Promise<{ readonly viewer: Viewer; readonly leave: () => void }> {
    const claims = this.deps.tokens.verifyAccess(authorization);
    const leave = this.listen({ claims, ended });
    try {
      return { viewer: viewerOf(claims, await this.check(claims)), leave };
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** A younger token of the same session, for a connection that outlives its token. */
  async renew(viewer: Viewer, accessToken: string): Promise<Viewer> {
    const realm = viewer.role === Role.USER ? "user" : "admin";
    const claims = this.deps.tokens.verifyAccessOf(realm, accessToken);
    const renewed = viewerOf(claims, await this.check(claims));
    if (!renewed.sessionId.equals(viewer.sessionId)) throw otherSession();
    return renewed;
  }

  /** Word that sessions of that person may have ended. Rejects where not all could be looked at. */
  async heard(userId: string): Promise<void> {
    for (const check of this.checks) if (check.userId === userId) check.isStale = true;
    for (const [sessionId, known] of this.trusted)
      if (known.userId === userId) this.trusted.delete(sessionId);
    const all = [...(this.attending.get(userId) ?? [])];
    const looks = await Promise.allSettled(all.map(({ claims }) => this.check(claims)));
    const failures: unknown[] = [];
    for (const [at, look] of looks.entries())
      if (look.status === "rejected") {
        if (isEnd(look.reason)) all[at]?.ended();
        else failures.push(look.reason);
      }
    if (failures.length > 0) throw failures[0];
  }

  private listen(attendance: Attendance): () => void {
    const { userId } = attendance.claims;
    const own = this.attending.get(userId) ?? new Set();
    this.attending.set(userId, own.add(attendance));
    return () => {
      own.delete(attendance);
      if (own.size === 0 && this.attending.get(userId) === own) this.attending.delete(userId);
    };
  }

  /** A look that began before word of an end does not count: it is taken again. */
  private async check(claims: TokenClaims): Promise<Role> {
    const { sessionId, userId } = claims;
    const check: Check = { userId, isStale: false };
    this.checks.add(check);
    try {
      let role: Role | null;
      do {
        check.isStale = false;
        role = await this.read(claims);
      } while (check.isStale);
      if (role === null || (role === Role.USER && claims.realm === "admin")) throw ended();
      if (this.trusted.size >= MAX_TRUSTED) this.trusted.clear();
      this.trusted.set(sessionId, { userId, role, until: performance.now() + TRUST_MS });
      return role;
    } finally {
      this.checks.delete(check);
    }
  }

  /** Null: it has ended. */
  private async read({ sessionId, userId }: TokenClaims): Promise<Role | null> {
    const _id = new Types.ObjectId(userId);
    const user = await this.deps.users.find(_id);
    return user && (await this.deps.sessions.isIn(new Types.ObjectId(sessionId), user))
      ? user.role
      : null;
  }
}

function viewerOf({ userId, sessionId, realm, expiresAt }: TokenClaims, role: Role): Viewer {
  if (role === Role.USER && realm === "admin") throw ended();
  return {
    userId: new Types.ObjectId(userId),
    sessionId: new Types.ObjectId(sessionId),
    // An administrator without a second factor may be signed in as a user.
    role: realm === "user" ? Role.USER : role,
    expiresAt,
  };
}

function isEnd(reason: unknown): boolean {
  return reason instanceof AppError && reason.code === ErrorCode.UNAUTHENTICATED;
}

function ended(): AppError {
  return new AppError(ErrorCode.UNAUTHENTICATED, "The session has ended: log in again.");
}

function otherSession(): AppError {
  return new AppError(ErrorCode.UNAUTHENTICATED, "The token belongs to another session.");
}
