import { readFileSync } from "node:fs";
import { z } from "zod";
import type { IdentityProvider } from "./config.types.js";

/** Signatures that whoever checks them cannot make. */
const ALGORITHMS = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA"],
] as const;
const HOUR_S = 3_600;
const text = z.string().min(1).max(1_000);
const claim = z.string().min(1).max(200);

const provider = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "Expected a-z, 0-9 and -, at most 32"),
  label: text.max(60).optional(),
  issuer: text,
  audience: z.union([text, z.array(text).min(1)]),
  jwksUri: text.optional(),
  algorithms: z.array(z.enum(ALGORITHMS)).min(1).default(["RS256"]),
  accounts: z.enum(["CREATE", "EXISTING"]).default("CREATE"),
  externalIdPrefix: z.string().max(64).default(""),
  profile: z.enum(["EACH_LOGIN", "FIRST_LOGIN"]).default("EACH_LOGIN"),
  emails: z.enum(["VERIFIED", "TRUSTED", "IGNORED"]).default("VERIFIED"),
  maxAgeSeconds: z
    .number()
    .int()
    .min(60)
    .max(30 * 24 * HOUR_S)
    .default(24 * HOUR_S),
  signInUrl: text.optional(),
  claims: z
    .strictObject({
      externalId: claim.default("sub"),
      name: claim.default("name"),
      email: claim.default("email"),
      avatarUrl: claim.default("picture"),
      metadata: z.union([claim, z.array(claim).max(20)]).optional(),
    })
    .prefault({}),
});
type Given = z.infer<typeof provider>;

export interface ReadProviders {
  readonly providers: readonly IdentityProvider[];
  /** One sentence each. */
  readonly faults: readonly string[];
}

/** The file of IDENTITY_PROVIDERS: a list. All that is wrong with it is said at once. */
export function readIdentityProviders(
  path: string | undefined,
  mode: "development" | "production" | "test",
): ReadProviders {
  if (path === undefined) return { providers: [], faults: [] };
  const fault = (message: string): string => `IDENTITY_PROVIDERS (${path}): ${message}`;
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "it is not JSON" : "it cannot be read";
    return { providers: [], faults: [fault(`${why}.`)] };
  }
  const parsed = z.array(provider).max(50).safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path: at, message }) =>
      fault(`${at.length > 0 ? `${at.join(".")}: ` : ""}${message}.`),
    );
    return { providers: [], faults };
  }
  const faults = [
    ...parsed.data.flatMap((one, at) => faultsOf(one, `${at} (${one.name})`, mode)),
    ...twice(parsed.data),
  ];
  return { providers: parsed.data.map(providerOf), faults: faults.map(fault) };
}

function providerOf({ label, audience, maxAgeSeconds, claims, ...rest }: Given): IdentityProvider {
  return {
    ...rest,
    label: label ?? rest.name,
    audiences: [audience].flat(),
    jwksUri: rest.jwksUri ?? null,
    signInUrl: rest.signInUrl ?? null,
    maxAgeMs: maxAgeSeconds * 1_000,
    claims: { ...claims, metadata: claims.metadata ?? null },
  };
}

function faultsOf({ issuer, jwksUri, signInUrl }: Given, where: string, mode: string): string[] {
  const addresses = [
    // An issuer is a name: without discovery nothing is asked of it.
    ...(jwksUri === undefined ? [["issuer", issuer] as const] : [["jwksUri", jwksUri] as const]),
    ...(signInUrl === undefined ? [] : [["signInUrl", signInUrl] as const]),
  ];
  return addresses.flatMap(([name, address]) =>
    isServed(address, mode)
      ? []
      : [`${where}.${name} must be an address with https, as in https://login.example.com.`],
  );
}

/** Over the network keys are only as good as the connection that brings them. */
function isServed(address: string, mode: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== "" || password !== "") return false;
  const isOwn = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return protocol === "https:" || (protocol === "http:" && (isOwn || mode !== "production"));
}

/** What would make one provider pass for another. */
function twice(all: readonly Given[]): string[] {
  const repeated = (key: "name" | "issuer" | "externalIdPrefix"): string[] => {
    const values = all.map((one) => one[key]);
    return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
  };
  return [
    ...repeated("name").map((name) => `the name ${name} stands there twice.`),
    ...repeated("issuer").map((issuer) => `the issuer ${issuer} stands there twice.`),
    ...repeated("externalIdPrefix").map(
      (prefix) =>
        `two providers have the externalIdPrefix "${prefix}": each needs one of its own, or they would share people.`,
    ),
    ...(all.some(
      ({ name, issuer }) =>
        name === "google" || /^(https:\/\/)?accounts\.google\.com$/.test(issuer),
    )
      ? ["Google is set up by CLIENT_ID, and stands in no file."]
      : []),
  ];
}
