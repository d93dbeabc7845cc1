import { Types, type Model } from "mongoose";
import { AppError, ErrorCode, notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import { joinedById } from "../../platform/core/joined.js";
import type { Hint } from "../../platform/hints/hint.js";
import { Role } from "../../platform/core/role.js";
import { isSuspended } from "../../people/users/user.model.js";
import type { UserService } from "../../people/users/user.service.js";
import type { Session } from "./session.model.js";
import type { TokenClaims, TokenService } from "./token.service.js";
import type { Viewer } from "../../platform/core/viewer.js";

/** How long a node trusts what it last read of a session; ended sessions are told at once. */
const TRUST_MS = 5_000;
const MAX_TRUSTED = 50_000;

export interface SessionDependencies {
  readonly sessions: Model<Session>;
  readonly users: UserService;
  readonly tokens: TokenService;
  readonly publish: (hint: Hint) => void;
}

/** Which sessions there are, who they belong to, and their end. */
export class SessionService {
  private readonly trusted = new Map<string, { userId: string; role: Role; until: number }>();

  private readonly byId;

  constructor(private readonly deps: SessionDependencies) {
    this.byId = joinedById(deps.sessions);
  }

  /** Throws UNAUTHENTICATED for a bad token and for one whose session has ended. */
  async authenticate(authorization: string): Promise<Viewer> {
    return this.viewerOf(this.deps.tokens.verifyAccess(authorization));
  }

  /** A younger token of the same session, for a connection that outlives its token. */
  async renew(viewer: Viewer, accessToken: string): Promise<Viewer> {
    const realm = viewer.role === Role.USER ? "user" : "admin";
    const renewed = await this.viewerOf(this.deps.tokens.verifyAccessOf(realm, accessToken));
    if (!renewed.sessionId.equals(viewer.sessionId)) throw otherSession();
    return renewed;
  }

  /** The most recently used first. */
  async list(userId: Types.ObjectId): Promise<Session[]> {
    const found = await this.deps.sessions.find({ userId }).lean();
    const now = new Date();
    return found
      .filter(({ expiresAt }) => expiresAt > now)
      .sort((a, b) => b.lastUsedAt.getTime() - a.lastUsedAt.getTime());
  }

  async find(sessionId: Types.ObjectId): Promise<Session | null> {
    return this.byId.ask(sessionId);
  }

  /** NOT_FOUND for an unknown session and for one of somebody else. */
  async revoke(userId: Types.ObjectId, id: string): Promise<void> {
    if (!(await this.end({ _id: parseId(id, "session"), userId }))) throw notFound("session");
  }

  async end(session: Pick<Session, "_id" | "userId">): Promise<boolean> {
    const { _id, userId } = session;
    const { deletedCount } = await this.deps.sessions.deleteOne({ _id, userId });
    this.forget(_id.toHexString());
    if (deletedCount === 0) return false;
    this.deps.publish({
      kind: "sessionEnded",
      userId: userId.toHexString(),
      sessionId: _id.toHexString(),
    });
    return true;
  }

  /** Ends all sessions of a person, or all but one. Returns how many. */
  async endAll(userId: Types.ObjectId, except?: Types.ObjectId): Promise<number> {
    const sessions = await this.deps.sessions.find({ userId }).lean();
    const ended = await Promise.all(
      sessions.filter(({ _id }) => !except?.equals(_id)).map((session) => this.end(session)),
    );
    return ended.filter(Boolean).length;
  }

  /** Called on this node's and on every other node's word that a session has ended. */
  forget(sessionId: string): void {
    this.trusted.delete(sessionId);
  }

  private async viewerOf(claims: TokenClaims): Promise<Viewer> {
    const known = this.trusted.get(claims.sessionId);
    const trusted = known?.userId === claims.userId && known.until > performance.now();
    const role = trusted ? known.role : await this.check(claims);
    if ((role === Role.USER) !== (claims.realm === "user")) throw ended();
    return {
      userId: new Types.ObjectId(claims.userId),
      sessionId: new Types.ObjectId(claims.sessionId),
      role,
      expiresAt: claims.expiresAt,
    };
  }

  private async check({ sessionId, userId }: TokenClaims): Promise<Role> {
    const session = await this.find(new Types.ObjectId(sessionId));
    if (!session || session.userId.toHexString() !== userId || session.expiresAt <= new Date())
      throw ended();
    const user = await this.deps.users.find(session.userId);
    if (!user || user.deletedAt || isSuspended(user)) throw ended();
    if (this.trusted.size >= MAX_TRUSTED) this.trusted.clear();
    const until = performance.now() + TRUST_MS;
    this.trusted.set(sessionId, { userId, role: user.role, until });
    return user.role;
  }
}

function ended(): AppError {
  return new AppError(ErrorCode.UNAUTHENTICATED, "The session has ended: log in again.");
}

function otherSession(): AppError {
  return new AppError(ErrorCode.UNAUTHENTICATED, "The token belongs to another session.");
}
