import { Types } from "mongoose";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import { Role } from "../../platform/core/role.js";
import type { Viewer } from "../../platform/core/viewer.js";
import type { UserService } from "../../people/users/user.service.js";
import { AttendedTrust, type Shown } from "./attended-trust.js";
import type { SessionService } from "./session.service.js";
import type { TokenClaims, TokenService } from "./token.service.js";

interface ShownToken extends Shown {
  readonly claims: TokenClaims;
}

export interface SessionCheckDependencies {
  readonly sessions: SessionService;
  readonly users: UserService;
  readonly tokens: TokenService;
}

/** Whether a token's session goes on, and what hears of its end. */
export class SessionCheckService {
  private readonly trust = new AttendedTrust(({ claims }: ShownToken) => this.read(claims));

  constructor(private readonly deps: SessionCheckDependencies) {}

  /** Throws UNAUTHENTICATED for a bad token and for one whose session has ended. */
  async authenticate(authorization: string): Promise<Viewer> {
    const claims = this.deps.tokens.verifyAccess(authorization);
    return viewerOf(claims, await this.trust.recall(shownBy(claims)));
  }

  /** Who holds a token that was issued this moment: it is believed this once, and not looked up. */
  holderOf(authorization: string, role: Role): Viewer {
    return viewerOf(this.deps.tokens.verifyAccess(authorization), role);
  }

  /** For what stays open: listens first, then looks, so that no end falls in between. */
  async attend(
    authorization: string,
    ended: () => void,
  ): Promise<{ readonly viewer: Viewer; readonly leave: () => void }> {
    const claims = this.deps.tokens.verifyAccess(authorization);
    const { found, leave } = await this.trust.attend(shownBy(claims), ended);
    return { viewer: viewerOf(claims, found), leave };
  }

  /** A younger token of the same session, for a connection that outlives its token. */
  async renew(viewer: Viewer, accessToken: string): Promise<Viewer> {
    const realm = viewer.role === Role.USER ? "user" : "admin";
    const claims = this.deps.tokens.verifyAccessOf(realm, accessToken);
    const renewed = viewerOf(claims, await this.trust.check(shownBy(claims)));
    if (!renewed.sessionId.equals(viewer.sessionId)) throw otherSession();
    return renewed;
  }

  /** Word that sessions of that person may have ended. Rejects where not all could be looked at. */
  heard(userId: string): Promise<void> {
    return this.trust.heard(userId);
  }

  /** Throws where it has ended. */
  private async read({ sessionId, userId, realm }: TokenClaims): Promise<Role> {
    const user = await this.deps.users.find(new Types.ObjectId(userId));
    const goesOn =
      user && (await this.deps.sessions.isIn(new Types.ObjectId(sessionId), user)) ? user : null;
    if (!goesOn || (goesOn.role === Role.USER && realm === "admin")) throw ended();
    return goesOn.role;
  }
}

function shownBy(claims: TokenClaims): ShownToken {
  const { realm, sessionId, userId } = claims;
  return { name: `${realm}:${sessionId}:${userId}`, of: [userId], claims };
}

function viewerOf({ userId, sessionId, realm, expiresAt }: TokenClaims, role: Role): Viewer {
  return {
    userId: new Types.ObjectId(userId),
    sessionId: new Types.ObjectId(sessionId),
    // An administrator without a second factor may be signed in as a user.
    role: realm === "user" ? Role.USER : role,
    expiresAt,
  };
}

function ended(): AppError {
  return new AppError(ErrorCode.UNAUTHENTICATED, "The session has ended: log in again.");
}

function otherSession(): AppError {
  return new AppError(ErrorCode.UNAUTHENTICATED, "The token belongs to another session.");
}
