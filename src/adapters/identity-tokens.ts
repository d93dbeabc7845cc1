import {
  createLocalJWKSet,
  errors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from "jose";
import type {
  IdentityToken,
  IdentityTokens,
} from "../account/identity-providers/identity-token.js";
import { AppError } from "../platform/core/errors.js";
import type { PublicKeys, RemoteKeys } from "./remote-keys.js";

const MAX_TOKEN_CHARS = 16_000;
/** By how much clocks may differ. */
const LEEWAY_S = 30;
const LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";

export interface IdentityTokenOptions {
  readonly issuers: readonly string[];
  readonly audiences: readonly string[];
  readonly algorithms: readonly string[];
  readonly maxAgeMs: number;
  readonly keys: RemoteKeys;
}

/** Tokens of one provider. Which keys are asked for, and where, no token says. */
export function createIdentityTokens(options: IdentityTokenOptions): IdentityTokens {
  const { issuers, audiences, algorithms, keys } = options;
  const rules: JWTVerifyOptions = {
    issuer: [...issuers],
    audience: [...audiences],
    algorithms: [...algorithms],
    clockTolerance: LEEWAY_S,
    maxTokenAge: Math.ceil(options.maxAgeMs / 1_000),
    requiredClaims: ["iat", "exp"],
  };
  const keyOf = keyFinder(keys);
  const read = async (
    token: string,
    types: readonly (string | undefined)[],
  ): Promise<IdentityToken | null> => {
    if (token.length > MAX_TOKEN_CHARS) return null;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keyOf, rules);
      const type = protectedHeader.typ?.toLowerCase().replace(/^application\//, "");
      return types.includes(type) ? tokenOf(payload) : null;
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      if (error instanceof AppError) throw error;
      throw keys.unusable(error);
    }
  };
  return {
    async login(token) {
      const found = await read(token, [undefined, "jwt"]);
      // A logout token is signed by the same keys, and is nobody's login.
      return found?.subject && found.claims["events"] === undefined ? found : null;
    },
    async logout(token) {
      const found = await read(token, [undefined, "jwt", "logout+jwt"]);
      return found && isLogout(found) ? found : null;
    },
  };
}

/** Of the keys as they are known; where it is not among them they are looked at once more. */
function keyFinder(keys: RemoteKeys): JWTVerifyGetKey {
  const sets = new WeakMap<PublicKeys, ReturnType<typeof createLocalJWKSet>>();
  const setOf = (found: PublicKeys): ReturnType<typeof createLocalJWKSet> => {
    const set = sets.get(found) ?? createLocalJWKSet({ keys: found } as unknown as JSONWebKeySet);
    sets.set(found, set);
    return set;
  };
  return async (header, token) => {
    try {
      return await setOf(await keys.current())(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      return setOf(await keys.renewed())(header, token);
    }
  };
}

function tokenOf(claims: JWTPayload): IdentityToken | null {
  const { sub = null, sid = null, jti = null, iat = 0, exp = 0 } = claims;
  const texts = [sub, sid, jti].every((one) => one === null || (typeof one === "string" && one));
  if (!texts) return null;
  return {
    ...{ subject: sub, sid: sid as string | null, jti, claims },
    issuedAt: new Date(iat * 1_000),
    expiresAt: new Date((exp + LEEWAY_S) * 1_000),
  };
}

function isLogout({ subject, sid, jti, claims }: IdentityToken): boolean {
  const { events, nonce } = claims;
  const isObject = (value: unknown): boolean =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  const event = isObject(events) ? (events as Record<string, unknown>)[LOGOUT_EVENT] : undefined;
  return isObject(event) && nonce === undefined && !!jti && (!!subject || !!sid);
}
