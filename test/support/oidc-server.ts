import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import { Provider } from "oidc-provider";

export const CLIENT = "chat-client";
const SECRET = "of-the-chat-client-0123456789";

/** A provider of OpenID Connect as others run it, with a browser that signs in to it. */
export interface OidcServer {
  readonly issuer: string;
  /** Begins anew with other keys, as after a rotation. */
  rotate(): Promise<void>;
  /** Somebody signs in with a browser of their own, up to the ID token. */
  signIn(
    name: string,
  ): Promise<{ readonly idToken: string; readonly signOut: () => Promise<void> }>;
  stop(): Promise<void>;
}

export async function startOidcServer(logoutUri: () => string): Promise<OidcServer> {
  let answer: ReturnType<Provider["callback"]> | null = null;
  const server: Server = createServer((request, response) => void answer?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const redirectUri = `${issuer}/back`;

  async function rotate(): Promise<void> {
    const { privateKey } = await generateKeyPair("RS256", { extractable: true });
    const provider = new Provider(issuer, {
      jwks: { keys: [{ ...(await exportJWK(privateKey)), use: "sig", alg: "RS256" }] },
      cookies: { keys: ["of-the-cookies"] },
      claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"] },
      conformIdTokenClaims: false,
      features: {
        backchannelLogout: { enabled: true },
        devInteractions: { enabled: true },
        rpInitiatedLogout: { enabled: true },
      },
      findAccount: (_context: unknown, id: string) => ({
        accountId: id,
        claims: () => ({
          ...{ sub: id, name: `${id} of the provider` },
          ...{ email: `${id}@example.com`, email_verified: true },
        }),
      }),
      clients: [
        {
          client_id: CLIENT,
          client_secret: SECRET,
          redirect_uris: [redirectUri],
          grant_types: ["authorization_code"],
          response_types: ["code"],
          backchannel_logout_uri: logoutUri(),
          backchannel_logout_session_required: true,
        },
      ],
    });
    answer = provider.callback();
  }
  await rotate();

  return {
    issuer,
    rotate,
    async signIn(name) {
      const browser = new Browser();
      const asked = new URLSearchParams({
        ...{ client_id: CLIENT, response_type: "code", redirect_uri: redirectUri },
        scope: "openid profile email",
        ...{ code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" },
        code_challenge_method: "S256",
      });
      let page = await browser.go(`${issuer}/auth?${asked.toString()}`);
      page = await browser.submit(page.url, { prompt: "login", login: name, password: "any" });
      if (!page.url.startsWith(redirectUri))
        page = await browser.submit(page.url, { prompt: "consent" });
      const response = await fetch(`${issuer}/token`, {
        method: "POST",
        headers: { authorization: `Basic ${btoa(`${CLIENT}:${SECRET}`)}` },
        body: new URLSearchParams({
          grant_type: "authorization_code",
          code: new URL(page.url).searchParams.get("code") ?? "",
          redirect_uri: redirectUri,
          code_verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        }),
      });
      const { id_token: idToken = "" } = (await response.json()) as { id_token?: string };
      return {
        idToken,
        async signOut() {
          const { text } = await browser.go(`${issuer}/session/end?id_token_hint=${idToken}`);
          const [, xsrf = ""] = /name="xsrf" value="([^"]+)"/.exec(text) ?? [];
          await browser.submit(`${issuer}/session/end/confirm`, { xsrf, logout: "yes" });
        },
      };
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface ShownPage {
  readonly url: string;
  readonly text: string;
}

/** Keeps cookies, and follows where it is sent. */
class Browser {
  private readonly cookies = new Map<string, string>();

  go(url: string): Promise<ShownPage> {
    return this.ask(url, { method: "GET" });
  }

  submit(url: string, fields: Record<string, string>): Promise<ShownPage> {
    return this.ask(url, { method: "POST", body: new URLSearchParams(fields) });
  }

  private async ask(url: string, init: RequestInit): Promise<ShownPage> {
    const cookie = [...this.cookies].map((pair) => pair.join("=")).join("; ");
    const response = await fetch(url, { ...init, headers: { cookie }, redirect: "manual" });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      this.cookies.set(name, value);
    }
    const next = response.headers.get("location");
    if (next === null || next.includes("/back?"))
      return { url: next ?? url, text: await response.text() };
    return this.go(new URL(next, url).href);
  }
}
