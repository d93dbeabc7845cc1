import { connect, type ClientHttp2Session, type IncomingHttpHeaders } from "node:http2";
import { importPKCS8, SignJWT } from "jose";
import type { PushNote } from "../integration/push/push-note.js";
import type { PushOutcome, PushSender } from "../integration/push/push-sender.js";
import type { ApnsConfig } from "../platform/config/push.types.js";
import { dataOf, KEPT_SECONDS, outcomeOfFault, outcomeOfStatus } from "./push-services.js";

/** Apple wants a new one within the hour, and no oftener than each twenty minutes. */
const TOKEN_MS = 40 * 60_000;
const GONE = ["BadDeviceToken", "DeviceTokenNotForTopic", "Unregistered", "ExpiredToken"];
const STALE_TOKEN = ["ExpiredProviderToken", "InvalidProviderToken"];

interface Answer {
  readonly status: number;
  readonly reason: string;
}

interface Fault extends Error {
  readonly code?: string;
  /** Of a request that waited for a connection. */
  readonly cause?: { readonly code?: string };
}

/** Apple's push service over one connection of HTTP/2, signed in by a key of the team. */
export function apnsPushes(config: ApnsConfig, timeoutMs: number): PushSender {
  let session: ClientHttp2Session | null = null;
  let token: { readonly value: Promise<string>; readonly until: number } | null = null;
  const bearer = (): Promise<string> => {
    if (!token || performance.now() > token.until)
      token = { value: sign(config), until: performance.now() + TOKEN_MS };
    return token.value;
  };
  const opened = (): ClientHttp2Session => {
    if (session && !session.closed && !session.destroyed) return session;
    const made = connect(config.origin);
    const forget = (): void => {
      if (session === made) session = null;
    };
    made.on("error", forget).on("goaway", forget).on("close", forget);
    made.unref();
    return (session = made);
  };
  const post = async (device: string, note: PushNote): Promise<Answer> => {
    const authorization = `bearer ${await bearer()}`;
    const headers = { ...headersOf(config, note), ":path": `/3/device/${device}`, authorization };
    return new Promise((resolve, reject) => {
      const stream = opened().request({ ":method": "POST", ...headers });
      let status = 0;
      let text = "";
      stream.setTimeout(timeoutMs, () => stream.destroy(new Error("timed out")));
      stream.setEncoding("utf8");
      stream.on("response", (answer: IncomingHttpHeaders) => (status = Number(answer[":status"])));
      stream.on("data", (part: string) => (text += part));
      stream.on("error", reject);
      stream.on("close", () =>
        status > 0 ? resolve({ status, reason: reasonIn(text) }) : reject(new Error("no answer")),
      );
      stream.end(JSON.stringify(bodyOf(note)));
    });
  };
  return {
    async send({ token: device }, note) {
      try {
        const answer = await post(device, note);
        if (STALE_TOKEN.includes(answer.reason)) token = null;
        return outcomeOf(answer);
      } catch (error) {
        const { code, message, cause } = error as Fault;
        return outcomeOfFault(cause?.code ?? code ?? message);
      }
    },
    stop: () => session?.destroy(),
  };
}

async function sign({ key, keyId, teamId }: ApnsConfig): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: "ES256", kid: keyId })
    .setIssuer(teamId)
    .setIssuedAt()
    .sign(await importPKCS8(key, "ES256"));
}

function headersOf(
  { topic }: ApnsConfig,
  { type, conversationId }: PushNote,
): Record<string, string> {
  const isShown = type === "message.created";
  return {
    "apns-topic": topic,
    "apns-push-type": isShown ? "alert" : "background",
    "apns-priority": isShown ? "10" : "5",
    "apns-expiration": String(Math.floor(Date.now() / 1_000) + KEPT_SECONDS),
    "apns-collapse-id": conversationId,
  };
}

/** What is taken back only wakes the app, which may not be told to show anything then. */
function bodyOf(note: PushNote): Record<string, unknown> {
  const { text, badge, type, conversationId } = note;
  const { title: _title, body: _body, ...data } = dataOf(note);
  if (type === "message.deleted") return { aps: { "content-available": 1 }, ...data };
  const alert = text ?? { title: "New message" };
  const thread = { "thread-id": conversationId, "mutable-content": 1 };
  return { aps: { alert, badge, sound: "default", ...thread }, ...data };
}

function reasonIn(text: string): string {
  try {
    return (JSON.parse(text) as { reason?: string }).reason ?? "";
  } catch {
    return "";
  }
}

function outcomeOf({ status, reason }: Answer): PushOutcome {
  const why = reason || `HTTP ${status}`;
  if (GONE.includes(reason)) return { kind: "gone" };
  if (STALE_TOKEN.includes(reason)) return { kind: "later", why };
  return status === 404 ? { kind: "refused", why } : outcomeOfStatus(status, why);
}
