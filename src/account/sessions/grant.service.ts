import { Types, type Model } from "mongoose";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import { Role } from "../../platform/core/role.js";
import { UserKind, type User } from "../../people/users/user.model.js";
import { epochOf } from "../../people/users/epoch.js";
import type { UserService } from "../../people/users/user.service.js";
import { hashOf } from "../../platform/secrets/hash-of.js";
import type { OpenedBy } from "./opened-by.model.js";
import type { RealmName, Session } from "./session.model.js";
import { LIFETIME } from "./session-lifetime.js";
import type { SessionService } from "./session.service.js";
import { OwnThing } from "../../people/viewer-log/viewer-entry.model.js";
import type { OwnChanges } from "../../people/viewer-log/viewer-log.service.js";
import { refuseSuspended } from "./suspension.js";
import type { IssuedTokens, TokenIssuer } from "./token-issuer.js";
import type { TokenClaims, TokenService } from "./token.service.js";

/** How long the token before the current one is answered again, for clients that lost the answer. */
const RETRY_MS = 10_000;
/** The one used longest ago makes room. */
const MAX_SESSIONS = 20;

/** Where a login comes from. */
export interface Client {
  readonly device: string | null;
  readonly ipAddress: string;
  /** What the service key is called that opens the session; left out where its owner does. */
  readonly issuedBy?: string;
  /** The login at a provider that it goes back to; left out where there is none. */
  readonly openedBy?: OpenedBy | null;
}

export interface GrantDependencies {
  readonly rows: Model<Session>;
  readonly sessions: SessionService;
  readonly users: UserService;
  readonly tokens: TokenService;
  readonly issuer: TokenIssuer;
  readonly own: OwnChanges;
  /** Whether that account may have an administrator's tokens, as far as its second factor goes. */
  readonly mayAdminister: (user: User) => Promise<boolean>;
  /** Whether the provider has ended that login since. */
  readonly isLoggedOut: (openedBy: OpenedBy) => Promise<boolean>;
  /** An old refresh token came back: somebody else had it. The session has been ended. */
  readonly onReuse: (session: Session) => void;
}

/** Opens sessions and hands out their tokens. */
export class GrantService {
  constructor(private readonly deps: GrantDependencies) {}

  /**
   * `user` as it was read for the check of the credentials: what has changed since makes the
   * session worth nothing, and INVALID_CREDENTIALS or ACCOUNT_SUSPENDED the answer.
   */
  async open(user: User, client: Client): Promise<IssuedTokens> {
    if (user.kind === UserKind.BOT)
      throw new AppError(ErrorCode.FORBIDDEN, "A bot has no logins: a key acts for it.");
    const now = new Date();
    const realm = await this.realmOf(user);
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
    await this.makeRoom(user._id);
    const row = {
      _id,
      epochs: [epochOf(user)],
      userId: user._id,
      realm,
      device: client.device,
      ipAddress: client.ipAddress,
      ...(client.issuedBy !== undefined && { issuedBy: client.issuedBy }),
      ...(client.openedBy && { openedBy: client.openedBy }),
      createdAt: now,
      lastUsedAt: now,
      expiresAt,
      endsAt,
      refreshHash: hashOf(claims.tokenId),
    };
    const opened = { userId: user._id, thing: OwnThing.SESSION, entityId: _id };
    await this.deps.own.during([opened], () => this.deps.rows.create(row));
    await this.recheck(_id, user._id, client.openedBy);
    return this.deps.issuer.issue(claims, now);
  }

  /**
   * Replaces the refresh token. The one before is answered with the same successor for ten
   * seconds; anything older means that two parties hold the session, and ends it.
   */
  async refresh(refreshToken: string): Promise<{ tokens: IssuedTokens; user: User }> {
    const claims = this.deps.tokens.verifyRefresh(refreshToken);
    const sessionId = new Types.ObjectId(claims.sessionId);
    const current = await this.deps.sessions.find(sessionId);
    const now = new Date();
    if (!current || current.expiresAt <= now) throw refreshInvalid();
    const rotated = await this.rotate(current, claims, now);
    const session = rotated ?? (await this.deps.sessions.find(sessionId));
    if (!session) throw refreshInvalid();
    if (!rotated && !isRetry(session, claims, now)) return this.endStolen(session);
    const user = await this.deps.users.find(session.userId);
    if (!user || !(await this.deps.sessions.isIn(sessionId, user))) throw refreshInvalid();
    if (session.realm === "admin" && (await this.realmOf(user)) === "user") throw refreshInvalid();
    const tokenId = this.successorOf(claims, session);
    const successor = { ...claims, tokenId, expiresAt: session.expiresAt };
    const tokens = this.deps.issuer.issue(successor, session.rotatedAt ?? now, now);
    return { tokens, user };
  }

