import { pino, type DestinationStream, type Logger } from "pino";

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
const MAX_CHARS = 1_000;

/**
 * One JSON line per event; what could hold a secret is censored by name, whoever logs it, and of
 * an error only what does not repeat the data that it stumbled over.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const paths = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const redact = { paths, censor: "[redacted]" };
  return pino(
    { level, redact, serializers: { err: describe } },
    destination ?? pino.destination(1),
  );
}

/** Not its other properties: drivers put rows, addresses and answers of servers there. */
function describe(raised: unknown): object {
  if (!(raised instanceof Error)) return { type: typeof raised };
  const { name, message, stack, cause } = raised;
  const { code } = raised as { code?: unknown };
  const frames = stack?.split("\n").filter((line) => /^ {4}at /.test(line)) ?? [];
  return {
    type: name,
    message: clean(message),
    ...((typeof code === "string" || typeof code === "number") && { errorCode: code }),
    stack: frames.join("\n").slice(0, 2 * MAX_CHARS),
    ...(cause instanceof Error && { cause: { type: cause.name, message: clean(cause.message) } }),
  };
}

/** Without keys of an index, logins of URLs and addresses; cut first, for long texts take long. */
function clean(message: string): string {
  return message
    .slice(0, MAX_CHARS)
    .replace(/dup key: .*/s, "dup key")
    .replace(/\/\/[^@/\s]*(?:@|$)/g, "//[redacted]@")
    .replace(/[^\s<>"']+@[^\s<>"']+/g, "[address]");
}
