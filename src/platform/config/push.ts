import { createECDH, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Variables } from "./environment.js";
import { PushKind, PushPayload } from "../core/push.js";
import type { PushConfig, VapidConfig } from "./push.types.js";

const CURVE = "prime256v1";
const times = { timeoutMs: 10_000, retryMinMs: 1_000, retryMaxMs: 5 * 60_000 };

export function readPush(vars: Variables): PushConfig {
  return {
    vapid: readVapid(vars),
    payload: vars.PUSH_PAYLOAD === "full" ? PushPayload.FULL : PushPayload.IDS_ONLY,
    graceMs: vars.PUSH_GRACE_SECONDS * 1_000,
    ...times,
  };
}

/** What this server offers. */
export function pushKinds({ vapid }: PushConfig): PushKind[] {
  return vapid ? [PushKind.WEB] : [];
}

/** Made once and kept in the data folder: subscriptions of browsers are bound to it. */
export function developmentVapidKey(dataDir: string): string {
  const file = join(dataDir, "vapid.key");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const ecdh = createECDH(CURVE);
  ecdh.generateKeys();
  // It comes without the zeros that it may begin with.
  const key = Buffer.from(ecdh.getPrivateKey("hex").padStart(64, "0"), "hex").toString("base64url");
  const made = `${file}.${randomBytes(4).toString("hex")}`;
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(made, `${key}\n`, { mode: 0o600 });
  renameSync(made, file);
  return key;
}

function readVapid(vars: Variables): VapidConfig | null {
  const { VAPID_PRIVATE_KEY: given, VAPID_SUBJECT, PUBLIC_URL, EMAIL_SENDER } = vars;
  if (!given) return null;
  const privateKey = given.replace(/=$/, "");
  const ecdh = createECDH(CURVE);
  ecdh.setPrivateKey(privateKey, "base64url");
  const site = PUBLIC_URL?.startsWith("https:") ? PUBLIC_URL : null;
  const subject = VAPID_SUBJECT ?? site ?? `mailto:${EMAIL_SENDER ?? "confab@localhost"}`;
  return { privateKey, publicKey: ecdh.getPublicKey("base64url"), subject };
}
