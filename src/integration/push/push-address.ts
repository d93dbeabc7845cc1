import { createHash, ECDH } from "node:crypto";
import { badInput } from "../../platform/core/errors.js";
import { PushKind } from "../../platform/core/push.js";
import { checkedUrl } from "../webhooks/webhook-url.js";

/** What the device's push service gave it; keys are what a browser decrypts by. */
export interface PushAddress {
  readonly token: string;
  readonly keys: { readonly p256dh: string; readonly auth: string } | null;
}

const TOKENS: Readonly<Record<Exclude<PushKind, PushKind.WEB>, RegExp>> = {
  [PushKind.FCM]: /^[\w:.-]{20,4096}$/,
  [PushKind.APNS]: /^(?:[0-9a-f]{2}){16,100}$/i,
  [PushKind.EXPO]: /^Expo(?:nent)?PushToken\[[\w-]{10,100}\]$/,
};
const POINT_BYTES = 65;
const AUTH_BYTES = 16;

/** Where it leads is looked at when something is sent: as with webhooks, it may lead elsewhere by then. */
export function checkedAddress(
  kind: PushKind,
  { token, keys }: PushAddress,
  allowPrivate: boolean,
): PushAddress {
  if (kind === PushKind.WEB) {
    if (!keys || !isPoint(keys.p256dh) || bytesOf(keys.auth).length !== AUTH_BYTES)
      throw badInput("keys", "A WEB target needs the keys of its subscription.");
    return { token: checkedUrl(token, allowPrivate, "token"), keys };
  }
  if (keys) throw badInput("keys", "Only WEB targets have keys.");
  if (!TOKENS[kind].test(token)) throw badInput("token", `That is no token of ${kind}.`);
  return { token, keys: null };
}

/** Whom an address belongs to is found by it, and nothing of the address itself. */
export function hashOfAddress(kind: PushKind, { token }: PushAddress): string {
  return createHash("sha256").update(`${kind}|${token}`).digest("base64url");
}

function isPoint(given: string): boolean {
  const bytes = bytesOf(given);
  if (bytes.length !== POINT_BYTES) return false;
  try {
    ECDH.convertKey(bytes, "prime256v1");
    return true;
  } catch {
    return false;
  }
}

function bytesOf(given: string): Buffer {
  return Buffer.from(given, "base64url");
}
