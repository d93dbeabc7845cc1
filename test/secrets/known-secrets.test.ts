import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createApp } from "../../src/app.js";
import { readConfig } from "../../src/platform/config/config.js";
import type { Config } from "../../src/platform/config/config.types.js";
import { secretNames, type SecretName } from "../../src/platform/config/environment.js";
import { KnownSecrets } from "../../src/platform/secrets/known-secrets.js";
import { startApp, type TestApp } from "../support/app.js";
import { signUp } from "../support/people.js";
import { Rows } from "../support/rows.js";

const usual = (name: SecretName): string => `${name}-for-tests-only-0123456789`;
const other = (name: SecretName): string => `another-${name}-0123456789`;
let app: TestApp;
let rows: Rows;
beforeAll(async () => {
  app = await startApp({ database: `secrets-${randomUUID().slice(0, 8)}` });
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});

/** The configuration of one more node, with these in the place of the usual secrets. */
function configWith(secrets: Partial<Record<SecretName, string>>): Config {
  const all = secretNames.map((name) => [name, secrets[name] ?? usual(name)]);
  const env = { MONGO_DB_URI: app.config.mongoUri, LOG_LEVEL: "silent" };
  const given = readConfig({ ...env, ...(Object.fromEntries(all) as typeof secrets) });
  return { ...given, port: 0, dataDir: app.config.dataDir, mediaDir: app.config.mediaDir };
}

/** What its start says; none of these gets as far as to listen. */
const refusalOf = (config: Config): Promise<string> =>
  createApp(config)
    .start()
    .then(
      () => "started",
      (error: Error) => error.message,
    );

test.each(secretNames)("A-89: a node with another %s does not start", async (name) => {
  const before = await rows.collection("confab").find().toArray();
  const config = configWith({ [name]: other(name) });
  for (const mode of ["development", "production"] as const) {
    const refusal = await refusalOf({ ...config, mode });
    expect(refusal).toContain(`${name} is not the one that this database was used with`);
    expect(refusal).toContain(`${name}=new,old`);
    expect(refusal).not.toContain(other(name));
    expect(refusal.split("\n")).toHaveLength(1);
  }
  await expect(createApp(config).migrate()).rejects.toThrow("is not the one");
  const found = createApp(config).administer((founding) => founding.verifyAudit(null));
  await expect(found).rejects.toThrow("is not the one");
  expect(await rows.collection("confab").find().toArray()).toEqual(before);
});

test("A-89: several are named in one sentence", async () => {
  const [one, two] = secretNames;
  expect(await refusalOf(configWith({ [one]: other(one), [two]: other(two) }))).toMatch(
    new RegExp(`^${one} and ${two} are not those [^\n]+\\.$`),
  );
});

test("A-89: passwords of a version without check values tell a wrong key", async () => {
  await signUp(app, "Ann");
  await rows.collection("confab").deleteOne({ _id: "SECRET_KEY_PHONE" as never });
  const config = configWith({ SECRET_KEY_PHONE: other("SECRET_KEY_PHONE") });
  expect(await refusalOf(config)).toContain("SECRET_KEY_PHONE is not the one");
  await createApp(configWith({})).migrate();
  expect(await rows.collection("confab").countDocuments({ _id: "SECRET_KEY_PHONE" as never })).toBe(
    1,
  );
});

test("secrets that are lost are given up by a command", async () => {
  const config = configWith({ SECRET_KEY_PHONE: other("SECRET_KEY_PHONE") });
  await createApp(config).acceptSecrets();
  await createApp(config).migrate();
  expect(await refusalOf(configWith({}))).toContain("SECRET_KEY_PHONE is not the one");
  await createApp(configWith({})).acceptSecrets();
  await createApp(configWith({})).migrate();
});

type Said = "known" | "refused";
/** What nodes say that start one after the other, by the ids of their keys. */
test.each<[string, boolean, [string[], Said][]]>([
  [
    "a token secret gives way once a new one was in front of it",
    false,
    [
      [["old"], "known"],
      [["old", "new"], "known"],
      [["new"], "refused"],
      [["new", "old"], "known"],
      [["old", "new"], "known"],
      [["new", "old"], "known"],
      [["old"], "refused"],
      [["new"], "known"],
    ],
  ],
  [
    "a secret that has sealed data stays for good",
    true,
    [
      [["old"], "known"],
      [["old", "new"], "known"],
      [["old"], "known"],
      [["new", "old"], "known"],
      [["new"], "refused"],
      [["old"], "refused"],
      [["old", "new"], "known"],
      [["newest", "new", "old"], "known"],
      [["newest", "new"], "refused"],
    ],
  ],
])("A-89: %s", async (_what, isForData, steps) => {
  const { database } = rows;
  const name = `SECRET_${randomUUID()}`;
  for (const [keyIds, said] of steps) {
    const secrets = new KnownSecrets(database, [{ name, keyIds, isForData }], () => true);
    expect([keyIds, (await secrets.claim()) === null ? "known" : "refused"]).toEqual([
      keyIds,
      said,
    ]);
  }
});
