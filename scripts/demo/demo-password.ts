import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Of the people of a seeded workspace: kept beside the data, so that no other server knows it. */
export function demoPassword(dataDir: string): string {
  const path = join(dataDir, "demo-password");
  if (existsSync(path)) return readFileSync(path, "utf8").trim();
  const password = randomBytes(18).toString("base64url");
  writeFileSync(path, `${password}\n`, { mode: 0o600 });
  return password;
}
