import { importPKCS8, SignJWT } from "jose";
import type { PushNote } from "../integration/push/push-note.js";
import type { PushOutcome, PushSender } from "../integration/push/push-sender.js";
import type { FcmConfig } from "../platform/config/push.types.js";
import { dataOf, KEPT_SECONDS, outcomeOfFault, outcomeOfStatus } from "./push-services.js";

const SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
/** Before it is over. */
const RENEW_MS = 60_000;

interface Token {
  readonly value: string;
  readonly until: number;
}

/** Firebase Cloud Messaging by its HTTP v1, signed in by a service account. */
export function fcmPushes(config: FcmConfig, timeoutMs: number): PushSender {
  let token: Promise<Token> | null = null;
  const bearer = async (): Promise<string> => {
    const known = await (token ??= fetchToken(config, timeoutMs)).catch((error: unknown) => {
      token = null;
      throw error;
    });
    if (performance.now() < known.until) return known.value;
    token = null;
    return bearer();
  };
  return {
    async send({ token: device }, note) {
      try {
        const authorization = `Bearer ${await bearer()}`;
        const response = await fetch(
          `${config.apiUrl}/v1/projects/${config.projectId}/messages:send`,
          {
            method: "POST",
            headers: { authorization, "content-type": "application/json" },
            body: JSON.stringify({ message: { token: device, ...messageOf(note) } }),
            signal: AbortSignal.timeout(timeoutMs),
          },
        );
        if (response.status === 401) token = null;
        return outcomeOf(response.status, await response.text());
      } catch (error) {
        return faultOf(error);
      }
    },
    stop: () => undefined,
  };
}

/** A device shows it by itself where there is a text; else its app is woken. */
function messageOf(note: PushNote): Record<string, unknown> {
  const { conversationId, text } = note;
  const data = Object.fromEntries(
    Object.entries(dataOf(note)).map(([name, value]) => [name, String(value)]),
  );
  const shown = { tag: conversationId, notification_count: note.badge };
  return {
    data,
    ...(text && { notification: text }),
    android: {
      ...{ collapse_key: conversationId, priority: "high", ttl: `${KEPT_SECONDS}s` },
      ...(text && { notification: shown }),
    },
  };
}

async function fetchToken(config: FcmConfig, timeoutMs: number): Promise<Token> {
  const began = performance.now();
  const assertion = await new SignJWT({ scope: SCOPE })
    .setProtectedHeader({ alg: "RS256", typ: "JWT" })
    .setIssuer(config.clientEmail)
    .setAudience(config.tokenUrl)
    .setIssuedAt()
    .setExpirationTime("1h")
    .sign(await importPKCS8(config.privateKey, "RS256"));
  const grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  const response = await fetch(config.tokenUrl, {
    method: "POST",
    body: new URLSearchParams({ grant_type, assertion }),
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new NoToken(response.status);
  const { access_token: value, expires_in: seconds } = (await response.json()) as {
    access_token: string;
    expires_in: number;
  };
  return { value, until: began + Math.max(1, seconds * 1_000 - RENEW_MS) };
}

class NoToken extends Error {
  constructor(readonly status: number) {
    super(`no access token: HTTP ${status}`);
  }
}

function outcomeOf(status: number, body: string): PushOutcome {
  // Its token is good and is of another project, or of an app that is gone.
  if (/"UNREGISTERED"|"SENDER_ID_MISMATCH"/.test(body)) return { kind: "gone" };
  // A 404 without that word is of a project that is not there.
  if (status === 404) return { kind: "refused", why: "HTTP 404" };
  return status === 401 ? { kind: "later", why: "HTTP 401" } : outcomeOfStatus(status);
}

function faultOf(error: unknown): PushOutcome {
  // Nothing was sent yet.
  if (error instanceof NoToken) return { kind: "later", why: error.message };
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  return outcomeOfFault(name === "TimeoutError" ? "timed out" : (cause?.code ?? "no answer"));
}
