import { z } from "zod";
import { imageOrigins } from "./image-origins.js";

const MIN_SECRET_BYTES = 32;
const text = z.string().trim().min(1);
const bytes = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);
/** `name=value,name=value`, the values encoded as in URLs. */
const headers = z.string().transform((given, context): Record<string, string> => {
  try {
    const pairs = given.split(",").map((header): [string, string] => {
      const [name = "", value = ""] = header.trim().split(/=(.*)/s);
      return [name, decodeURIComponent(value)];
    });
    return Object.fromEntries(new Headers(pairs));
  } catch {
    context.addIssue("Expected name=value,… with values encoded as in URLs");
    return z.NEVER;
  }
});
/** Groups of types and single ones; whether a type is known is seen where files are taken. */
const uploadTypes = z
  .string()
  .transform((given) => given.split(",").flatMap((name) => name.trim().toLowerCase() || []))
  .pipe(z.array(z.string()).min(1));
/** Less would refuse the dearest single operation for good; 0 is no limit. */
const work = z.coerce
  .number()
  .int()
  .refine((ms) => ms === 0 || (ms >= 15 && ms <= 100_000), "Expected 0, or 15 to 100000");
/** 32 bytes, as tools for Web Push print them. */
const vapidKey = z.string().regex(/^[\w-]{43}=?$/, "Expected 32 bytes, base64url");
const percent = z.coerce.number().int().min(1).max(100_000);
const port = z.coerce.number().int().min(0).max(65_535);

/** Every variable that the server reads. README and .env.example hold the same list, by a test. */
export const environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: port.default(4000),
  WORKERS: z.coerce.number().int().min(1).max(64).default(1),
  HOST: text.optional(),
  DRAIN_MS: z.coerce.number().int().min(0).max(60_000).optional(),
  MONGO_DB_URI: text.optional(),
  PREFIX_FOR_USER: text.default("Bearer"),
  PREFIX_FOR_ADMIN: text.default("Admin"),
  PREFIX_FOR_SERVER: text.default("Server"),
  ACCESS_JWT_SECRET_USER: text.optional(),
  ACCESS_JWT_SECRET_ADMIN: text.optional(),
  REFRESH_JWT_SECRET_USER: text.optional(),
  REFRESH_JWT_SECRET_ADMIN: text.optional(),
  ADMIN_TWO_FACTOR: z.enum(["required", "optional"]).optional(),
  SIGNUP: z.enum(["open", "domains", "invite", "closed"]).default("open"),
  SIGNUP_DOMAINS: z.string().default(""),
  SALT_ROUND: z.coerce.number().int().min(4).max(15).default(12),
  EMAIL_SENDER: text.optional(),
  PASSWORD_FOR_EMAIL_SENDER: text.optional(),
  CLIENT_ID: text.optional(),
  IDENTITY_PROVIDERS: text.optional(),
  LOGIN: z.enum(["own", "providers"]).default("own"),
  PASSKEY_RP_ID: text.optional(),
  PASSKEY_ORIGINS: z.string().default(""),
  PWNED_PASSWORDS: z.enum(["on", "off"]).default("off"),
  SECRET_KEY_PHONE: text.optional(),
  CLOUD_NAME: text.optional(),
  API_KEY: text.optional(),
  API_SECRET: text.optional(),
  CLOUDINARY_API_URL: z.url({ protocol: /^https?$/ }).default("https://api.cloudinary.com"),
  REDIS_URL: text.optional(),
  SMTP_URL: text.optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  CORS_ORIGINS: z.string().default(""),
  IMAGE_ORIGINS: imageOrigins,
  TRUST_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  MAX_SOCKETS: z.coerce.number().int().min(0).default(50_000),
  MAX_SOCKETS_PER_USER: z.coerce.number().int().min(0).default(10),
  MAX_SOCKETS_PER_ADDRESS: z.coerce.number().int().min(0).default(1_000),
  MAX_SOCKETS_PER_SERVICE_KEY: z.coerce.number().int().min(0).default(1_000),
  MAX_ANONYMOUS_SOCKETS_PER_ADDRESS: z.coerce.number().int().min(0).default(50),
  WORK_MS_PER_SECOND_PER_USER: work.default(100),
  WORK_MS_PER_SECOND_PER_NETWORK: work.default(500),
  WORK_MS_PER_SECOND_ANONYMOUS: work.default(30),
  WORK_MS_PER_SECOND_PER_SERVICE_KEY: work.default(2_000),
  LIMITS_PER_USER_PERCENT: percent.default(100),
  LIMITS_PER_NETWORK_PERCENT: percent.default(100),
  LIMITS_PER_SERVICE_KEY_PERCENT: percent.default(100),
  DATA_DIR: text.default(".data"),
  MEDIA_DIR: text.optional(),
  EXPORT_DIR: text.optional(),
  UPLOAD_MAX_BYTES: bytes.default(26_214_400),
  GROUP_INVITES: z.enum(["EVERYONE", "CONTACTS", "NOBODY"]).default("CONTACTS"),
  UPLOAD_TYPES: uploadTypes.default(["default"]),
  UPLOAD_QUOTA_BYTES: bytes.default(2_147_483_647),
  WEBHOOK_ALLOW_PRIVATE: z.enum(["on", "off"]).default("off"),
  SERVER_EVENTS_DAYS: z.coerce.number().int().min(1).max(3_650).default(30),
  PUSH_PAYLOAD: z.enum(["full", "ids"]).default("full"),
  PUSH_GRACE_SECONDS: z.coerce.number().min(0).max(600).default(10),
  FCM_SERVICE_ACCOUNT: text.optional(),
  APNS_KEY: text.optional(),
  APNS_KEY_ID: text.optional(),
  APNS_TEAM_ID: text.optional(),
  APNS_TOPIC: text.optional(),
  APNS_SERVER: z.enum(["production", "sandbox"]).default("production"),
  EXPO_PUSH: z.enum(["on", "off"]).default("off"),
  EXPO_ACCESS_TOKEN: text.optional(),
  VAPID_PRIVATE_KEY: vapidKey.optional(),
  VAPID_SUBJECT: z.url({ protocol: /^(?:https|mailto)$/ }).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: headers.default({}),
  OTEL_SERVICE_NAME: text.default("confab"),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  DEMO_PASSWORD: z.string().min(10).optional(),
  INTROSPECTION: z.enum(["on", "off"]).optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

