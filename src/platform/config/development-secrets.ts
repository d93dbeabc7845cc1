import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { secretNames, type SecretName } from "./environment.js";

/** Secrets made once and kept in the data folder, so that tokens survive a restart. */
export function developmentSecrets(dataDir: string): Record<SecretName, string> {
  const file = join(dataDir, "secrets.json");
  const kept = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as Partial<Record<SecretName, string>>)
    : {};
  const fresh = secretNames.filter((name) => !kept[name]);
  const secrets = Object.fromEntries(
    secretNames.map((name) => [name, kept[name] ?? randomBytes(48).toString("base64url")]),
  ) as Record<SecretName, string>;
  if (fresh.length > 0) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
    console.log(`Development secrets were generated into ${file}.`);
  }
  return secrets;
}
