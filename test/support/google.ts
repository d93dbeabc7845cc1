import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

export const CLIENT_ID = "confab-test.apps.googleusercontent.com";

export interface FakeGoogle {
  readonly keysUrl: string;
  /** How often the keys were asked for. */
  readonly fetches: () => number;
  /** A token as Google signs it; `claims` and `options` change what is said and how. */
  token(
    claims: Readonly<Record<string, unknown>>,
    options?: { foreignKey?: boolean; alg?: string },
  ): Promise<string>;
  stop(): Promise<void>;
}

/** Google's key server and its signing, with keys of our own. */
export async function startGoogle(): Promise<FakeGoogle> {
  const [own, foreign] = [await generateKeyPair("RS256"), await generateKeyPair("RS256")];
  const jwk = { ...(await exportJWK(own.publicKey)), kid: "k1", alg: "RS256", use: "sig" };
  let fetches = 0;
  const server = createServer((_request, response) => {
    fetches += 1;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    keysUrl: `http://127.0.0.1:${port}/certs`,
    fetches: () => fetches,
    token(claims, { foreignKey = false, alg = "RS256" } = {}) {
      const now = Math.floor(Date.now() / 1_000);
      const payload = {
        iss: "https://accounts.google.com",
        aud: CLIENT_ID,
        iat: now,
        exp: now + 3_600,
        email_verified: true,
        ...claims,
      };
      const signing = new SignJWT(payload);
      if (alg === "HS256")
        return signing
          .setProtectedHeader({ alg, kid: "k1" })
          .sign(new TextEncoder().encode(JSON.stringify(jwk)));
      const { privateKey } = foreignKey ? foreign : own;
      return signing.setProtectedHeader({ alg, kid: "k1" }).sign(privateKey);
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
