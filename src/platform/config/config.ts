import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { Config, Limits, TraceTarget } from "./config.types.js";
import { readIdentityProviders } from "./identity-providers.js";
import { readPush } from "./push.js";
import { passkeyFaults, readPasskeys } from "./passkeys.js";
import { environment, faultsOf, type Variables } from "./environment.js";

const DRAIN_MS = 5_000;
const EXPIRY_GRACE_MS = 30_000;
const PWNED_PASSWORDS = "https://api.pwnedpasswords.com";
const GOOGLE_KEYS = "https://www.googleapis.com/oauth2/v3/certs";

const SIGNUP_POLICIES = {
  open: "OPEN",
  domains: "DOMAINS",
  invite: "INVITE",
  closed: "CLOSED",
} as const;

const DAY_MS = 24 * 60 * 60_000;
const webhooks = { timeoutMs: 15_000, retryMinMs: 1_000, retryMaxMs: 5 * 60_000 };

const limits: Omit<
  Limits,
  "perUserPercent" | "perNetworkPercent" | "perServiceKeyPercent" | "work"
> = {
  sendsPerSecond: 5,
  sendBurst: 30,
  editWindowMs: 24 * 60 * 60 * 1_000,
  uploadsPerHour: 30,
  uploadBytesPerDay: 200_000_000,
};

export class ConfigError extends Error {}

