import { createHash } from "node:crypto";
import { Types, type Model } from "mongoose";
import { AppError, ErrorCode } from "../errors.js";
import type { Hint } from "../realtime/hint.js";
import { Role, type User } from "../users/user.model.js";
import type { UserService } from "../users/user.service.js";
import type { Session } from "./session.model.js";
import type { TokenClaims, TokenService } from "./token.service.js";
import type { Viewer } from "./viewer.js";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ACCESS_TTL_MS = 15 * MINUTE_MS;
/** Idle and absolute lifetime of a session. */
const LIFETIME = {
  user: { idleMs: 30 * DAY_MS, absoluteMs: 180 * DAY_MS },
  admin: { idleMs: 60 * MINUTE_MS, absoluteMs: DAY_MS },
} as const;
/** How long the token before the current one is answered again, for clients that lost the answer. */
const RETRY_MS = 10_000;
/** How long a node trusts what it last read of a session; ended sessions are told at once. */
const TRUST_MS = 5_000;
const MAX_TRUSTED = 50_000;

export interface IssuedTokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: Date;
  readonly tokenType: string;
}

export interface Client {
  readonly device: string | null;
  readonly ipAddress: string;
}

export interface SessionDependencies {
  readonly sessions: Model<Session>;
  readonly users: UserService;
  readonly tokens: TokenService;
  readonly prefixes: { readonly user: string; readonly admin: string };
  readonly publish: (hint: Hint) => void;
}

export class SessionService {
  private readonly trusted = new Map<string, { role: Role; until: number }>();

  constructor(private readonly deps: SessionDependencies) {}

  async open(user: User, client: Client): Promise<IssuedTokens> {
    const now = new Date();
    const realm = user.role === Role.USER ? "user" : "admin";
    const _id = new Types.ObjectId();
    const endsAt = new Date(now.getTime() + LIFETIME[realm].absoluteMs);
    const expiresAt = new Date(now.getTime() + LIFETIME[realm].idleMs);
    const claims = {
      realm,
      userId: user._id.toHexString(),
      sessionId: _id.toHexString(),
      tokenId: this.deps.tokens.newTokenId(),
      expiresAt,
    } as const;
    await this.deps.sessions.create({
      _id,
      userId: user._id,
      realm,
      device: client.device,
      ipAddress: client.ipAddress,
      createdAt: now,
      lastUsedAt: now,
      expiresAt,
      endsAt,
      refreshHash: hash(claims.tokenId),
    });
    return this.issue(claims, now);
  }

  /**
   * Replaces the refresh token. The one before is answered with the same successor for ten
   * seconds; anything older means that two parties hold the session, and ends it.
   */
  async refresh(refreshToken: string): Promise<{ tokens: IssuedTokens; userId: Types.ObjectId }> {
    const claims = this.deps.tokens.verifyRefresh(refreshToken);
    const _id = new Types.ObjectId(claims.sessionId);
    const tokenId = this.deps.tokens.nextTokenId(claims);
    const current = await this.deps.sessions.findById(_id).lean();
    if (!current || current.expiresAt <= new Date()) throw refreshInvalid();
    const now = new Date();
    const idleEnd = now.getTime() + LIFETIME[claims.realm].idleMs;
    const expiresAt = new Date(Math.min(idleEnd, current.endsAt.getTime()));
    const rotated = await this.deps.sessions
      .findOneAndUpdate(
        { _id, refreshHash: hash(claims.tokenId) },
        {
          refreshHash: hash(tokenId),
          previousHash: hash(claims.tokenId),
          rotatedAt: now,
          lastUsedAt: now,
          expiresAt,
        },
        { returnDocument: "after" },
      )
      .lean();
    const session = rotated ?? (await this.deps.sessions.findById(_id).lean());
    if (!session) throw refreshInvalid();
    const rotatedAt = session.rotatedAt ?? now;
    if (!rotated && !isRetry(session, claims, now)) return this.endStolen(session);
    const successor = { ...claims, tokenId, expiresAt: session.expiresAt };
    return { tokens: this.issue(successor, rotatedAt, now), userId: session.userId };
  }

  /** Throws UNAUTHENTICATED for a bad token and for one whose session has ended. */
  async authenticate(authorization: string): Promise<Viewer> {
    const claims = this.deps.tokens.verifyAccess(authorization);
    const { sessionId, userId, realm } = claims;
    const known = this.trusted.get(sessionId);
    const role = known && known.until > performance.now() ? known.role : await this.check(claims);
    if ((role === Role.USER) !== (realm === "user")) throw ended();
    return {
      userId: new Types.ObjectId(userId),
      sessionId: new Types.ObjectId(sessionId),
      role,
      expiresAt: claims.expiresAt,
    };
  }

  async end(session: Pick<Session, "_id" | "userId">): Promise<boolean> {
    const { deletedCount } = await this.deps.sessions.deleteOne({
      _id: session._id,
      userId: session.userId,
    });
    this.forget(session._id.toHexString());
    this.deps.publish({
      kind: "sessionEnded",
      userId: session.userId.toHexString(),
      sessionId: session._id.toHexString(),
    });
    return deletedCount > 0;
  }

  /** Called on this node's and on every other node's word that a session has ended. */
  forget(sessionId: string): void {
    this.trusted.delete(sessionId);
  }

  private async check({ sessionId, userId }: TokenClaims): Promise<Role> {
    const session = await this.deps.sessions.findById(new Types.ObjectId(sessionId)).lean();
    if (!session || session.userId.toHexString() !== userId || session.expiresAt <= new Date())
      throw ended();
    const user = await this.deps.users.find(session.userId);
    if (!user) throw ended();
    if (this.trusted.size >= MAX_TRUSTED) this.trusted.clear();
    this.trusted.set(sessionId, { role: user.role, until: performance.now() + TRUST_MS });
    return user.role;
  }

  private async endStolen(session: Session): Promise<never> {
    await this.end(session);
    throw new AppError(
      ErrorCode.REFRESH_REUSED,
      "This refresh token was already used: the session has been ended. Log in again.",
    );
  }

  private issue(refresh: TokenClaims, refreshIssuedAt: Date, now = refreshIssuedAt): IssuedTokens {
    const expiresAt = new Date(
      Math.min(now.getTime() + ACCESS_TTL_MS, refresh.expiresAt.getTime()),
    );
    const access = { ...refresh, tokenId: this.deps.tokens.newTokenId(), expiresAt };
    return {
      accessToken: this.deps.tokens.sign("access", access, now),
      accessTokenExpiresAt: expiresAt,
      refreshToken: this.deps.tokens.sign("refresh", refresh, refreshIssuedAt),
      refreshTokenExpiresAt: refresh.expiresAt,
      tokenType: this.deps.prefixes[refresh.realm],
    };
  }
}

function isRetry(session: Session, claims: TokenClaims, now: Date): boolean {
  return (
    session.previousHash === hash(claims.tokenId) &&
    now.getTime() - (session.rotatedAt?.getTime() ?? 0) <= RETRY_MS
  );
}

function hash(tokenId: string): string {
  return createHash("sha256").update(tokenId).digest("base64url");
}

function ended(): AppError {
  return new AppError(ErrorCode.UNAUTHENTICATED, "The session has ended: log in again.");
}

function refreshInvalid(): AppError {
  return new AppError(ErrorCode.REFRESH_INVALID, "The refresh token is invalid or has expired.");
}
