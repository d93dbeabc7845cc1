import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { ConfigError, readConfig } from "../../src/platform/config/config.js";
import { environment, secretNames } from "../../src/platform/config/environment.js";

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const known = Object.keys(environment.shape).sort();
const strong = Object.fromEntries(secretNames.map((name) => [name, "s".repeat(32)]));

test(".env.example names every variable, and no other", () => {
  const named = [...read(".env.example").matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(
    ([, name]) => name,
  );
  expect(named.sort()).toEqual(known);
});

test("the README's table names every variable, and no other", () => {
  const [, table = ""] = read("README.md").split("## Configuration");
  const named = [...table.matchAll(/^\| `([A-Z][A-Z0-9_]+)`/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(known);
});

test("several workers without Redis are refused: they would not hear of each other", () => {
  const env = { MONGO_DB_URI: "mongodb://unused", ...strong, WORKERS: "2" };
  expect(() => readConfig(env)).toThrow("WORKERS above 1 needs REDIS_URL");
  expect(readConfig({ ...env, REDIS_URL: "redis://localhost" }).workers).toBe(2);
});

test("production names everything that is missing or weak at once", () => {
  const env = { NODE_ENV: "production", ACCESS_JWT_SECRET_USER: "short" };
  const fault = (): unknown => readConfig(env);
  expect(fault).toThrow(ConfigError);
  for (const name of [
    "MONGO_DB_URI is missing",
    "SECRET_KEY_PHONE is missing",
    "ACCESS_JWT_SECRET_USER is weak",
  ])
    expect(fault).toThrow(name);
});

test("a value of the wrong kind is named", () => {
  expect(() => readConfig({ ...strong, MONGO_DB_URI: "mongodb://x", PORT: "many" })).toThrow(
    "PORT",
  );
});

test("headers for the collector of traces are read as OpenTelemetry writes them", () => {
  const env = {
    ...strong,
    MONGO_DB_URI: "mongodb://x",
    OTEL_EXPORTER_OTLP_ENDPOINT: "https://collector:4318/",
    OTEL_EXPORTER_OTLP_HEADERS: "Authorization=Bearer%20a=b, x-tenant=one",
  };
  expect(readConfig(env).traces).toEqual({
    url: "https://collector:4318/v1/traces",
    headers: { authorization: "Bearer a=b", "x-tenant": "one" },
    serviceName: "confab",
    ratio: 1,
  });
  expect(readConfig({ ...env, OTEL_EXPORTER_OTLP_ENDPOINT: "" }).traces).toBeNull();
  for (const wrong of ["a=%", "a=b,,c=d", "a=b%0ac", "a b=c"])
    expect(() => readConfig({ ...env, OTEL_EXPORTER_OTLP_HEADERS: wrong })).toThrow(ConfigError);
});

test("secrets may be lists, of which the first signs", () => {
  const config = readConfig({
    ...strong,
    MONGO_DB_URI: "mongodb://x",
    ACCESS_JWT_SECRET_USER: "new, old",
  });
  expect(config.realms.user.accessSecrets).toEqual(["new", "old"]);
});

test("an e-mail account alone means its provider's SMTP server", () => {
  const env = {
    ...strong,
    MONGO_DB_URI: "mongodb://x",
    EMAIL_SENDER: "a@gmail.com",
    PASSWORD_FOR_EMAIL_SENDER: "p:w",
  };
  expect(readConfig(env).smtp).toEqual({
    url: "smtps://a%40gmail.com:p%3Aw@smtp.gmail.com",
    from: "a@gmail.com",
  });
});

test("every changeset names packages that are released", () => {
  const root = JSON.parse(read("package.json")) as { workspaces: string[] };
  const names = root.workspaces.map(
    (folder) => (JSON.parse(read(`${folder}/package.json`)) as { name: string }).name,
  );
  const folder = new URL("../../.changeset/", import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith(".md") && file !== "README.md");
  const wrong = files.filter((file) => {
    const [, head = ""] = read(`.changeset/${file}`).split(/^---$/m);
    const lines = head.trim().split("\n");
    return !lines.every((line) =>
      names.some((name) => new RegExp(`^"${name}": (patch|minor|major)$`).test(line)),
    );
  });
  expect(wrong).toEqual([]);
  expect(wrong).toEqual([]);
});
const PRODUCTION = { ...strong, MONGO_DB_URI: "mongodb://x", NODE_ENV: "production" };
const CHAT = "https://chat.example.com";
test.each<[string, Record<string, string>, { id: string; origins: string[] } | null]>([
  ["nothing, in production", {}, null],
  ["nothing", { NODE_ENV: "" }, { id: "localhost", origins: ["http://localhost:*"] }],
  ["where it is reached", { PUBLIC_URL: `${CHAT}/` }, { id: "chat.example.com", origins: [CHAT] }],
  ["an address without https", { PUBLIC_URL: "http://chat.example.com" }, null],
  ["a number in place of a name", { PUBLIC_URL: "https://192.0.2.1" }, null],
  [
    "this machine",
    { PUBLIC_URL: "http://localhost:4000" },
    { id: "localhost", origins: ["http://localhost:4000"] },
  ],
  [
    "a page and an app elsewhere, and their domain",
    {
      ...{ PUBLIC_URL: "https://api.example.com", PASSKEY_RP_ID: "Example.com" },
      PASSKEY_ORIGINS: `${CHAT}, android:apk-key-hash:abc_-1`,
    },
    { id: "example.com", origins: [CHAT, "android:apk-key-hash:abc_-1"] },
  ],
])("passkeys belong to what is said of %s", (_, env, passkeys) => {
  expect(readConfig({ ...PRODUCTION, ...env }).passkeys).toEqual(passkeys);
});

test.each([
  ["a domain that the page is not in", { PUBLIC_URL: CHAT, PASSKEY_RP_ID: "ample.com" }, "RP_ID"],
  ["an origin without https", { PASSKEY_ORIGINS: "http://chat.example.com" }, "RP_ID"],
  ["pages of two domains", { PASSKEY_ORIGINS: `${CHAT},https://example.org` }, "RP_ID"],
  ["an origin with a path", { PASSKEY_ORIGINS: `${CHAT}/chat` }, "PASSKEY_ORIGINS"],
  ["a word", { PASSKEY_ORIGINS: "chat" }, "PASSKEY_ORIGINS"],
])("passkeys with %s are refused at the start", (_, env, fault) => {
  expect(() => readConfig({ ...PRODUCTION, ...env })).toThrow(fault);
});
