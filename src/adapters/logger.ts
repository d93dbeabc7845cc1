import { pino, type Logger } from "pino";

export type { Logger } from "pino";

const SECRETS = [
  "password",
  "code",
  "token",
  "accessToken",
  "refreshToken",
  "authorization",
  "phone",
  "body",
];

/** One JSON line per event; what could hold a secret is censored by name, whoever logs it. */
export function createLogger(level: string): Logger {
  const paths = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino({ level, redact: { paths, censor: "[redacted]" } });
}
