import { createHash, createHmac, createSecretKey, randomBytes, type KeyObject } from "node:crypto";
import jwt from "jsonwebtoken";
import type { Config, TokenRealm } from "../../platform/config/config.types.js";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { RealmName } from "./session.model.js";

type Use = "access" | "refresh";

export interface TokenClaims {
  readonly realm: RealmName;
  readonly userId: string;
  readonly sessionId: string;
  readonly tokenId: string;
  readonly expiresAt: Date;
}

interface SigningKey {
  readonly id: string;
  readonly realm: RealmName;
  readonly use: Use;
  readonly key: KeyObject;
}

const ISSUER = "confab";
const CLOCK_SKEW_SECONDS = 5;
const MAX_TOKEN_CHARS = 2_000;
const OBJECT_ID = /^[0-9a-f]{24}$/;

/** Keys are made once: verifying with a KeyObject costs a fortieth of verifying with a string. */
export class TokenService {
  private readonly verifying = new Map<string, SigningKey>();
  private readonly signing = new Map<string, SigningKey>();
  private readonly prefixes: ReadonlyMap<string, RealmName>;

  constructor(realms: Config["realms"]) {
    this.prefixes = new Map([
      [realms.user.prefix.toLowerCase(), "user"],
      [realms.admin.prefix.toLowerCase(), "admin"],
    ]);
    for (const realm of ["user", "admin"] as const) this.addRealm(realm, realms[realm]);
  }

  newTokenId(): string {
    return randomBytes(16).toString("base64url");
  }

  /** The id that follows in a refresh rotation: the same for every retry, unknown without the key. */
  nextTokenId(claims: TokenClaims): string {
    return followingId(this.signingKey(claims.realm, "refresh"), claims);
  }

  /** What a node may have made it of whose secrets are in another order. */
  nextTokenIds(claims: TokenClaims): string[] {
    const keys = [...this.verifying.values()];
    return keys
      .filter(({ realm, use }) => realm === claims.realm && use === "refresh")
      .map((key) => followingId(key, claims));
  }

  sign(use: Use, claims: TokenClaims, issuedAt: Date): string {
    const { id, key } = this.signingKey(claims.realm, use);
    const payload = {
      sub: claims.userId,
      sid: claims.sessionId,
      jti: claims.tokenId,
      typ: use,
      iat: Math.floor(issuedAt.getTime() / 1_000),
      exp: Math.floor(claims.expiresAt.getTime() / 1_000),
    };
    const options = {
      algorithm: "HS256",
      keyid: id,
      issuer: ISSUER,
      audience: claims.realm,
    } as const;
    return jwt.sign(payload, key, options);
  }

  /** `authorization` is "<prefix> <token>": the prefix decides whose keys the token must carry. */
  verifyAccess(authorization: string): TokenClaims {
    const [scheme = "", token = "", ...rest] = authorization.trim().split(/ +/, 3);
    const realm = this.prefixes.get(scheme.toLowerCase());
    return this.verifyAccessOf(realm ?? null, rest.length === 0 ? token : "");
  }

  verifyAccessOf(realm: RealmName | null, token: string): TokenClaims {
    const claims = realm && this.verify("access", token);
    if (!claims || claims.realm !== realm)
      throw new AppError(ErrorCode.UNAUTHENTICATED, "The access token is invalid or has expired.");
    return claims;
  }

  verifyRefresh(token: string): TokenClaims {
    const claims = this.verify("refresh", token);
    if (!claims)
      throw new AppError(ErrorCode.REFRESH_INVALID, "The refresh token is invalid or has expired.");
    return claims;
  }

  private verify(use: Use, token: string): TokenClaims | null {
    if (token.length > MAX_TOKEN_CHARS) return null;
    try {
      const keyId = jwt.decode(token, { complete: true })?.header.kid;
      const found = typeof keyId === "string" ? this.verifying.get(keyId) : undefined;
      if (found?.use !== use) return null;
      const options = {
        algorithms: ["HS256" as const],
        issuer: ISSUER,
        audience: found.realm,
        clockTolerance: CLOCK_SKEW_SECONDS,
      };
      return readClaims(jwt.verify(token, found.key, options), found);
    } catch {
      return null;
    }
  }

  private signingKey(realm: RealmName, use: Use): SigningKey {
    const key = this.signing.get(`${realm}:${use}`);
    if (!key) throw new Error(`no secret for ${realm} ${use} tokens`);
    return key;
  }

  private addRealm(realm: RealmName, secrets: TokenRealm): void {
    const kinds = [
      ["access", secrets.accessSecrets],
      ["refresh", secrets.refreshSecrets],
    ] as const;
    for (const [use, list] of kinds)
      for (const secret of list) {
        const id = createHash("sha256")
          .update(`${realm}:${use}:${secret}`)
          .digest("base64url")
          .slice(0, 11);
        const key: SigningKey = { id, realm, use, key: createSecretKey(Buffer.from(secret)) };
        this.verifying.set(id, key);
        if (!this.signing.has(`${realm}:${use}`)) this.signing.set(`${realm}:${use}`, key);
      }
  }
}

function followingId({ key }: SigningKey, { tokenId }: TokenClaims): string {
  return createHmac("sha256", key).update(tokenId).digest("base64url").slice(0, 22);
}

/** Null unless every claim that we sign is there and of its type. */
function readClaims(payload: unknown, { realm, use }: SigningKey): TokenClaims | null {
  const { sub, sid, jti, typ, exp } = payload as Record<string, unknown>;
  if (typ !== use || typeof exp !== "number" || typeof jti !== "string") return null;
  if (typeof sub !== "string" || !OBJECT_ID.test(sub)) return null;
  if (typeof sid !== "string" || !OBJECT_ID.test(sid)) return null;
  return { realm, userId: sub, sessionId: sid, tokenId: jti, expiresAt: new Date(exp * 1_000) };
}
