import { randomUUID } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { IdentityProvider } from "../../src/platform/config/config.types.js";

const AUDIENCE = "confab-test";

type Behaviour = "well" | "never" | "slowly" | "with 503" | "huge" | "with nonsense" | "elsewhere";

export type Claims = Readonly<Record<string, unknown>>;

export interface TokenOptions {
  readonly alg?: string;
  readonly typ?: string;
  /** Null: the header names no key. */
  readonly kid?: string | null;
  /** Signed by a key that nobody publishes. */
  readonly foreignKey?: boolean;
  /** Further names in the header. */
  readonly header?: Readonly<Record<string, unknown>>;
}

/** An app that signs tokens of its own, and publishes its keys. */
export interface Issuer {
  readonly issuer: string;
  readonly keysUrl: string;
  /** How often each address was asked for. */
  readonly fetches: (path?: string) => number;
  /** How it answers from now on. */
  behave(answer: Behaviour): void;
  /** What discovery says from now on; what is left out stays right. */
  discovers(said: Claims): void;
  /** New keys in the place of those that there are. */
  rotate(): Promise<void>;
  /** As `IDENTITY_PROVIDERS` would have it. */
  configured(other?: Partial<IdentityProvider>): IdentityProvider;
  /** For the audience of the tests, for five minutes; `claims` change what is said. */
  token(claims?: Claims, options?: TokenOptions): Promise<string>;
  stop(): Promise<void>;
}

export async function startIssuer(name = "shop"): Promise<Issuer> {
  const asked: string[] = [];
  let behaviour: Behaviour = "well";
  let said: Claims = {};
  const foreign = await generateKeyPair("RS256");
  const make = async () => {
    const kid = randomUUID();
    const [rsa, ec] = [await generateKeyPair("RS256"), await generateKeyPair("ES256")];
    const published = [
      { ...(await exportJWK(rsa.publicKey)), kid, alg: "RS256", use: "sig" },
      { ...(await exportJWK(ec.publicKey)), kid: `${kid}-ec`, alg: "ES256", use: "sig" },
    ];
    return { kid, rsa, ec, published };
  };
  let keys = await make();
  const server = createServer(({ url = "" }, response) => {
    asked.push(url);
    answer(url, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const drips = new Set<NodeJS.Timeout>();

  function answer(path: string, response: ServerResponse): void {
    const json = (body: unknown): void => void response.end(JSON.stringify(body));
    if (path === "/moved") return json({ keys: keys.published });
    switch (behaviour) {
      case "never":
        return;
      case "slowly":
        response.write('{"keys":[');
        drips.add(setInterval(() => response.write(" "), 100));
        return;
      case "with 503":
        response.statusCode = 503;
        return json({ keys: keys.published });
      case "huge":
        return json({ keys: keys.published, more: "x".repeat(10_000_000) });
      case "with nonsense":
        return void response.end("<html>busy</html>");
      case "elsewhere":
        return void response.writeHead(302, { location: `${issuer}/moved` }).end();
      case "well":
        return json(
          path === "/.well-known/openid-configuration"
            ? { issuer, jwks_uri: `${issuer}/keys`, ...said }
            : { keys: keys.published },
        );
    }
  }

  return {
    issuer,
    keysUrl: `${issuer}/keys`,
    fetches: (path) => asked.filter((one) => path === undefined || one === path).length,
    behave: (next) => {
      behaviour = next;
    },
    discovers(next) {
      said = next;
    },
    async rotate() {
      keys = await make();
    },
    configured: (other = {}) => ({
      ...{ name, label: "The shop", issuer, audiences: [AUDIENCE], jwksUri: `${issuer}/keys` },
      ...{ algorithms: ["RS256", "ES256"], accounts: "CREATE", externalIdPrefix: "" },
      ...{ profile: "EACH_LOGIN", emails: "VERIFIED", maxAgeMs: 3_600_000, signInUrl: null },
      claims: {
        ...{ externalId: "sub", name: "name", email: "email" },
        ...{ avatarUrl: "picture", metadata: null },
      },
      ...other,
    }),
    token(claims = {}, { alg = "RS256", typ, kid, foreignKey, header } = {}) {
      const now = Math.floor(Date.now() / 1_000);
      const usual = { iss: issuer, aud: AUDIENCE, sub: randomUUID(), iat: now, exp: now + 300 };
      const own = alg === "ES256" ? `${keys.kid}-ec` : keys.kid;
      const named = kid === null ? {} : { kid: kid ?? own };
      const signing = new SignJWT({ ...usual, ...claims }).setProtectedHeader({
        ...{ alg, ...named, ...header },
        ...(typ !== undefined && { typ }),
      });
      if (alg.startsWith("HS"))
        return signing.sign(new TextEncoder().encode(JSON.stringify(keys.published[0])));
      const pair = alg === "ES256" ? keys.ec : keys.rsa;
      return signing.sign((foreignKey ? foreign : pair).privateKey);
    },
    stop: () =>
      new Promise((resolve) => {
        for (const drip of drips) clearInterval(drip);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