/** Reads all of the environment or throws one ConfigError that names every fault. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(present);
  if (!parsed.success) throw new ConfigError(z.prettifyError(parsed.error));
  const vars = parsed.data;
  const identity = readIdentityProviders(vars.IDENTITY_PROVIDERS, vars.NODE_ENV);
  const push = readPush(vars);
  const faults = [...faultsOf(vars), ...passkeyFaults(vars), ...identity.faults, ...push.faults];
  if (faults.length > 0) throw new ConfigError(faults.join("\n"));
  const list = (value: string | undefined): string[] =>
    (value ?? "").split(",").flatMap((item) => item.trim() || []);
  const dataDir = resolve(vars.DATA_DIR);
  const mediaDir = vars.MEDIA_DIR ? resolve(vars.MEDIA_DIR) : join(dataDir, "media");
  return {
    mode: vars.NODE_ENV,
    port: vars.PORT,
    // A server that nobody has set up shows everybody's codes: to this machine alone.
    host: vars.HOST ?? (vars.NODE_ENV === "production" ? "0.0.0.0" : "127.0.0.1"),
    drainMs: vars.DRAIN_MS ?? (vars.NODE_ENV === "production" ? DRAIN_MS : 0),
    demoPassword: vars.DEMO_PASSWORD ?? null,
    introspection: vars.INTROSPECTION
      ? vars.INTROSPECTION === "on"
      : vars.NODE_ENV !== "production",
    workers: vars.WORKERS,
    mongoUri: vars.MONGO_DB_URI ?? "",
    realms: {
      user: {
        prefix: vars.PREFIX_FOR_USER,
        accessSecrets: list(vars.ACCESS_JWT_SECRET_USER),
        refreshSecrets: list(vars.REFRESH_JWT_SECRET_USER),
      },
      admin: {
        prefix: vars.PREFIX_FOR_ADMIN,
        accessSecrets: list(vars.ACCESS_JWT_SECRET_ADMIN),
        refreshSecrets: list(vars.REFRESH_JWT_SECRET_ADMIN),
      },
    },
    servicePrefix: vars.PREFIX_FOR_SERVER,
    signup: {
      policy: SIGNUP_POLICIES[vars.SIGNUP],
      domains: list(vars.SIGNUP_DOMAINS).map((domain) => domain.toLowerCase().replace(/^@/, "")),
    },
    saltRounds: vars.SALT_ROUND,
    adminsNeedTwoFactor:
      (vars.ADMIN_TWO_FACTOR ?? (vars.NODE_ENV === "production" ? "required" : "optional")) ===
      "required",
    smtp: readSmtp(vars),
    passkeys: readPasskeys(vars),
    pwnedPasswordsUrl: vars.PWNED_PASSWORDS === "on" ? PWNED_PASSWORDS : null,
    google: vars.CLIENT_ID ? { clientId: vars.CLIENT_ID, keysUrl: GOOGLE_KEYS } : null,
    identityProviders: identity.providers,
    login: vars.LOGIN === "providers" ? "PROVIDERS" : "OWN",
    dataKeys: list(vars.SECRET_KEY_PHONE).map((item) => createHash("sha256").update(item).digest()),
    cloudinary:
      vars.CLOUD_NAME && vars.API_KEY && vars.API_SECRET
        ? {
            cloudName: vars.CLOUD_NAME,
            apiKey: vars.API_KEY,
            apiSecret: vars.API_SECRET,
            apiUrl: vars.CLOUDINARY_API_URL.replace(/\/$/, ""),
          }
        : null,
    redisUrl: vars.REDIS_URL ?? null,
    publicUrl: vars.PUBLIC_URL?.replace(/\/$/, "") ?? null,
    corsOrigins: list(vars.CORS_ORIGINS),
    imageOrigins: vars.IMAGE_ORIGINS,
    trustProxyHops: vars.TRUST_PROXY_HOPS,
    expiryGraceMs: EXPIRY_GRACE_MS,
    socketLimits: {
      all: vars.MAX_SOCKETS,
      perUser: vars.MAX_SOCKETS_PER_USER,
      perServiceKey: vars.MAX_SOCKETS_PER_SERVICE_KEY,
      perAddress: vars.MAX_SOCKETS_PER_ADDRESS,
      anonymousPerAddress: vars.MAX_ANONYMOUS_SOCKETS_PER_ADDRESS,
    },
    dataDir,
    mediaDir,
    exportDir: vars.EXPORT_DIR ? resolve(vars.EXPORT_DIR) : join(mediaDir, "exports"),
    uploadMaxBytes: vars.UPLOAD_MAX_BYTES,
    groupInvites: vars.GROUP_INVITES,
    uploadTypes: vars.UPLOAD_TYPES,
    uploadQuotaBytes: vars.UPLOAD_QUOTA_BYTES,
    webhooks: { ...webhooks, allowPrivate: vars.WEBHOOK_ALLOW_PRIVATE === "on" },
    serverEventsKeepMs: vars.SERVER_EVENTS_DAYS * DAY_MS,
    push: push.config,
    logLevel: vars.LOG_LEVEL,
    metricsToken: vars.METRICS_TOKEN ?? null,
    traces: readTraces(vars),
    // A file that may be sent at all may be sent once a day.
    limits: {
      ...limits,
      uploadBytesPerDay: Math.max(limits.uploadBytesPerDay, vars.UPLOAD_MAX_BYTES),
      perUserPercent: vars.LIMITS_PER_USER_PERCENT,
      perNetworkPercent: vars.LIMITS_PER_NETWORK_PERCENT,
      perServiceKeyPercent: vars.LIMITS_PER_SERVICE_KEY_PERCENT,
      work: {
        perUser: vars.WORK_MS_PER_SECOND_PER_USER,
        perNetwork: vars.WORK_MS_PER_SECOND_PER_NETWORK,
        anonymous: vars.WORK_MS_PER_SECOND_ANONYMOUS,
        perServiceKey: vars.WORK_MS_PER_SECOND_PER_SERVICE_KEY,
      },
    },
  };
}

function readTraces(vars: Variables): TraceTarget | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers } = vars;
  if (!endpoint) return null;
  const url = `${endpoint.replace(/\/$/, "")}/v1/traces`;
  return { url, headers, serviceName: vars.OTEL_SERVICE_NAME, ratio: vars.OTEL_TRACES_SAMPLER_ARG };
}

/** EMAIL_SENDER with its password alone means Gmail, as in the deployments that we take over. */
function readSmtp(vars: Variables): Config["smtp"] {
  const from = vars.EMAIL_SENDER ?? "confab@localhost";
  if (vars.SMTP_URL) return { url: vars.SMTP_URL, from };
  if (!vars.EMAIL_SENDER || !vars.PASSWORD_FOR_EMAIL_SENDER) return null;
  const login = [vars.EMAIL_SENDER, vars.PASSWORD_FOR_EMAIL_SENDER].map(encodeURIComponent);
  return { url: `smtps://${login.join(":")}@smtp.gmail.com`, from };
}
