import type { Mongo } from "../adapters/mongo.js";
import { DatabaseMark } from "../platform/migrations/database-mark.js";
import { ConfigError } from "../platform/config/config.js";
import type { Config } from "../platform/config/config.types.js";
import type { SecretName } from "../platform/config/environment.js";
import { derivedKeys } from "../platform/secrets/derived-keys.js";
import { KnownSecrets, type ConfiguredSecret } from "../platform/secrets/known-secrets.js";

/**
 * Throws where the database belongs to another system, before anything is written to it, and where
 * it was used with other secrets: those that are given are taken for good with `accept`.
 */
export async function claimDatabase(
  mongo: Mongo,
  config: Config,
  { accept = false } = {},
): Promise<void> {
  const mark = new DatabaseMark(mongo.database, mongo.shapes());
  const passwords = new Set(derivedKeys(config.dataKeys, "passwords").map(({ id }) => id));
  const secrets = new KnownSecrets(mongo.database, secretsOf(config), (id) => passwords.has(id));
  const refusal = (await mark.claim()) ?? (accept ? null : await secrets.claim());
  if (refusal !== null) {
    await mongo.stop();
    throw new ConfigError(refusal);
  }
  if (accept) await secrets.accept();
}

function secretsOf({ realms: { user, admin }, dataKeys }: Config): ConfiguredSecret[] {
  const given: [SecretName, readonly (string | Buffer)[]][] = [
    ["ACCESS_JWT_SECRET_USER", user.accessSecrets],
    ["ACCESS_JWT_SECRET_ADMIN", admin.accessSecrets],
    ["REFRESH_JWT_SECRET_USER", user.refreshSecrets],
    ["REFRESH_JWT_SECRET_ADMIN", admin.refreshSecrets],
    ["SECRET_KEY_PHONE", dataKeys],
  ];
  return given.map(([name, items]) => {
    const keys = derivedKeys(
      items.map((item) => Buffer.from(item)),
      `check value of ${name}`,
    );
    return { name, keyIds: keys.map(({ id }) => id), isForData: name === "SECRET_KEY_PHONE" };
  });
}

/** Outside of production whatever is missing is made. Else it throws where an index is missing. */
export async function prepareDatabase(mongo: Mongo, mode: Config["mode"]): Promise<void> {
  if (mode !== "production") return mongo.createIndexes();
  const missing = await mongo.missingIndexes();
  if (missing.length === 0) return;
  await mongo.stop();
  const list = missing.map((index) => `  ${index}`).join("\n");
  throw new ConfigError(`The database lacks indexes. Run \`npm run migrate\`.\n${list}`);
}