export const secretNames = [
  "ACCESS_JWT_SECRET_USER",
  "ACCESS_JWT_SECRET_ADMIN",
  "REFRESH_JWT_SECRET_USER",
  "REFRESH_JWT_SECRET_ADMIN",
  "SECRET_KEY_PHONE",
] as const;
export type SecretName = (typeof secretNames)[number];

export type Variables = z.infer<typeof environment>;

/** What the schema cannot say: one line each. */
export function faultsOf(vars: Variables): string[] {
  return [...missing(vars), ...(vars.NODE_ENV === "production" ? weak(vars) : [])];
}

function missing(vars: Variables): string[] {
  const required = ["MONGO_DB_URI", ...secretNames] as const;
  const faults = required.filter((name) => !vars[name]).map((name) => `${name} is missing.`);
  const { PREFIX_FOR_USER, PREFIX_FOR_ADMIN, PREFIX_FOR_SERVER } = vars;
  const prefixes = [PREFIX_FOR_USER, PREFIX_FOR_ADMIN, PREFIX_FOR_SERVER];
  // As they are compared: a scheme is read whatever its case.
  if (new Set(prefixes.map((prefix) => prefix.toLowerCase())).size < prefixes.length)
    faults.push("PREFIX_FOR_USER, PREFIX_FOR_ADMIN and PREFIX_FOR_SERVER must differ.");
  if (vars.SIGNUP === "domains" && vars.SIGNUP_DOMAINS.trim() === "")
    faults.push("SIGNUP=domains needs SIGNUP_DOMAINS: example.com,example.org.");
  if (vars.LOGIN === "providers" && !vars.IDENTITY_PROVIDERS && !vars.CLIENT_ID)
    faults.push("LOGIN=providers needs IDENTITY_PROVIDERS or CLIENT_ID: nobody could log in.");
  if (vars.WORKERS > 1 && !vars.REDIS_URL)
    faults.push("WORKERS above 1 needs REDIS_URL: each worker is a node, and Redis joins them.");
  if (vars.NODE_ENV === "production" && vars.DEMO_PASSWORD)
    faults.push(
      "DEMO_PASSWORD (npm start -- --demo) is for development: anybody could go on as Ada.",
    );
  return faults;
}

function weak(vars: Variables): string[] {
  return secretNames
    .filter((name) =>
      vars[name]?.split(",").some((item) => Buffer.byteLength(item) < MIN_SECRET_BYTES),
    )
    .map((name) => `${name} is weak: each secret needs at least ${MIN_SECRET_BYTES} bytes.`);
}
