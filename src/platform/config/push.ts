import { createECDH, createPrivateKey, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Variables } from "./environment.js";
import { PushKind, PushPayload } from "../core/push.js";
import type { ApnsConfig, FcmConfig, PushConfig, VapidConfig } from "./push.types.js";

const APNS = {
  production: "https://api.push.apple.com",
  sandbox: "https://api.sandbox.push.apple.com",
};
const serviceAccount = z.object({
  project_id: z.string().min(1),
  client_email: z.string().min(1),
  private_key: z.string().includes("PRIVATE KEY"),
  token_uri: z.url().default("https://oauth2.googleapis.com/token"),
});
const CURVE = "prime256v1";
const times = { timeoutMs: 10_000, retryMinMs: 1_000, retryMaxMs: 5 * 60_000 };

/** What is given, and what is wrong with it. */
export function readPush(vars: Variables): { config: PushConfig; faults: string[] } {
  const faults: string[] = [];
  const config = {
    vapid: readVapid(vars),
    fcm: readFcm(vars, faults),
    apns: readApns(vars, faults),
    expo:
      vars.EXPO_PUSH === "on"
        ? { accessToken: vars.EXPO_ACCESS_TOKEN ?? null, apiUrl: "https://exp.host" }
        : null,
    payload: vars.PUSH_PAYLOAD === "full" ? PushPayload.FULL : PushPayload.IDS_ONLY,
    graceMs: vars.PUSH_GRACE_SECONDS * 1_000,
    ...times,
  };
  return { config, faults };
}

/** What this server offers. */
export function pushKinds({ vapid, fcm, apns, expo }: PushConfig): PushKind[] {
  return [
    ...(vapid ? [PushKind.WEB] : []),
    ...(fcm ? [PushKind.FCM] : []),
    ...(apns ? [PushKind.APNS] : []),
    ...(expo ? [PushKind.EXPO] : []),
  ];
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

function readFcm({ FCM_SERVICE_ACCOUNT: file }: Variables, faults: string[]): FcmConfig | null {
  if (!file) return null;
  try {
    const given = serviceAccount.parse(JSON.parse(readFileSync(file, "utf8")));
    return {
      projectId: given.project_id,
      clientEmail: given.client_email,
      privateKey: given.private_key,
      tokenUrl: given.token_uri,
      apiUrl: "https://fcm.googleapis.com",
    };
  } catch {
    faults.push(`FCM_SERVICE_ACCOUNT: ${file} is no file of a service account.`);
    return null;
  }
}

function readApns(vars: Variables, faults: string[]): ApnsConfig | null {
  const { APNS_KEY: file, APNS_KEY_ID: keyId, APNS_TEAM_ID: teamId, APNS_TOPIC: topic } = vars;
  if (!file && !keyId && !teamId && !topic) return null;
  if (!file || !keyId || !teamId || !topic) {
    faults.push("APNS_KEY, APNS_KEY_ID, APNS_TEAM_ID and APNS_TOPIC go together.");
    return null;
  }
  try {
    const key = readFileSync(file, "utf8");
    createPrivateKey(key);
    return { key, keyId, teamId, topic, origin: APNS[vars.APNS_SERVER] };
  } catch {
    faults.push(`APNS_KEY: ${file} is no private key.`);
    return null;
  }
}
