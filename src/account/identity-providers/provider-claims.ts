import { isJsonObject, type JsonObject, type JsonValue } from "../../platform/core/json-object.js";
import type { AppUser } from "../app-users/app-user-input.js";
import type { IdentityToken } from "./identity-token.js";
import type { Provider } from "./provider.js";

export type ClaimedProfile = Omit<AppUser, "externalId" | "name" | "kind">;

/** What the provider calls the person. Null: the claim is missing, or is no name of anybody. */
export function personOf({ claims }: IdentityToken, provider: Provider): string | null {
  const given = claims[provider.claims.externalId];
  if (typeof given === "number" && Number.isSafeInteger(given)) return String(given);
  return typeof given === "string" && given !== "" ? given : null;
}

/** The names that a token has for somebody, the best first. */
export function namesOf({ claims }: IdentityToken, provider: Provider): string[] {
  const email = claims[provider.claims.email];
  const given = [
    claims[provider.claims.name],
    claims["preferred_username"],
    claims["nickname"],
    typeof email === "string" ? email.replace(/@.*/s, "") : null,
  ];
  return given.filter((name) => typeof name === "string");
}

/** What is left out stays as it is. `readAddress` gives an address as it is kept, or null. */
export function profileOf(
  { claims }: IdentityToken,
  provider: Provider,
  readAddress: (email: string) => string | null,
): ClaimedProfile {
  const email = claims[provider.claims.email];
  const isBelieved =
    provider.emails === "TRUSTED" ||
    (provider.emails === "VERIFIED" && claims["email_verified"] === true);
  const address = isBelieved && typeof email === "string" ? readAddress(email) : null;
  const avatarUrl = claims[provider.claims.avatarUrl];
  const metadata = metadataOf(claims, provider.claims.metadata);
  return {
    ...(address !== null && { email: address }),
    ...(typeof avatarUrl === "string" && { avatarUrl }),
    ...(metadata && { metadata }),
  };
}

/** Several claims are put into one object, where one that is missing takes away what was there. */
function metadataOf(
  claims: IdentityToken["claims"],
  names: Provider["claims"]["metadata"],
): JsonObject | null {
  if (names === null) return null;
  if (typeof names === "string") {
    const given = claims[names];
    return isJsonObject(given) ? given : null;
  }
  return Object.fromEntries(names.map((name) => [name, (claims[name] ?? null) as JsonValue]));
}