  /** Fresh tokens for a session that goes on; every refresh token from before is dead. */
  async reissue(session: Session): Promise<IssuedTokens> {
    const { _id, userId, realm, expiresAt } = session;
    const now = new Date();
    const tokenId = this.deps.tokens.newTokenId();
    const change = { refreshHash: hashOf(tokenId), previousHash: null, rotatedAt: now };
    const { matchedCount } = await this.deps.rows.updateOne({ _id }, change);
    if (matchedCount === 0) throw refreshInvalid();
    const ids = { userId: userId.toHexString(), sessionId: _id.toHexString() };
    return this.deps.issuer.issue({ realm, ...ids, tokenId, expiresAt }, now);
  }

  /** Null unless the token is the current one and nobody was faster. */
  private async rotate(current: Session, claims: TokenClaims, now: Date): Promise<Session | null> {
    const { _id, realm, endsAt } = current;
    const refreshHash = hashOf(claims.tokenId);
    if (current.refreshHash !== refreshHash) return null;
    const idleEnd = now.getTime() + LIFETIME[realm].idleMs;
    const change = {
      refreshHash: hashOf(this.deps.tokens.nextTokenId(claims)),
      previousHash: refreshHash,
      rotatedAt: now,
      lastUsedAt: now,
      expiresAt: new Date(Math.min(idleEnd, endsAt.getTime())),
    };
    const { modifiedCount } = await this.deps.rows.updateOne({ _id, refreshHash }, change);
    return modifiedCount === 1 ? { ...current, ...change } : null;
  }

  /** The one that is stored: another node may have made it, by another of the secrets. */
  private successorOf(claims: TokenClaims, { refreshHash }: Session): string {
    const ids = this.deps.tokens.nextTokenIds(claims);
    const stored = ids.find((id) => hashOf(id) === refreshHash);
    if (stored === undefined) throw refreshInvalid();
    return stored;
  }

  private async realmOf(user: User): Promise<RealmName> {
    return user.role !== Role.USER && (await this.deps.mayAdminister(user)) ? "admin" : "user";
  }

  /** The row is there: whoever changes the account from now on finds it. */
  private async recheck(
    _id: Types.ObjectId,
    userId: Types.ObjectId,
    openedBy: Client["openedBy"],
  ): Promise<void> {
    const user = await this.deps.users.find(userId);
    const isOver = !!openedBy && (await this.deps.isLoggedOut(openedBy));
    if (user && !isOver && (await this.deps.sessions.isIn(_id, user))) return;
    await this.deps.sessions.end({ _id, userId });
    if (user) refuseSuspended(user);
    throw new AppError(
      ErrorCode.INVALID_CREDENTIALS,
      "The account has changed meanwhile: log in again.",
    );
  }

  private async makeRoom(userId: Types.ObjectId): Promise<void> {
    const sessions = await this.deps.sessions.list(userId);
    for (const session of sessions.slice(MAX_SESSIONS - 1)) await this.deps.sessions.end(session);
  }

  private async endStolen(session: Session): Promise<never> {
    if (await this.deps.sessions.end(session)) this.deps.onReuse(session);
    throw new AppError(
      ErrorCode.REFRESH_REUSED,
      "This refresh token was already used: the session has been ended. Log in again.",
    );
  }
}

function isRetry(session: Session, claims: TokenClaims, now: Date): boolean {
  return (
    session.previousHash === hashOf(claims.tokenId) &&
    now.getTime() - (session.rotatedAt?.getTime() ?? 0) <= RETRY_MS
  );
}

function refreshInvalid(): AppError {
  return new AppError(ErrorCode.REFRESH_INVALID, "The refresh token is invalid or has expired.");
}
